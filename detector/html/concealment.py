"""By what means an element hides its text: inline style, attributes, simple rules."""

from __future__ import annotations

import functools
import re

_ASSISTIVE = re.compile(
    r"sr-only|screen-?reader|visually-?hidden|visuallyhidden|assistive|a11y|skip-?(?:to|link|nav)"
    r"|element-invisible",
    re.I,
)
"""Class names of text kept for screen readers: hidden from sight, but not to deceive."""

_DECLARATION = re.compile(
    r"(?:^|[;{\s\"'])(display|visibility|opacity|font-size|text-indent|left|top|right|margin-left"
    r"|margin-top|position|color|background(?:-color)?|height|width|max-height|overflow|clip"
    r"|transform|line-height)\s{0,9}:\s{0,9}([^;}\"]{1,60})",
    re.I,
)
_NUMBER = re.compile(r"-?\d{0,6}\.?\d+")
_HIDING = (
    "display:none", "display: none", "visibility:hidden", "visibility: hidden", "text-indent:-",
    "text-indent: -", "left:-", "left: -", "top:-", "top: -", "font-size:0", "font-size: 0",
    "font-size:1px", "font-size: 1px", "opacity:0", "opacity: 0",
)  # fmt: skip
"""The spellings of a hiding declaration that are worth a look at its rule."""
_PARTS = ("none", "hidden", ":-", ": -", "font-size", "opacity")
"""Each spelling has one of these in it; most style sheets have few."""
_PART_OF = {spelling: next(p for p in _PARTS if p in spelling) for spelling in _HIDING}
_CSS_LIMIT = 200_000
_RULE_LIMIT = 500

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

_NAMED: dict[str, Colour] = {
    "white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255),
    "green": (0, 128, 0), "yellow": (255, 255, 0), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "silver": (192, 192, 192), "snow": (255, 250, 250),
    "whitesmoke": (245, 245, 245), "ivory": (255, 255, 240), "navy": (0, 0, 128),
}  # fmt: skip
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")
_CONTRAST = 1.15
"""WCAG contrast ratio under which text and ground are one colour to the eye (4.5 is legible)."""


def colour(value: str) -> Colour | None:
    """A CSS or ``bgcolor`` colour as red, green, blue; ``None`` if it is not a plain one."""
    value = value.strip().lower()
    digits = value.lstrip("#").split()[0] if value.strip("# ") else ""
    if digits in _NAMED:
        return _NAMED[digits]
    try:
        if len(digits) == 3:
            red, green, blue = (int(c * 2, 16) for c in digits)
            return red, green, blue
        if len(digits) == 6:
            number = int(digits, 16)
            return number >> 16, number >> 8 & 255, number & 255
    except ValueError:
        pass  # not hexadecimal: perhaps rgb(...)
    match = _RGB.search(value)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2 contrast ratio of two colours, 1 (the same) to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(rgb: Colour) -> float:
    linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@functools.lru_cache(maxsize=4096)
def by_style(style: str) -> str:
    """How an inline style hides the element's text; empty if it does not."""
    said = {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(style)}
    if said.get("display", "").startswith("none"):
        return "display"
    if said.get("visibility", "").startswith(("hidden", "collapse")):
        return "visibility"
    opacity = _number(said.get("opacity"))
    if opacity is not None and abs(opacity) < 0.05:
        return "opacity"
    size = said.get("font-size", "")
    number = _number(size)
    if number is not None and (number == 0 or (number <= 2 and ("px" in size or "pt" in size))):
        return "tiny"
    if _away(said):
        return "offscreen"
    if said.get("overflow", "").startswith("hidden") and (
        any(
            _number(said.get(side)) in (0.0, 1.0) and "%" not in said[side]
            for side in ("height", "width", "max-height")
            if side in said
        )
    ):
        return "tiny"
    if "color" in said:
        ground = said.get("background-color") or said.get("background")
        front, back = colour(said["color"]), colour(ground) if ground else None
        if front and back and contrast(front, back) < _CONTRAST:
            return "contrast"
        if said["color"].startswith("transparent"):
            return "contrast"
    return ""


