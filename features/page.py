"""The page as darnel reads it: text, blocks, links and what the markup says of itself.

A ``Page`` is fixed when it is read. Everything derived from it (code points, normalised
text, lines, claims) is a *view*: a function decorated with :func:`view`, computed once a
page and shared by every extractor that asks for it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from features.blocks import Block, BlockKind, split_text
from features.twins import twin_of

_twin = twin_of(__name__)

T = TypeVar("T")


class Link(NamedTuple):
    """A hyperlink with an ``href``; ``start``/``end`` bound its anchor in ``Page.text``.

    An anchor without text (an image) has ``start == end``. ``hidden`` links stand in a
    block a reader cannot see.
    """

    href: str
    start: int
    end: int
    rel: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """What the head of the document (meta, Open Graph, JSON-LD) says about its origin."""

    authors: tuple[str, ...] = ()
    ld_authors: tuple[str, ...] = ()
    ld_publishers: tuple[str, ...] = ()
    site_name: str | None = None
    og_title: str | None = None
    og_url: str | None = None
    canonical: str | None = None
    published: str | None = None
    modified: str | None = None
    description: str | None = None
    keywords: str | None = None
    lang: str | None = None


class Hint(NamedTuple):
    """An element that its markup calls an author or a date.

    ``how`` is ``author:rel`` (``rel=author``), ``author:itemprop`` (microdata or RDFa),
    ``author:class`` (a class or id word such as ``author``, ``byline``, ``contributor``) or
    ``date:time`` (``<time>``), ``date:itemprop``, ``date:class``. ``start``/``end`` bound the
    element's text in ``Page.text``; an element without text (``<meta itemprop>``) has
    ``start == end``. ``value`` is what an attribute says (``datetime``, ``content``), else the
    class or id word that matched.
    """

    how: str
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Markup:
    """Facts about the HTML a page was read from; a text-only page has none.

    ``size`` is the length of the decoded source in characters, ``elements`` the number of
    elements. ``encoded_letters`` counts numeric entities that stand for a letter where
    letters of its kind beside it are written plainly, or for one of ASCII,
    ``split_words`` comments inside a word; ``headings`` holds the texts of ``h1`` elements,
    ``classes`` class names as they stand in the document, repeats included (first 2,000).
    """

    size: int
    elements: int
    encoded_letters: int = 0
    split_words: int = 0
    headings: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    refresh: str | None = None
    scripts: int = 0
    images: int = 0
    declared: Declared = field(default_factory=Declared)
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class Page:
    """One crawled page as darnel read it.

    ``text`` holds every block in reading order; blocks a person cannot see
    (``BlockKind.HIDDEN``) stand after all visible ones, so that evidence in them can be
    quoted while ``text[:visible_end]`` is what a reader sees. Offsets everywhere are code
    points of ``text``. A page made from text alone gets its blocks from the same block logic
    the HTML reader uses and has ``markup`` ``None``.
    """

    text: str
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    lang: str | None = None
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    markup: Markup | None = None
    _views: dict[Callable[..., Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        if not self.blocks and self.text:
            object.__setattr__(self, "blocks", split_text(self.text))

    @functools.cached_property
    def host(self) -> str | None:
        """The host name of ``url`` in lower case without port, or ``None``."""
        if not self.url:
            return None
        try:
            return urlsplit(self.url).hostname or None
        except ValueError:
            return None

    @functools.cached_property
    def visible_end(self) -> int:
        """Offset in ``text`` at which the blocks a person cannot see begin."""
        end = len(self.text)
        for kind, start, _, _ in reversed(self.blocks):
            if kind is not BlockKind.HIDDEN:
                break
            end = start
        return end

    def forget(self) -> None:
        """Drop every view: what was derived from the page is derived again when asked for."""
        self._views.clear()

    def __getstate__(self) -> dict[str, Any]:
        # Views are derived and may hold automata or large arrays: they never travel.
        return {k: v for k, v in self.__dict__.items() if k != "_views"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _views={})


def view(compute: Callable[[Page], T]) -> Callable[[Page], T]:
    """Cache ``compute(page)`` on the page, so that extractors share one pass."""
    if _twin:
        remembered: Callable[[Page], T] = functools.update_wrapper(
            _twin.remembered(compute), compute
        )
        return remembered

    @functools.wraps(compute)
    def cached(page: Page) -> T:
        views = page._views
        # Asked for before it is taken: most views are computed once, and an exception costs more
        # than all later looks.
        if compute in views:
            return views[compute]  # type: ignore[no-any-return]
        value = views[compute] = compute(page)
        return value

    return cached
