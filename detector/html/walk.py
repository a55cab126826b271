"""The walk over the tags of a document: stretches of text, each with what surrounds it."""

from __future__ import annotations

from typing import NamedTuple

from detector.html.concealment import colour, means
from detector.html.elements import (
    ACTS,
    ANCHOR,
    ANCHOR_END,
    BLOCK,
    BLOCK_END,
    BREAK,
    CLOSE,
    CLOSED_BY_SIBLING,
    CONTAINERS,
    INLINE,
    INLINE_END,
    LAST_INLINE,
    META,
    OPEN,
    OPENS,
    ROOTS,
    SCOPES,
    VOID,
    Role,
    role_of_name,
)
from detector.html.tokens import attribute, split

MARK = "\x02"
"""Stands in the raw text where an anchor or a hint begins or ends; never part of a source."""

LINK_OPENS, LINK_ENDS, HINT_OPENS, HINT_ENDS = range(4)
"""The low two bits of a mark; the rest is the index of its link or hint."""

_LINK_LIMIT = 20_000
_HINT_LIMIT = 128
_META_LIMIT = 500
_DEPTH_LIMIT = 5_000
"""Deeper elements are read but not tracked (browsers stop nesting at 512)."""
_SEARCH_LIMIT = 100
"""How far up an end tag looks for its element: keeps a hostile pile of stray end tags linear."""
_CROSSING = SCOPES | {"tr", "tbody", "thead", "tfoot"}
_HINTS = int(Role.AUTHOR | Role.DATE)
_PLAIN = (0, "", "")

Stretch = tuple[str, int, str, list[int] | None, bool]
"""Raw text between two block boundaries, its box, how it is hidden, the marks that stand in it
(one for each ``MARK``), and whether an anchor was open where it began."""


class Walked(NamedTuple):
    """The outcome of a walk.

    A box is an element that bounds text; ``parents[box]`` is the box it stands in and
    ``own[box]`` its role, without those of the boxes around it. Box 0 is the document.
    ``anchors`` are pairs of href and attributes; ``hints`` pairs of how and value.
    """

    stretches: list[Stretch]
    anchors: list[tuple[str, str]]
    hints: list[tuple[str, str]]
    parents: list[int]
    own: list[int]
    metas: list[str]
    names: set[str]
    root: str
    elements: int
    images: int


