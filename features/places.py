"""The gazetteer: divisions of China in official order, cities of the world and of the US."""

from __future__ import annotations

import enum
import functools
import importlib.resources
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from features.search import NameSearch


class PlaceKind(enum.IntEnum):
    """What sort of place a name of the gazetteer is."""

    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    WORLD = 4
    US = 5


_US_STATES = frozenset(
    {
        "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut",
        "Delaware", "Florida", "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa",
        "Kansas", "Kentucky", "Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan",
        "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada",
        "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina",
        "North Dakota", "Ohio", "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island",
        "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah", "Vermont", "Virginia",
        "Washington", "West Virginia", "Wisconsin", "Wyoming",
    }
)  # fmt: skip
"""The states of the US, whose list stands on any form that asks for an address."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names in one search; rows of the arrays are its pattern numbers.

    ``codes``: int32, the GB/T 2260 code of a division of China, so that official order is
    numeric order; 0 for other places and for names that several divisions share. ``provinces``:
    int16, the first two digits of the code, 0 where divisions of several provinces share the
    name. ``kinds``: uint8, :class:`PlaceKind`. ``spaced``: 1 where the name is written in a
    script with spaces and only counts as a whole word, else 0. ``states``: bool, a state of the US.
    """

    search: NameSearch
    names: tuple[str, ...]
    codes: npt.NDArray[np.int32]
    provinces: npt.NDArray[np.int16]
    kinds: npt.NDArray[np.uint8]
    spaced: bytes
    states: npt.NDArray[np.bool_]


def _division(code: int) -> PlaceKind:
    if code % 10000 == 0:
        return PlaceKind.PROVINCE
    return PlaceKind.PREFECTURE if code % 100 == 0 else PlaceKind.COUNTY


@functools.cache
def gazetteer() -> Gazetteer:
    """The gazetteer, built from the package's data once a process (about 40 ms)."""
    source = importlib.resources.files("features").joinpath("data", "places.txt")
    rows: dict[str, tuple[int, int, PlaceKind]] = {}
    kind = PlaceKind.WORLD
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            kind = PlaceKind.WORLD if line == "# world" else PlaceKind.US
            continue
        first, _, names = line.partition("\t")
        if not names:
            rows.setdefault(line, (0, 0, kind))
            continue
        code = int(first)
        for name in names.split("\t"):
            seen = rows.get(name)
            if seen is None:
                rows[name] = (code, code // 10000, _division(code))
            elif seen[0] != code:
                province = seen[1] if seen[1] == code // 10000 else 0
                rows[name] = (0, province, min(seen[2], _division(code)))
    columns = list(zip(*rows.values(), strict=True))
    return Gazetteer(
        search=NameSearch(rows),
        names=tuple(rows),
        codes=np.array(columns[0], dtype=np.int32),
        provinces=np.array(columns[1], dtype=np.int16),
        kinds=np.array(columns[2], dtype=np.uint8),
        spaced=bytes([name[0] < "\u2e80" for name in rows]),
        states=np.array([name in _US_STATES for name in rows], dtype=np.bool_),
    )
