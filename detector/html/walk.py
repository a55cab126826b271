"""The walk over the tags of a document: stretches of text, each with what surrounds it."""

from __future__ import annotations

from typing import NamedTuple

from detector.html.classes import class_names
from detector.html.concealment import Colour, colour, means
from detector.html.elements import (
    ACTS,
    ANCHOR,
    ANCHOR_END,
    AUTHOR,
    BLOCK,
    BLOCK_END,
    BREAK,
    CLOSE,
    CLOSED_BY_SIBLING,
    CONTAINER_ENDS,
    CONTENT,
    DATE,
    FURNITURE,
    INLINE,
    INLINE_END,
    ITEM,
    META,
    OPENING,
    ROOTS,
    SCOPES,
    role_of_name,
    word_with_role,
)
from detector.html.tokens import attribute, pairs, rel, split, telling, unescaped

MARK = "\x02"
"""Stands in the raw text where an anchor or a hint begins or ends; never part of a source."""

LINK_OPENS, LINK_ENDS, HINT_OPENS, HINT_ENDS = range(4)
"""The low two bits of a mark; the rest is the index of its link or hint."""

_LINK_LIMIT = 20_000
_HINT_LIMIT = 64
"""Hints of an author, and of a date, that are kept: each has its own count."""
_META_LIMIT = 500
_DEPTH_LIMIT = 5_000
"""Deeper elements are read but not tracked (browsers stop nesting at 512)."""
_SEARCH_LIMIT = 50
"""How far up an end tag looks for its element: keeps a hostile pile of stray end tags linear."""
_CROSSING = SCOPES | {"/tr", "/tbody", "/thead", "/tfoot"}
_HINTS = AUTHOR | DATE

Stretch = tuple[str, int, str, list[int] | None, bool]
"""Raw text between two block boundaries, its box, how it is hidden, the marks that stand in it
(one for each ``MARK``), and whether an anchor was open where it began."""

Info = tuple[int, str, str, Colour | None]
"""Role, way of hiding, hint and background colour of an element, from its attributes."""
_PLAIN: Info = (0, "", "", None)


class Walked(NamedTuple):
    """The outcome of a walk.

    A box is an element that bounds text; ``parents[box]`` is the box it stands in and
    ``own[box]`` its role, without those of the boxes around it. Box 0 is the document.
    ``anchors`` are pairs of ``href`` and ``rel``; ``hints`` pairs of how and value;
    ``metas`` the attributes of ``meta`` and ``link`` elements, ``root`` those of ``html``.
    ``classes`` are the class names as they stand in the document, those in unusual quotes last;
    ``suspects`` counts comments or scripts right after a letter.
    """

    stretches: list[Stretch]
    anchors: list[tuple[str, str]]
    hints: list[tuple[str, str]]
    parents: list[int]
    own: list[int]
    classes: tuple[str, ...]
    metas: list[str]
    root: str
    elements: int
    images: int
    suspects: int


