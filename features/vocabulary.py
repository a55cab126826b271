"""The vocabulary of search spam, by trade (``data/trade_terms.txt``)."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import NamedTuple


class Terms(NamedTuple):
    """Terms in small letters, and the kind of each."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]


@functools.cache
def terms() -> Terms:
    """The vocabulary in ``features/data/trade_terms.txt``."""
    kinds: list[str] = []
    words: list[str] = []
    kind = ""
    content = files("features").joinpath("data/trade_terms.txt").read_text("utf-8")
    for line in content.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            kind = line.strip("[] ")
            continue
        for word in line.split():
            if word.replace("-", " ") not in words:
                words.append(word.replace("-", " "))
                kinds.append(kind)
    return Terms(tuple(words), tuple(kinds))
