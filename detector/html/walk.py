"""The walk over the tags of a document: stretches of text, each with what surrounds it."""

from __future__ import annotations

from typing import NamedTuple

from detector.html.concealment import colour, means
from detector.html.elements import (
    ACTS,
    ANCHOR,
    ANCHOR_END,
    BLOCK,
    BREAK,
    CLOSE,
    CLOSED_BY_SIBLING,
    CONTAINERS,
    INLINE,
    OPEN,
    OPENS,
    SCOPES,
    VOID,
    Role,
    role_of_names,
)
from detector.html.tokens import attribute, split

OPENING, CLOSING = "\x02", "\x03"
"""Stand in the raw text where an anchor begins and ends; never part of a source (cleaned)."""

_LINK_LIMIT = 20_000
_SEARCH_LIMIT = 100
"""How far up an end tag looks for its element: keeps a hostile pile of stray end tags linear."""


_ROOTS = frozenset({"html", "head", "body"})
_CROSSING = SCOPES | {"tr", "tbody", "thead", "tfoot"}


class Stretch(NamedTuple):
    """Text between two block boundaries, white space and entities as in the source.

    ``links`` are indices of the anchors, one for each ``OPENING``; ``box`` the container.
    """

    text: str
    role: int
    how: str
    box: int
    links: list[int]


class Walked(NamedTuple):
    """The outcome of a walk; ``parents[box]`` is the container a container stands in."""

    stretches: list[Stretch]
    anchors: list[tuple[str, str]]
    parents: list[int]
    elements: int
    images: int


def walk(source: str, rules: dict[str, str]) -> Walked:  # noqa: PLR0912, PLR0915 - one hot loop
    """Read ``source`` once; ``rules`` are the simple selectors its style sheets hide."""
    pieces = split(source)
    names: list[str] = []
    saved: list[tuple[int, str, int]] = []
    role, how, box = 0, "", 0
    parents = [0]
    stretches: list[Stretch] = []
    anchors: list[tuple[str, str]] = []
    parts: list[str] = []
    links: list[int] = []
    anchor = -1
    tracked = 0  # open elements on the stack that are there only because they hide something
    elements = images = 0
    ground: tuple[int, int, int] | None = None
    suspicious = bool(rules)
    roles: dict[str, int] = {}
    acts = ACTS.get

    texts, tags, attrs = pieces[0::3], pieces[1::3], pieces[2::3]
    last = texts.pop()
    for text, tag, attributes in zip(texts, tags, attrs, strict=True):
        if text:
            parts.append(text)
        if tag is None:
            continue
        name = tag
        act = acts(name)
        if act is None:
            name = name.lower()
            act = acts(name, INLINE)
        hidden = ""
        if attributes and (
            suspicious
            or "style" in attributes
            or "hidden" in attributes
            or "STYLE" in attributes
            or (ground and "olor" in attributes)
            or name == "marquee"
        ):
            hidden = means(name, attributes, rules, ground)
        opening = name[0] != "/"
        if opening:
            elements += 1
        if act == ANCHOR:
            if anchor >= 0:
                parts.append(CLOSING)
                anchor = -1
            at = attributes.find(' href="')
            if at >= 0:
                href = attributes[at + 7 : attributes.find('"', at + 7)]
            else:
                href = attribute(attributes, "href")
            if href is not None and len(anchors) < _LINK_LIMIT:
                anchor = len(anchors)
                anchors.append((href, attributes))
                if not hidden and not tracked:
                    parts.append(OPENING)
                    links.append(anchor)
                    continue
            elif not hidden and not tracked:
                continue
        elif act == ANCHOR_END:
            if anchor >= 0:
                parts.append(CLOSING)
                anchor = -1
            if not tracked:
                continue
        elif act == INLINE:
            if not hidden and not tracked:
                continue
        elif act == VOID:
            if name == "img":
                images += 1
            continue

        # From here on the tag ends a stretch of text, or an element that hides text is open.
        if parts and (act < INLINE or hidden or tracked):
            if anchor >= 0 and act != ANCHOR:
                parts.append(CLOSING)
            stretches.append(Stretch("".join(parts), role, how, box, links))
            parts, links = [], []
            if anchor >= 0 and act != ANCHOR:
                parts.append(OPENING)
                links.append(anchor)
        if act == BREAK:
            continue
        if act != OPEN and act != CLOSE:
            if not opening:
                if not tracked:
                    continue
            elif act == BLOCK:
                while tracked and names[-1] == "p":
                    names.pop()
                    role, how, box = saved.pop()
                    tracked -= 1
                if not hidden or name in _ROOTS:
                    continue
                tracked += 1
            elif attributes[-1:] == "/":
                continue
            else:
                tracked += 1
        if opening:
            siblings = CLOSED_BY_SIBLING.get(name)
            if siblings:
                while names and names[-1] in siblings:
                    names.pop()
                    role, how, box = saved.pop()
            names.append(name)
            saved.append((role, how, box))
            role |= OPENS.get(name, 0)
            if attributes:
                if "class" in attributes or "id=" in attributes or "role" in attributes:
                    extra = roles.get(attributes)
                    if extra is None:
                        extra = roles[attributes] = _named(attributes)
                    role |= extra
                if "bgcolor" in attributes:
                    ground = colour(attribute(attributes, "bgcolor") or "") or ground
                if hidden and not how:
                    if hidden == "assistive":
                        role |= Role.FURNITURE
                    else:
                        how = hidden
            if act == OPEN:
                parents.append(box)
                box = len(parents) - 1
            elif act == ANCHOR and anchor >= 0:
                parts.append(OPENING)
                links.append(anchor)
            continue
        name = name[1:]
        if names and names[-1] == name:
            names.pop()
            role, how, box = saved.pop()
            if tracked and name not in CONTAINERS:
                tracked -= 1
            continue
        depth = _opened(names, name)
        if depth >= 0:
            role, how, box = saved[depth]
            if tracked:
                tracked -= sum(open_name not in CONTAINERS for open_name in names[depth:])
            del names[depth:], saved[depth:]
    if last:
        parts.append(last)
    if parts:
        if anchor >= 0:
            parts.append(CLOSING)
        stretches.append(Stretch("".join(parts), role, how, box, links))
    return Walked(stretches, anchors, parents, elements, images)


def _opened(names: list[str], name: str) -> int:
    """Where on the stack of open elements the end tag ``name`` belongs; -1 for a stray one."""
    crosses = name in _CROSSING
    for depth in range(len(names) - 1, max(-1, len(names) - _SEARCH_LIMIT), -1):
        if names[depth] == name:
            return depth
        if not crosses and names[depth] in SCOPES:
            return -1
    return -1


def _named(attributes: str) -> int:
    names = f"{attribute(attributes, 'class') or ''} {attribute(attributes, 'id') or ''}"
    role = role_of_names(names.strip())
    aria = attribute(attributes, "role")
    if aria in ("navigation", "banner", "contentinfo", "complementary", "search", "dialog"):
        role |= Role.FURNITURE
    elif aria in ("main", "article"):
        role |= Role.CONTENT
    return int(role)
