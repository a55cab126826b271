"""An HTML document as a page: the one way from markup to text, blocks and facts."""

from __future__ import annotations

import re
from html import unescape

from detector.decoding import clean, decode
from detector.html.concealment import hiding_rules
from detector.html.content import Candidate, kinds
from detector.html.elements import Role
from detector.html.head import read_head
from detector.html.walk import CLOSING, OPENING, Stretch, walk
from features.blocks import Block, BlockKind
from features.page import Link, Markup, Page

_SOURCE_LIMIT = 16_000_000
"""Characters of source that are read; the rest of a larger document is left out."""

_STYLE = re.compile(r"<style(?=[\s>])[^>]{0,500}>([^<]*+)", re.I)
_NUMERIC = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});?")
_SPLIT_WORD = re.compile(r"\w(?:<!--(?:[^-]|-(?!->)){0,2000}?-->)+\w")
_CLASS = re.compile(r"(?:^|\s)class\s{0,5}=\s{0,5}[\"']?([^\"'>]{1,1000})", re.I)
_CLASS_LIMIT = 5_000
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def read_html(source: bytes | str, charset: str | None = None, url: str | None = None) -> Page:
    """The page in an HTML document, bytes (``charset`` as HTTP declared it) or decoded text.

    Never raises on malformed markup; time and memory are linear in the length of the source.
    """
    text = decode(source, charset).text if isinstance(source, bytes) else clean(source)
    size = len(text)
    text = text[:_SOURCE_LIMIT]
    if OPENING in text or CLOSING in text:
        text = text.replace(OPENING, "").replace(CLOSING, "")
    head = read_head(text)
    walked = walk(text, _rules(text))
    builder = _Builder(len(walked.anchors))
    candidates = []
    for stretch in walked.stretches:
        built = builder.tidy(stretch)
        if built:
            candidates.append(built)
    chosen = kinds(candidates, walked.parents)
    return builder.page(candidates, chosen, walked.anchors, head, url, text, size, walked)


class _Builder:
    """Joins tidied stretches to the page's text and keeps where every anchor went."""

    def __init__(self, anchors: int) -> None:
        self.spans: list[list[int] | None] = [None] * anchors
        self.pending: list[list[tuple[int, int, int]]] = []

    def tidy(self, stretch: Stretch) -> Candidate | None:
        raw = stretch.text
        if stretch.role & Role.DROP or raw.isspace():
            return None
        if "&" in raw:
            raw = unescape(raw)
        if not stretch.links:
            text = " ".join(raw.split())
            if not text:
                return None
            self.pending.append([])
            return Candidate(text, 0, stretch.role, stretch.how, stretch.box, _weight(text))
        return self._linked(raw, stretch)

    def _linked(self, raw: str, stretch: Stretch) -> Candidate | None:
        pieces = raw.split(OPENING)
        text = " ".join(pieces[0].split())
        space = pieces[0][-1:].isspace()
        spans = []
        linked = 0
        for index, piece in zip(stretch.links, pieces[1:], strict=False):
            inner, _, after = piece.partition(CLOSING)
            tidy = " ".join(inner.split())
            if text and tidy and (space or inner[:1].isspace()):
                text += " "
            spans.append((index, len(text), len(text) + len(tidy)))
            linked += len(tidy)
            text += tidy
            if tidy:
                space = inner[-1:].isspace()
            tidy = " ".join(after.split())
            if tidy:
                if text and (space or after[:1].isspace()):
                    text += " "
                text += tidy
                space = after[-1:].isspace()
            elif after:
                space = True
        if not text:
            for index, _, _ in spans:
                if self.spans[index] is None:
                    self.spans[index] = [len(self.pending), 0, len(self.pending), 0]
            return None
        self.pending.append(spans)
        return Candidate(text, linked, stretch.role, stretch.how, stretch.box, _weight(text))

    def page(self, candidates, chosen, anchors, head, url, source, size, walked):  # type: ignore
        order = [i for i, kind in enumerate(chosen) if kind is not BlockKind.HIDDEN]
        visible = len(order)
        order += [i for i, kind in enumerate(chosen) if kind is BlockKind.HIDDEN]
        blocks, texts, at = [], [], 0
        starts = [0] * (len(candidates) + 1)
        spans: list[tuple[int, int, bool] | None] = [None] * len(anchors)
        for rank, i in enumerate(order):
            item = candidates[i]
            end = at + len(item.text)
            blocks.append(Block(chosen[i], at, end, item.how))
            texts.append(item.text)
            starts[i] = at
            for index, start, stop in self.pending[i]:
                known = spans[index]
                hidden = rank >= visible
                if known is None or known[0] == known[1]:
                    spans[index] = (at + start, at + stop, hidden)
                elif known[2] is hidden:
                    spans[index] = (known[0], at + stop, hidden)
            at = end + 1
        text = "\n".join(texts)
        links = []
        for index, (href, attributes) in enumerate(anchors):
            span = spans[index]
            if span is None:
                empty = self.spans[index]
                place = min(starts[empty[0]], len(text)) if empty else 0
                span = (place, place, False)
            rel = ""
            if "rel" in attributes:
                match = _REL.search(attributes)
                rel = match[1] if match else ""
            links.append(
                Link(unescape(href) if "&" in href else href, span[0], span[1], rel, span[2])
            )
        return Page(
            text=text,
            url=url,
            title=head.title,
            blocks=tuple(blocks),
            links=tuple(links),
            markup=_markup(source, size, text, blocks, head, walked),
        )


_REL = re.compile(r"\srel\s*=\s*[\"']?([^\"'>]{1,100})", re.I)


def _weight(text: str) -> float:
    return len(_UNSPACED.findall(text)) / 1.5 + text.count(" ")


def _rules(source: str) -> dict[str, str]:
    css = "".join(match[1] for match in _STYLE.finditer(source)) if "<style" in source else ""
    return hiding_rules(css) if css else {}


def _markup(source, size, text, blocks, head, walked) -> Markup:  # type: ignore
    encoded = 0
    if "&#" in source:
        encoded = sum(unescape(m).isalpha() for m in _NUMERIC.findall(source))
    return Markup(
        size=size,
        elements=walked.elements,
        letters=0,
        encoded_letters=encoded,
        split_words=len(_SPLIT_WORD.findall(source)) if "<!--" in source else 0,
        headings=(),
        classes=(),
        refresh=head.refresh,
        scripts=source.count("<script"),
        images=walked.images,
        declared=head.declared,
    )
