"""What today's code reads on the probe pages: the fingerprint of every column.

A model is only as good as the match between the readings it was trained on and the readings
it is given. The probe pages (written for this purpose, in ``features/data/probes``) go
through the one reader and the one table; a model remembers what each column read there.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files

from detector.reading import read_page
from detector.record import Record
from features.feature import Feature
from features.page import Page
from features.table import feature_named, measure


@functools.cache
def probe_records() -> tuple[Record, ...]:
    """The probe pages as records, in file order."""
    lines = files("features").joinpath("data/probes/pages.jsonl").read_text("utf-8").splitlines()
    records = []
    for number, line in enumerate(lines):
        if line.strip():
            fields = json.loads(line)
            identity = fields.pop("id", f"probe:{number}")
            records.append(Record(id=identity, source=f"probe:{number}", **fields))
    return tuple(records)


def probe_pages() -> tuple[Page, ...]:
    """The probe pages as the reader reads them today."""
    return tuple(read_page(record) for record in probe_records())


def fingerprints(
    columns: Sequence[str], own: Mapping[str, Feature] | None = None
) -> dict[str, str]:
    """For every column a short digest of what it reads on the probe pages.

    ``own`` holds signals that are a model's own and in no table, by name.
    Readings count with six significant digits: the last bits of a float may differ between
    processors without any signal having changed.
    """
    signals: list[Feature] = [
        own[name] if own and name in own else feature_named(name) for name in columns
    ]
    read: list[list[str]] = [[] for _ in signals]
    for page in probe_pages():
        for column, reading in enumerate(measure(page, signals)):
            # + 0.0 folds the negative zero into the positive one.
            read[column].append(f"{reading.value + 0.0:.6g}")
    return {
        name: hashlib.sha256(",".join(values).encode()).hexdigest()[:16]
        for name, values in zip(columns, read, strict=True)
    }


def changed_columns(
    remembered: Mapping[str, str],
    columns: Sequence[str],
    own: Mapping[str, Feature] | None = None,
) -> list[str]:
    """Columns that read differently today than when ``remembered`` was taken."""
    today = fingerprints(columns, own)
    return [name for name in columns if remembered.get(name) != today[name]]