def _away(said: dict[str, str]) -> bool:
    placed = said.get("position", "").startswith(("absolute", "fixed", "relative"))
    for side in ("text-indent", "margin-left", "margin-top", *(("left", "top") if placed else ())):
        number = _number(said.get(side))
        if number is not None and number <= -300 and "%" not in said[side]:
            return True
    return False


def _number(value: str | None) -> float | None:
    match = _NUMBER.match(value) if value else None
    return float(match[0]) if match else None


def hiding_rules(css: str) -> dict[str, str]:
    """Simple selectors (``.name``, ``#name``) that a style sheet hides, with the means.

    Only the first 200,000 characters and 500 hiding rules count; rules inside ``@media`` and
    selectors that combine several conditions are left out, since they need not apply.
    """
    css = css[:_CSS_LIMIT]
    rules: dict[str, str] = {}
    there = {part for part in _PARTS if part in css}
    for spelling in _HIDING:
        if _PART_OF[spelling] not in there:
            continue
        at = css.find(spelling)
        for _ in range(_RULE_LIMIT):
            if at < 0:
                break
            _note_rule(css, at, rules)
            at = css.find(spelling, at + len(spelling))
    return rules


def _note_rule(css: str, at: int, rules: dict[str, str]) -> None:
    """Take up the rule around the declaration at ``at``, if its selectors are simple."""
    opening = css.rfind("{", max(0, at - 2000), at)
    if opening < 0 or css.find("}", opening, at) >= 0:
        return
    before = max(css.rfind(mark, max(0, opening - 500), opening) for mark in "{};/")
    if before >= 0 and css[before] == "{":
        return  # inside a conditional group such as @media print
    selectors = css[before + 1 : opening].strip()
    if len(selectors) > 500 or not selectors.startswith((".", "#")):
        return
    closing = css.find("}", at, opening + 4000)
    how = by_style(css[opening + 1 : closing if closing >= 0 else at + 100][:1000])
    if how:
        for selector in selectors.split(",")[:20]:
            name = selector.strip()
            if _SIMPLE.fullmatch(name):
                rules[name] = how


_SIMPLE = re.compile(r"[.#][\w-]{1,80}")


def means(
    name: str, classes: str, said: dict[str, str], rules: dict[str, str], ground: Colour | None
) -> str:
    """How an element hides its text; empty if it does not.

    One of ``display``, ``visibility``, ``attribute``, ``offscreen``, ``tiny``, ``opacity``,
    ``contrast``, ``marquee``, or ``assistive`` for text kept for screen readers.
    ``said`` are its attributes, ``classes`` the value of ``class``; ``ground`` is the background
    colour where ``bgcolor`` tells it.
    """
    how = by_style(said["style"][:500]) if "style" in said else ""
    if not how and rules:
        for token in classes.split()[:40]:
            how = how or rules.get("." + token, "")
        if not how and "id" in said:
            how = rules.get("#" + said["id"].strip(), "")
    if not how and "hidden" in said and said["hidden"].lower() not in ("false", "until-found"):
        how = "attribute"
    if not how and name == "font":
        front = colour(said.get("color", ""))
        how = "contrast" if front and ground and contrast(front, ground) < _CONTRAST else ""
    if not how and name == "marquee":
        how = _marquee(said)
    if how and _ASSISTIVE.search(classes or said.get("id", "")):
        return "assistive"
    return how


def _marquee(said: dict[str, str]) -> str:
    sides = [_number(said.get(side)) for side in ("height", "width")]
    speed = _number(said.get("scrollamount"))
    if any(side is not None and side <= 20 for side in sides) or (speed and speed >= 500):
        return "marquee"
    return "marquee" if _WHITE.search(said.get("style", "")) else ""


_WHITE = re.compile(r"(?:^|[;\s])color\s{0,9}:\s{0,9}(?:#fff|white)", re.I)
