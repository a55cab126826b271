"""The headline said again behind a name."""

from __future__ import annotations

from features.blocks import BlockKind
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 4.0)
SOURCE = "new (`BRAND最新热点:` and the title once more under the title)"

_FIRST = 12
_LONGEST = 50
_LONG = 350
_LEAST = 20
_JOINTS = ":：|丨｜_-–—》】]~·"
_LABELS = ("标题", "摘要", "题目", "提要", "导读")
_SPACE = " \t\xa0\u3000"


def headline_after_name(page: Page) -> Reading:
    """How many of the first twelve lines are a name, a joint and then the headline word for word.

    The headline is the title or one of the first lines, if long enough for one; a colon, bar,
    dash or closing bracket must join, and up to 50 characters may stand before it. What the title
    itself says is no name, nor is the label of a title or summary.
    """
    text = page.text
    lines: list[tuple[str, int]] = []
    for kind, start, end, _ in page.blocks[:_FIRST]:
        if kind is BlockKind.HIDDEN:
            break
        if end - start <= _LONG:
            lines.append((text[start:end].strip(), start))
    if not lines:
        return NOTHING
    wanted = {line for line, _ in lines if len(line) <= 300 and _enough(line)}
    title = (page.title or "").strip()
    if 8 <= len(title) <= 300:
        wanted.add(title)
    by_tail: dict[str, list[str]] = {}
    for line in wanted:
        by_tail.setdefault(line[-6:], []).append(line)
    found: list[Span] = []
    for line, start in lines:
        if line in title:
            continue
        for whole in by_tail.get(line[-6:], ()):
            before = len(line) - len(whole)
            if 2 < before <= _LONGEST and line.endswith(whole):
                joint = line[:before].rstrip(_SPACE)
                if joint[-1:] in _JOINTS and joint and not _is_label(joint):
                    at = text.find(line, start)
                    found.append(Span(at, at + len(line)))
                    break
    return Reading(float(min(len(found), 4)), lambda: found)


def _enough(line: str) -> bool:
    """Whether a line is long enough for a headline: a character of Han says as much as two."""
    if len(line) >= _LEAST or 2 * len(line) < _LEAST:
        return len(line) >= _LEAST
    return sum([1 + (letter >= "\u2e80") for letter in line]) >= _LEAST


def _is_label(joint: str) -> bool:
    """Whether what stands before the headline only says that a headline or summary follows."""
    return joint.rstrip(_JOINTS + _SPACE).endswith(_LABELS)
