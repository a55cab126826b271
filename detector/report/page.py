"""One page explained as HTML: its text with every reason's spans marked, bars, claims."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from detector.copies.sidebyside import side_by_side
from detector.errors import OutputError
from detector.explanation import Explanation, Push, named_origins
from detector.report.shell import document, text
from detector.terminal import printable
from features.attribution.claims import claims
from features.attribution.roles import Claim
from features.page import Page
from features.span import Span

MAX_SHOWN = 60_000
"""Characters of the page's text shown; longer pages are cut, and the document says so."""

STRAY = " class='stray'"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, the name of what marks it, and its number in the list of reasons."""

    start: int
    end: int
    name: str
    number: int = 0


def write_page(explanation: Explanation, out: Path, other: Page | None = None) -> None:
    """Write the explanation to ``out``; :class:`OutputError` when that cannot be done.

    With ``other``, a page whose text may have been copied, the shared passages stand side by side.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(render(explanation, other), encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(
            f"{out}: {error.strerror}; free the space or name another file"
        ) from error


def render(explanation: Explanation, other: Page | None = None) -> str:
    """The whole document."""
    verdict = explanation.verdict
    total = explanation.base + sum(push.weight for push in explanation.pushes)
    body = (
        f"<header><h1><span class='label-{verdict.label}'>{verdict.label}</span> "
        f"{verdict.score:.4f}</h1><p>{text(verdict.title or '(no title)')}<br>{text(verdict.id)}<br>"
        f"{verdict.chars:,} characters · model {text(verdict.model)}</p></header><main>"
        + _pushes("What speaks for a farm", "positive", explanation.against[:12], numbered=True)
        + _pushes("What speaks for an honest page", "negative", explanation.honest[:8])
        + f"<p>The base {explanation.base:+.2f} (an average honest page) and the weights of all "
        f"{len(explanation.pushes)} signals add up to {total:+.2f} log-odds, which is the score.</p>"
        + _claims(explanation)
        + (_copied(explanation.page, other) if other is not None else "")
        + _text(explanation)
        + "</main>"
    )
    return document(f"darnel: {verdict.title or verdict.id}", body)


def _pushes(title: str, side: str, pushes: Sequence[Push], *, numbered: bool = False) -> str:
    if not pushes:
        return ""
    heaviest = max(abs(push.weight) for push in pushes)
    rows = "".join(
        f"<tr><td class='weight'>{push.weight:+.2f}</td><td class='bar {side}'>"
        f"<svg viewBox='0 0 100 10' preserveAspectRatio='none' aria-hidden='true'>"
        f"<rect width='{100 * abs(push.weight) / heaviest:.1f}' height='10'/></svg></td>"
        f"<th scope='row'>{_key(number) if numbered and push.quotes else ''}"
        f"{text(push.signal)}<br><span class='meaning'>{text(push.description)}</span></th>"
        f"<td class='number'>{push.value:.4g}</td><td>"
        + "".join(f"<span class='quote'>{text(quote.text)}</span>" for quote in push.quotes)
        + "</td></tr>"
        for number, push in enumerate(pushes, 1)
    )
    heads = "".join(f"<th scope='col'>{h}</th>" for h in ("weight", "", "signal", "reads", "where"))
    return (
        f"<section><h2>{title}</h2><div class='wide' role='region' tabindex='0' aria-label='{title}'>"
        f"<table class='pushes'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _key(number: int) -> str:
    return f"<span class='key'>{number}</span> "


def _named(numbers: str) -> str:
    return f" data-key='{numbers}'" if numbers else ""


def _claims(explanation: Explanation) -> str:
    page = explanation.page
    found = claims(page)
    if not found:
        return ""
    named = named_origins(page)
    stray = [one for one in named if one.disagrees]
    told = "One origin." if len(named) == 1 else f"{len(named)} different origins."
    if stray:
        told += " They disagree: " + ", ".join(text(one.name) for one in stray)
        told += " is" if len(stray) == 1 else " are"
        told += " neither the site, nor its byline, nor a source it credits."
    origin_rows = "".join(
        f"<tr{STRAY if one.disagrees else ''}><th scope='row'>{text(one.name)}</th><td>{one.kind}"
        f"{', <b>disagrees</b>' if one.disagrees else ''}</td><td>{', '.join(one.roles)}</td>"
        f"<td class='number'>{one.times}</td><td>{_place(one.first)}</td><td>{text(one.first.text)}</td></tr>"
        for one in named
    )
    counted = Counter((str(claim.role), claim.name, claim.text) for claim in found)
    first = {(str(c.role), c.name, c.text): c for c in reversed(found)}
    rows = "".join(
        f"<tr><td>{role}</td><td>{text(name)}</td><td class='number'>{counted[role, name, phrase]}</td>"
        f"<td>{_place(first[role, name, phrase])}</td><td>{text(phrase)}</td></tr>"
        for role, name, phrase in counted
    )
    return (
        f"<section><h2>Who it says it is from</h2><p>{told}</p>"
        + _claim_table(
            "Origins", ("name", "is", "said as", "times", "first at", "as written"), origin_rows
        )
        + f"<details><summary>All {len(found)} claims</summary>"
        + _claim_table(
            "Claims of origin", ("role", "name", "times", "first at", "as written"), rows
        )
        + "</details></section>"
    )


def _place(claim: Claim) -> str:
    return "in the head" if claim.start is None else str(claim.start)


def _claim_table(name: str, heads: tuple[str, ...], rows: str) -> str:
    head = "".join(f"<th scope='col'>{one}</th>" for one in heads)
    return (
        f"<div class='wide' role='region' tabindex='0' aria-label='{name}'><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _copied(page: Page, other: Page) -> str:
    found = side_by_side(page, other)
    if not found.here:
        return "<section><h2>Copied passages</h2><p>The two texts share no passage.</p></section>"
    columns = "".join(
        f"<div><h3>{heading}</h3><p>{share:.0%} of its text is shared</p>"
        + "".join(f"<p class='page-text'>{_passage(one, span)}</p>" for span in spans[:20])
        + "</div>"
        for heading, one, spans, share in (
            ("On this page", page, found.here, found.of_this),
            (text(other.title or other.url or "The other"), other, found.there, found.of_other),
        )
    )
    return f"<section><h2>Copied passages</h2><div class='side'>{columns}</div></section>"


def _passage(page: Page, span: Span) -> str:
    return text(page.text[span.start : min(span.end, span.start + 4_000)])


def _text(explanation: Explanation) -> str:
    marks = [
        Mark(quote.start, quote.end, push.signal, number)
        for number, push in enumerate(explanation.against[:12], 1)
        for quote in push.quotes
    ]
    page = explanation.page
    shown = page.text[:MAX_SHOWN]
    cut = "" if len(shown) == len(page.text) else f"<p>The first {MAX_SHOWN:,} characters.</p>"
    return (
        f"<section><h2>The text, as darnel read it</h2>{cut}<p>Small numbers name the reason above that a marked stretch belongs to; each reason marks its first few stretches.</p>"
        f"<div class='page-text'>{marked(shown, marks, page.visible_end)}</div></section>"
    )


def marked(shown: str, marks: Iterable[Mark], visible_end: int) -> str:
    """``shown`` as HTML with every mark's stretch in ``<mark>``, overlaps named together.

    Hidden text, from ``visible_end`` on, is set off by a line that says so.
    """
    marks = [mark for mark in marks if mark.start < mark.end]
    bounds = {0, len(shown), min(visible_end, len(shown))}
    for mark in marks:
        bounds.update(at for at in (mark.start, mark.end) if 0 <= at <= len(shown))
    edges = sorted(bounds)
    parts = []
    for start, end in pairwise(edges):
        if start == visible_end:
            parts.append("<hr><p>Hidden from readers:</p>")
        over = [m for m in marks if m.start <= start and end <= m.end]
        names = sorted({m.name for m in over})
        numbers = " ".join(
            str(n) for n in sorted({m.number for m in over if m.number and m.end == end})
        )
        # Line breaks stay; every other control is shown, so nothing reorders the document.
        lines = [html.escape(printable(line)) for line in shown[start:end].split("\n")]
        piece = "\n".join(lines)
        parts.append(
            f"<mark title='{html.escape(', '.join(names))}'{_named(numbers)}>{piece}</mark>"
            if names
            else piece
        )
    return "".join(parts)