def walk(source: str, rules: dict[str, str]) -> Walked:  # noqa: PLR0912, PLR0915 - one hot loop
    """Read ``source`` once; ``rules`` are the simple selectors its style sheets hide."""
    pieces = split(source)
    stack: list[tuple[str, str, int, int]] = []  # end tag; way of hiding, box outside; hint
    how, box, boxes = "", 0, 1
    parents = [0]
    own = [0]
    stretches: list[Stretch] = []
    anchors: list[tuple[str, str]] = []
    hints: list[tuple[str, str]] = []
    room = {"a": _HINT_LIMIT, "d": _HINT_LIMIT}
    metas: list[str] = []
    root = ""
    parts: list[str] = []
    marks: list[int] = []
    anchor = -1
    anchor_depth = 0
    began = False
    tracked = 0  # elements on the stack that end no stretch of text by themselves (inline, p)
    suspects = 0
    ground: Colour | None = None
    seen: dict[str, Info] = {}
    ruled = frozenset(rule[1:] for rule in rules if rule[0] == ".")
    acts = ACTS.get
    opening = OPENING.get

    texts, tags, attrs = pieces[0::3], pieces[1::3], pieces[2::3]
    last = texts.pop()
    for text, tag, act, attributes in zip(texts, tags, map(acts, tags), attrs, strict=True):
        if text and (parts or not text.isspace()):
            parts.append(text)
        name = tag
        if act is None:
            if tag is None:
                if parts and text and text[-1].isalnum():
                    suspects += 1
                continue
            name = tag.lower()
            act = acts(name) or (INLINE_END if name[0] == "/" else INLINE)  # noqa: PLW2901
        info = _PLAIN

        if act >= BREAK:
            if parts:
                stretches.append(("".join(parts), box, how, marks or None, began))
                parts = []
                marks = []
                began = anchor >= 0
            if act == CLOSE:
                if stack and stack[-1][0] == name and not tracked:
                    _, how, box, hint = stack.pop()
                    if hint >= 0:
                        parts.append(MARK)
                        marks.append(hint << 2 | HINT_ENDS)
                    if anchor >= 0 and len(stack) < anchor_depth:
                        parts.append(MARK)  # never ended: it ends with what it stands in
                        marks.append(anchor << 2 | LINK_ENDS)
                        anchor = -1
                    continue
            elif act >= ITEM - 1:
                if act == ITEM and stack:
                    siblings = CLOSED_BY_SIBLING[name]
                    while stack and stack[-1][0] in siblings:
                        _, how, box, hint = stack.pop()
                        if hint >= 0:
                            parts.append(MARK)
                            marks.append(hint << 2 | HINT_ENDS)
                if attributes:
                    info = seen.get(attributes, _PLAIN)
                    if (info is _PLAIN and attributes not in seen) or name == "marquee":
                        info = seen[attributes] = _describe(name, attributes, rules, ruled, ground)
            elif act == BREAK:
                continue
            elif act == BLOCK:
                while tracked and stack[-1][0] == "/p":
                    _, how, box, hint = stack.pop()
                    tracked -= 1
                    if hint >= 0:
                        parts.append(MARK)
                        marks.append(hint << 2 | HINT_ENDS)
                if not attributes:
                    continue
                info = seen.get(attributes, _PLAIN)
                if info is _PLAIN and attributes not in seen:
                    info = seen[attributes] = _describe(name, attributes, rules, ruled, ground)
                if name in ROOTS:
                    if name == "html":
                        root = root or attributes
                    ground = info[3] or ground
                    continue
                if info is _PLAIN:
                    continue
                tracked += 1
            elif not tracked:  # BLOCK_END
                continue
        elif act == ANCHOR:
            if anchor >= 0:
                parts.append(MARK)
                marks.append(anchor << 2 | LINK_ENDS)
                anchor = -1
            at = attributes.find(' href="')
            alone = False
            if at >= 0:
                after = attributes.find('"', at + 7)
                href = attributes[at + 7 : after]
                alone = at == 0 and after == len(attributes) - 1
            else:
                href = attribute(attributes, "href")
            if not alone and (
                "style=" in attributes
                or "uthor" in attributes
                or " hidden" in attributes
                or (rules and _may_be_ruled(attributes, ruled))
            ):
                info = _describe(name, attributes, rules, ruled, ground)
            if href is not None and len(anchors) < _LINK_LIMIT:
                anchor = len(anchors)
                anchors.append((href, rel(attributes)))
                if not (info[1] or info[2] or tracked):
                    anchor_depth = len(stack)
                    parts.append(MARK)
                    marks.append(anchor << 2)
                    continue
            elif not (info[1] or info[2] or tracked):
                continue
            tracked += 1
        elif act == ANCHOR_END:
            if anchor >= 0:
                parts.append(MARK)
                marks.append(anchor << 2 | LINK_ENDS)
                anchor = -1
            if not tracked:
                continue
        elif act == INLINE_END:
            if not tracked:
                continue
        elif act == INLINE:
            if attributes:
                if name == "font":
                    info = _describe(name, attributes, rules, ruled, ground)
                else:
                    info = seen.get(attributes, _PLAIN)
                    if info is _PLAIN and attributes not in seen:
                        info = seen[attributes] = _describe(name, attributes, rules, ruled, ground)
                if name == "time":
                    info = (info[0], info[1], "date:time", None)
            if not (info[1] or info[2] or tracked) or attributes[-1:] == "/":
                continue
            tracked += 1
        else:
            if act == META and len(metas) < _META_LIMIT:
                metas.append(attributes)
                if (
                    "itemprop" in attributes
                    and (stated := _stated(pairs(attributes)))
                    and room[stated[0]] > 0
                ):
                    room[stated[0]] -= 1
                    parts += (MARK, MARK)
                    marks += (len(hints) << 2 | HINT_OPENS, len(hints) << 2 | HINT_ENDS)
                    hints.append((stated, attribute(attributes, "content") or ""))
            continue

        if act not in _ENDS:
            if parts and info[1] and not how:
                stretches.append(("".join(parts), box, how, marks or None, began))
                parts = []
                marks = []
                began = anchor >= 0 and act != ANCHOR
            if len(stack) >= _DEPTH_LIMIT:
                if act <= BLOCK:
                    tracked -= 1
                continue
            hint = -1
            end, role = opening(name) or ("/" + name, 0)
            stack.append((end, how, box, hint))
            if info is not _PLAIN:
                role |= info[0]
                ground = info[3] or ground
                if info[2] and room[info[2][0]] > 0:
                    room[info[2][0]] -= 1
                    hint = len(hints)
                    stack[-1] = (end, how, box, hint)
                    kind, _, value = info[2].partition(" ")
                    if name == "time" or kind.endswith("itemprop"):
                        given = pairs(attributes)
                        value = unescaped(given.get("datetime") or given.get("content") or "")
                    hints.append((kind, value))
                    parts.append(MARK)
                    marks.append(hint << 2 | HINT_OPENS)
                if info[1] and not how:
                    how = info[1]
            parents.append(box)
            own.append(role)
            box = boxes
            boxes += 1
            if act == ANCHOR and anchor >= 0:
                anchor_depth = len(stack)
                parts.append(MARK)
                marks.append(anchor << 2)
            continue

        depth = len(stack) - 1
        if depth < 0:
            continue
        if stack[depth][0] != name:
            depth = _opened(stack, name)
            if depth < 0:
                continue
        if parts and stack[depth][1] != how:
            stretches.append(("".join(parts), box, how, marks or None, began))
            parts = []
            marks = []
            began = anchor >= 0
        while len(stack) > depth:
            end, how, box, hint = stack.pop()
            if end not in CONTAINER_ENDS:
                tracked -= 1
            if hint >= 0:
                parts.append(MARK)
                marks.append(hint << 2 | HINT_ENDS)
        if anchor >= 0 and act == CLOSE and len(stack) < anchor_depth:
            parts.append(MARK)
            marks.append(anchor << 2 | LINK_ENDS)
            anchor = -1
    if last:
        parts.append(last)
    if parts:
        stretches.append(("".join(parts), box, how, marks or None, began))
    named = "\n".join(filter(None, tags))
    elements = named.count("\n") + bool(named) - named.count("\n/") - named.startswith("/")
    images = tags.count("img") + tags.count("IMG")
    return Walked(
        stretches,
        anchors,
        hints,
        parents,
        own,
        class_names("\n".join(filter(None, attrs))),
        metas,
        root,
        elements,
        images,
        suspects,
    )


