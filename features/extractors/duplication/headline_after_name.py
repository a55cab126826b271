"""The headline said again behind a name."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.visible_blocks import visible_blocks

BOUNDS = (0.0, 4.0)
SOURCE = "new (`BRAND最新热点:` and the title once more under the title)"

_FIRST = 12
_LONGEST = 50
_LONG = 350
_LEAST = 20
_TAIL = 6
_JOINTS = ":：|丨｜_-–—》】]~·"
_LABELS = ("标题", "摘要", "题目", "提要", "导读")
_SPACE = " \t\xa0\u3000"


def headline_after_name(page: Page) -> Reading:
    """How many of the first twelve lines are a name, a joint and then the headline word for word.

    The headline is the title or one of the first lines, if long enough for one; a colon, bar,
    dash or closing bracket must join, and up to 50 characters may stand before it. What the title
    itself says is no name, nor is the label of a title or summary.
    """
    text, blocks = page.text, visible_blocks(page)
    bounds = [
        (start, end)
        for start, end in zip(blocks.starts[:_FIRST], blocks.ends[:_FIRST], strict=True)
        if end - start <= _LONG
    ]
    if not bounds:
        return NOTHING
    if _all_end_differently(text, bounds, page.title):
        return ZERO
    lines = [(text[start:end].strip(), start) for start, end in bounds]
    wanted = {line for line, _ in lines if len(line) <= 300 and _enough(line)}
    title = (page.title or "").strip()
    if 8 <= len(title) <= 300:
        wanted.add(title)
    by_tail: dict[str, list[str]] = {}
    for line in wanted:
        by_tail.setdefault(line[-_TAIL:], []).append(line)
    found: list[Span] = []
    for line, start in lines:
        if line in title:
            continue
        for whole in by_tail.get(line[-_TAIL:], ()):
            before = len(line) - len(whole)
            if 2 < before <= _LONGEST and line.endswith(whole):
                joint = line[:before].rstrip(_SPACE)
                if joint[-1:] in _JOINTS and joint and not _is_label(joint):
                    at = text.find(line, start)
                    found.append(Span(at, at + len(line)))
                    break
    if not found:
        return ZERO
    return Reading(float(min(len(found), 4)), lambda: found)


def _enough(line: str) -> bool:
    """Whether a line is long enough for a headline: a character of Han says as much as two."""
    if len(line) >= _LEAST or 2 * len(line) < _LEAST:
        return len(line) >= _LEAST
    return sum([1 + (letter >= "\u2e80") for letter in line]) >= _LEAST


def _is_label(joint: str) -> bool:
    """Whether what stands before the headline only says that a headline or summary follows."""
    return joint.rstrip(_JOINTS + _SPACE).endswith(_LABELS)


def _all_end_differently(text: str, bounds: list[tuple[int, int]], title: str | None) -> bool:
    """Whether no line ends as another one or the title does."""
    tails = [text[max(start, end - 2 * _TAIL) : end].rstrip()[-_TAIL:] for start, end in bounds]
    for at, tail in enumerate(tails):
        if len(tail) < _TAIL:  # of a short line, or of one with much space at its end
            start, end = bounds[at]
            tails[at] = text[start:end].strip()[-_TAIL:]
    if title:
        tails.append(title.strip()[-_TAIL:])
    return len(set(tails)) == len(tails)
