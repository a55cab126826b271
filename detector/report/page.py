"""One page explained as HTML: its text with every reason's spans marked, bars, claims."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from detector.copies.sidebyside import side_by_side
from detector.errors import OutputError
from detector.explanation import Explanation, Push
from detector.report.shell import document, text
from detector.terminal import printable
from features.attribution.claims import claims
from features.page import Page
from features.span import Span

MAX_SHOWN = 60_000
"""Characters of the page's text shown; longer pages are cut, and the document says so."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and the names of what marks it."""

    start: int
    end: int
    name: str


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
        + _pushes("What speaks for a farm", "positive", explanation.against[:12])
        + _pushes("What speaks for an honest page", "negative", explanation.honest[:8])
        + f"<p>The base {explanation.base:+.2f} (an average honest page) and the weights of all "
        f"{len(explanation.pushes)} signals add up to {total:+.2f} log-odds, which is the score.</p>"
        + _claims(explanation)
        + (_copied(explanation.page, other) if other is not None else "")
        + _text(explanation)
        + "</main>"
    )
    return document(f"darnel: {verdict.title or verdict.id}", body)


def _pushes(title: str, side: str, pushes: Sequence[Push]) -> str:
    if not pushes:
        return ""
    heaviest = max(abs(push.weight) for push in pushes)
    rows = "".join(
        f"<tr><td class='weight'>{push.weight:+.2f}</td><td class='bar {side}'>"
        f"<svg viewBox='0 0 100 10' preserveAspectRatio='none' aria-hidden='true'>"
        f"<rect width='{100 * abs(push.weight) / heaviest:.1f}' height='10'/></svg></td>"
        f"<th scope='row'>{text(push.signal)}<br><span class='meaning'>{text(push.description)}</span></th>"
        f"<td class='number'>{push.value:.4g}</td><td>"
        + "".join(f"<span class='quote'>{text(quote.text)}</span>" for quote in push.quotes)
        + "</td></tr>"
        for push in pushes
    )
    heads = "".join(f"<th scope='col'>{h}</th>" for h in ("weight", "", "signal", "reads", "where"))
    return (
        f"<section><h2>{title}</h2><div class='wide' role='region' tabindex='0' aria-label='{title}'>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _claims(explanation: Explanation) -> str:
    found = claims(explanation.page)
    if not found:
        return ""
    rows = "".join(
        f"<tr><td>{text(claim.role)}</td><td>{text(claim.name)}</td>"
        f"<td>{claim.start if claim.start is not None else 'in the head'}</td><td>{text(claim.text)}</td></tr>"
        for claim in found
    )
    return (
        "<section><h2>Who it says it is from</h2><div class='wide' role='region' tabindex='0' "
        "aria-label='Claims of origin'><table><thead><tr><th scope='col'>role</th><th scope='col'>name</th>"
        f"<th scope='col'>at</th><th scope='col'>as written</th></tr></thead><tbody>{rows}</tbody></table></div></section>"
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
        Mark(quote.start, quote.end, push.signal)
        for push in explanation.against[:12]
        for quote in push.quotes
    ]
    page = explanation.page
    shown = page.text[:MAX_SHOWN]
    cut = "" if len(shown) == len(page.text) else f"<p>The first {MAX_SHOWN:,} characters.</p>"
    return (
        f"<section><h2>The text, as darnel read it</h2>{cut}"
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
        names = sorted({m.name for m in marks if m.start <= start and end <= m.end})
        # Line breaks stay; every other control is shown, so nothing reorders the document.
        lines = [html.escape(printable(line)) for line in shown[start:end].split("\n")]
        piece = "\n".join(lines)
        parts.append(
            f"<mark title='{html.escape(', '.join(names))}'>{piece}</mark>" if names else piece
        )
    return "".join(parts)