_ENDS = frozenset({INLINE_END, ANCHOR_END, BLOCK_END, CLOSE})


def _opened(stack: list[tuple[str, str, int, int]], end: str) -> int:
    """Where on the stack of open elements an end tag belongs; -1 for a stray one."""
    crosses = end in _CROSSING
    for depth in range(len(stack) - 1, max(-1, len(stack) - _SEARCH_LIMIT), -1):
        open_end = stack[depth][0]
        if open_end == end:
            return depth
        if not crosses and open_end in SCOPES:
            return -1
    return -1


def _may_be_ruled(attributes: str, ruled: frozenset[str]) -> bool:
    """Whether a style sheet rule may hide the element: a cheap look before the real one."""
    at = attributes.find(' class="')
    if at >= 0:
        names = attributes[at + 8 : attributes.find('"', at + 8)]
        return not ruled.isdisjoint(names.split()) or " id=" in attributes
    return "class" in attributes or "id=" in attributes


def _describe(  # noqa: PLR0912 - one question after another
    name: str,
    attributes: str,
    rules: dict[str, str],
    ruled: frozenset[str],
    ground: Colour | None,
) -> Info:
    """Role, way of hiding, hint and background of an element with these attributes."""
    role = 0
    if attributes[:8] == ' class="' and attributes.find('"', 8) == len(attributes) - 1:
        value = attributes[8:-1]
        tokens = value.split()
        for token in tokens:
            role |= role_of_name(token)
        if ruled.isdisjoint(tokens) and name not in _OFTEN_HIDING:  # by far the most
            if not role:
                return _PLAIN
            if not role & _HINTS:
                return (role, "", "", None)
        said = {"class": value}
    else:
        said = pairs(attributes) if name == "marquee" else telling(attributes)
        value = said.get("class", "")
        tokens = value.split()
        for token in tokens:
            role |= role_of_name(token)
    hint = how = ""
    back = None
    if "id" in said:
        role |= role_of_name(said["id"])
    if "rel" in said or "itemprop" in said or "property" in said:
        hint = _stated(said)
    if "role" in said:
        role |= _ARIA.get(said["role"], 0)
    if "bgcolor" in said:
        back = colour(said["bgcolor"])
    if (
        "style" in said
        or "hidden" in said
        or name in _OFTEN_HIDING
        or (rules and ("id" in said or not ruled.isdisjoint(tokens)))
    ):
        how = means(name, value, said, rules, ground)
        if how == "assistive":
            how = ""
            role |= FURNITURE
    if role & _HINTS:
        kind, flag = ("author", AUTHOR) if role & AUTHOR else ("date", DATE)
        hint = hint or f"{kind}:class {_word(value, said, flag)}"
        role &= ~_HINTS
    return (role, how, hint, back) if role or how or hint or back else _PLAIN


def _word(value: str, said: dict[str, str], flag: int) -> str:
    """The word of a class or id that made it a hint."""
    for token in (*value.split(), said.get("id", "")):
        if role_of_name(token) & flag:
            return word_with_role(token, flag)
    return ""


_OFTEN_HIDING = frozenset({"font", "marquee"})


def _stated(said: dict[str, str]) -> str:
    """The hint in ``rel``, ``itemprop`` or ``property``, which say more than a class name."""
    if "author" in said.get("rel", "").lower().split():
        return "author:rel"
    stated = (said.get("itemprop", "") + " " + said.get("property", "")).lower()
    if "author" in stated or "creator" in stated:
        return "author:itemprop"
    if "datepublished" in stated or "datemodified" in stated:
        return "date:itemprop"
    return ""


_ARIA: dict[str, int] = {
    **dict.fromkeys(
        (
            "navigation",
            "banner",
            "contentinfo",
            "complementary",
            "search",
            "dialog",
            "menu",
            "menubar",
            "toolbar",
        ),
        FURNITURE,
    ),
    "main": CONTENT,
    "article": CONTENT,
}
