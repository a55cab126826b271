"""An HTML document as a page: the one way from markup to text, blocks and facts.

One regular expression cuts the source into tags and text, one loop keeps the stack of open
elements, and the rest works on some two hundred stretches of text. Where there was a compiler,
the loops run in C on the code points of the source (``loops.py``) and a page costs about what
resiliparse's main-content call does, else three times that (``benchmarks/reading.py``).
resiliparse's DOM is not used: visiting its nodes from Python alone costs five times its
main-content call, and that call gives no blocks, no hidden text and no offsets.
"""

from __future__ import annotations

from detector.decoding import clean, decode
from detector.html.assembly import assemble
from detector.html.concealment import hiding_rules
from detector.html.loops import LOOPS, Loops
from detector.html.walk import MARK
from features.page import Page

_SOURCE_LIMIT = 3_000_000
"""Characters of source that are read; the rest of a larger document is left out."""
_SHEET_LIMIT = 20


def read_html(source: bytes | str, charset: str | None = None, url: str | None = None) -> Page:
    """The page in an HTML document, bytes (``charset`` as HTTP declared it) or decoded text.

    Never raises on malformed markup; time and memory are linear in the length of the source.
    """
    if isinstance(source, bytes):
        source = decode(source, charset).text
    elif not LOOPS.is_clean(source):
        source = clean(source)
    return read_with(LOOPS, source, url)


def read_with(loops: Loops, text: str, url: str | None = None) -> Page:
    """The page in decoded text without NULs, read by these loops: all give the same page."""
    size = len(text)
    if size > _SOURCE_LIMIT:
        text = text[:_SOURCE_LIMIT]
    if MARK in text:
        text = text.replace(MARK, "")
    signs = loops.signs(text)
    if signs.spaces:
        text = loops.with_spaces(text)
    walked = loops.walk(text, _hidden_names(text, signs.last_sheet))
    return assemble(text, size, signs, walked, url, loops)


def _hidden_names(source: str, last: int) -> dict[str, str]:
    """The simple selectors that the document's own style sheets hide.

    None begins behind ``last`` (or nearer, where references before it were resolved since): most
    documents have theirs in the head, and the rest need not be searched for more.
    """
    rules: dict[str, str] = {}
    bound = last + len("<style")
    at = source.find("<style", 0, bound) if last >= 0 else -1
    for _ in range(_SHEET_LIMIT):
        if at < 0:
            break
        begin = source.find(">", at)
        end = source.find("</style", begin)
        if begin < 0:
            break
        rules.update(hiding_rules(source[begin + 1 : end if end >= 0 else None]))
        at = source.find("<style", end, bound) if end >= 0 else -1
    return rules