def walk(source: str, rules: dict[str, str]) -> Walked:  # noqa: PLR0912, PLR0915 - one hot loop
    """Read ``source`` once; ``rules`` are the simple selectors its style sheets hide."""
    pieces = split(source)
    names: list[str] = []
    saved: list[tuple[str, int, int]] = []
    how, box = "", 0
    parents = [0]
    own = [0]
    stretches: list[Stretch] = []
    anchors: list[tuple[str, str]] = []
    hints: list[tuple[str, str]] = []
    metas: list[str] = []
    root = ""
    parts: list[str] = []
    marks: list[int] = []
    anchor = -1
    anchor_depth = 0
    began = False
    tracked = 0  # elements on the stack that bound no text of themselves (inline, p)
    elements = 0
    ground: tuple[int, int, int] | None = None
    seen: dict[str, tuple[int, str, str]] = {"": _PLAIN}
    classes: dict[str, None] = {}
    acts = ACTS.get

    texts, tags, attrs = pieces[0::3], pieces[1::3], pieces[2::3]
    last = texts.pop()
    for text, tag, attributes in zip(texts, tags, attrs, strict=True):
        if text:
            if not text.isspace():
                parts.append(text)
            elif parts:
                parts.append(" ")
        if tag is None:
            continue
        act = acts(tag)
        name = tag
        if act is None:
            name = tag.lower()
            act = acts(name) or (INLINE_END if name[0] == "/" else INLINE)

        if act == INLINE_END:
            if not tracked:
                continue
            act = CLOSE
            flush = False
        elif act == ANCHOR_END:
            if anchor >= 0:
                parts.append(MARK)
                marks.append(anchor << 2 | LINK_ENDS)
                anchor = -1
            if not tracked:
                continue
            act = CLOSE
            flush = False
        elif act == ANCHOR:
            elements += 1
            if anchor >= 0:
                parts.append(MARK)
                marks.append(anchor << 2 | LINK_ENDS)
                anchor = -1
            at = attributes.find(' href="')
            if at >= 0:
                href = attributes[at + 7 : attributes.find('"', at + 7)]
            else:
                href = attribute(attributes, "href")
            info = _PLAIN
            if rules or "style=" in attributes or "uthor" in attributes or " hidden" in attributes:
                info = _describe(name, attributes, rules, ground)
            if info[1] or info[2] or tracked:
                pass
            elif href is None or len(anchors) >= _LINK_LIMIT:
                continue
            else:
                anchor = len(anchors)
                anchor_depth = len(names)
                anchors.append((href, attributes))
                parts.append(MARK)
                marks.append(anchor << 2)
                continue
            flush = bool(info[1])
            tracked += 1
        elif act <= LAST_INLINE:
            elements += 1
            if act == META:
                if len(metas) < _META_LIMIT:
                    metas.append(attributes)
                    if "itemprop" in attributes and len(hints) < _HINT_LIMIT:
                        info = _describe(name, attributes, {}, None)
                        if info[2]:
                            parts += (MARK, MARK)
                            marks += (len(hints) << 2 | HINT_OPENS, len(hints) << 2 | HINT_ENDS)
                            hints.append((info[2], attribute(attributes, "content") or ""))
                continue
            if act == VOID:
                continue
            info = seen.get(attributes)
            if info is None or name == "font":
                info = seen[attributes] = _describe(name, attributes, rules, ground)
            if name == "time":
                info = (info[0], info[1], "date:time")
            if not (info[1] or info[2] or tracked):
                continue
            if attributes[-1:] == "/":
                continue
            flush = bool(info[1])
            tracked += 1
        else:
            flush = True
        # From here on the tag ends a stretch of text, or opens or ends an element that is
        # tracked.
        if flush and parts:
            stretches.append(("".join(parts), box, how, marks or None, began))
            parts, marks = [], []
            began = anchor >= 0
        if act == BREAK:
            continue
        if act == BLOCK:
            elements += 1
            while tracked and names[-1] == "p":
                names.pop()
                how, box, hint = saved.pop()
                tracked -= 1
                if hint >= 0:
                    parts.append(MARK)
                    marks.append(hint << 2 | HINT_ENDS)
            if not attributes:
                continue
            if name in ROOTS:
                if name == "html":
                    root = root or attributes
                elif "bgcolor" in attributes:
                    ground = colour(attribute(attributes, "bgcolor") or "") or ground
                continue
            info = seen.get(attributes)
            if info is None:
                info = seen[attributes] = _describe(name, attributes, rules, ground)
            if info is _PLAIN:
                continue
            tracked += 1
        elif act == BLOCK_END:
            if not tracked:
                continue
            act = CLOSE
        elif act == OPEN:
            elements += 1
            siblings = CLOSED_BY_SIBLING.get(name)
            if siblings:
                while names and names[-1] in siblings:
                    names.pop()
                    how, box, hint = saved.pop()
                    if hint >= 0:
                        parts.append(MARK)
                        marks.append(hint << 2 | HINT_ENDS)
            info = seen.get(attributes)
            if info is None or name == "marquee":
                info = seen[attributes] = _describe(name, attributes, rules, ground)
            if "bgcolor" in attributes:
                ground = colour(attribute(attributes, "bgcolor") or "") or ground
        if act != CLOSE:
            if len(names) >= _DEPTH_LIMIT:
                if act != OPEN:
                    tracked -= 1
                continue
            hint = -1
            if info[2] and len(hints) < _HINT_LIMIT:
                hint = len(hints)
                value = ""
                if name == "time" or "itemprop" in info[2]:
                    value = attribute(attributes, "datetime") or attribute(attributes, "content")
                hints.append((info[2], value or ""))
                parts.append(MARK)
                marks.append(hint << 2 | HINT_OPENS)
            names.append(name)
            saved.append((how, box, hint))
            parents.append(box)
            box = len(own)
            own.append(OPENS.get(name, 0) | info[0])
            if info[1] and not how:
                how = info[1]
            if act == ANCHOR and href is not None and len(anchors) < _LINK_LIMIT:
                anchor = len(anchors)
                anchor_depth = len(names)
                anchors.append((href, attributes))
                parts.append(MARK)
                marks.append(anchor << 2)
            continue
        name = name[1:]
        depth = len(names) - 1
        if depth < 0:
            continue
        if names[depth] != name:
            depth = _opened(names, name)
            if depth < 0:
                continue
        if not flush and parts and saved[depth][0] != how:
            stretches.append(("".join(parts), box, how, marks or None, began))
            parts, marks = [], []
            began = anchor >= 0
        while len(names) > depth:
            if names.pop() not in CONTAINERS:
                tracked -= 1
            how, box, hint = saved.pop()
            if hint >= 0:
                parts.append(MARK)
                marks.append(hint << 2 | HINT_ENDS)
        if anchor >= 0 and len(names) < anchor_depth and flush:
            parts.append(MARK)  # the anchor was never ended: it ends with what it stands in
            marks.append(anchor << 2 | LINK_ENDS)
            anchor = -1
    if last:
        parts.append(last)
    if parts:
        stretches.append(("".join(parts), box, how, marks or None, began))
    images = tags.count("img") + tags.count("IMG")
    return Walked(
        stretches, anchors, hints, parents, own, metas, set(attrs), root, elements, images
    )


