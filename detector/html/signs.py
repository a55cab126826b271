"""What stands in a source at all: counts, and whether the work for something rare is needed."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from detector.decoding import clean

_CODE = re.compile(r"[xX][0-9a-fA-F]{1,6};?|[0-9]{1,7};?").match


class Signs(NamedTuple):
    """What was found.

    ``scripts`` counts every ``<script``, ``encoded`` says whether any numeric entity stands for a
    letter; ``last_sheet`` is where the last ``<style`` begins, -1 without one.
    """

    scripts: int
    encoded: bool
    last_sheet: int
    spaces: bool
    linked_data: bool


def signs(source: str) -> Signs:
    """Look ``source`` through."""
    return Signs(
        scripts=source.count("<script"),
        encoded="&#" in source and _encoded(source),
        last_sheet=source.rfind("<style"),
        spaces="&nbsp;" in source,
        linked_data="ld+json" in source,
    )


def is_clean(source: str) -> bool:
    """Whether :func:`detector.decoding.clean` would leave ``source`` as it is."""
    return clean(source) == source


def with_spaces(source: str) -> str:
    """``source`` with ``&nbsp;`` resolved: four of five entities on the web."""
    return source.replace("&nbsp;", "\xa0")


def _encoded(source: str) -> bool:
    """Whether any numeric entity stands for a letter."""
    codes = {match[0] for rest in source.split("&#")[1:] if (match := _CODE(rest))}
    return any(unescape("&#" + code).isalpha() for code in codes)