def _opened(names: list[str], name: str) -> int:
    """Where on the stack of open elements the end tag ``name`` belongs; -1 for a stray one."""
    crosses = name in _CROSSING
    for depth in range(len(names) - 1, max(-1, len(names) - _SEARCH_LIMIT), -1):
        if names[depth] == name:
            return depth
        if not crosses and names[depth] in SCOPES:
            return -1
    return -1


def _value(attributes: str, name: str) -> str:
    """The value of ``class`` or ``id``, found without a regular expression where it is plain."""
    at = attributes.find(f' {name}="')
    if at >= 0:
        at += len(name) + 3
        return attributes[at : attributes.find('"', at)]
    return (attribute(attributes, name) or "") if name in attributes else ""


def _describe(
    name: str, attributes: str, rules: dict[str, str], ground: tuple[int, int, int] | None
) -> tuple[int, str, str]:
    """Role, way of hiding, and hint of an element with these attributes."""
    role = 0
    tokens = _value(attributes, "class").split()
    identity = _value(attributes, "id")
    if identity:
        tokens.append(identity)
    word = ""
    for token in tokens:
        role |= role_of_name(token)
    hint = ""
    if role & _HINTS:
        hint = "author:class" if role & Role.AUTHOR else "date:class"
        role &= ~_HINTS
    if "itemprop" in attributes or "uthor" in attributes:
        hint = _stated(attributes) or hint
    if "role=" in attributes:
        role |= _ARIA.get(attribute(attributes, "role") or "", 0)
    how = ""
    if (
        "style" in attributes
        or "hidden" in attributes
        or "STYLE" in attributes
        or (rules and tokens)
        or (ground and name == "font")
        or name == "marquee"
    ):
        how = means(name, attributes, rules, ground)
        if how == "assistive":
            how = ""
            role |= Role.FURNITURE
    del word
    return (int(role), how, hint) if role or how or hint else _PLAIN


def _stated(attributes: str) -> str:
    """The hint in ``rel``, ``itemprop`` or ``property``, which say more than a class name."""
    if "author" in (attribute(attributes, "rel") or "").lower().split():
        return "author:rel"
    stated = (
        (attribute(attributes, "itemprop") or "") + " " + (attribute(attributes, "property") or "")
    ).lower()
    if "author" in stated or "creator" in stated:
        return "author:itemprop"
    if "datepublished" in stated or "datemodified" in stated:
        return "date:itemprop"
    return ""


_ARIA: dict[str, int] = {
    **dict.fromkeys(
        "navigation banner contentinfo complementary search dialog menu menubar toolbar".split(),
        int(Role.FURNITURE),
    ),
    "main": int(Role.CONTENT),
    "article": int(Role.CONTENT),
}
