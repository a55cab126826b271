"""Labels: rows of label files joined to their pages, through the one reader.

A label file is JSONL (gzip or plain): the fields of an input record plus ``label`` (``legit``,
``farm`` or ``spam``) and, where known, ``lang, subtype, label_basis, source, era, verified``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detector.errors import UsageError
from detector.record import Record

POSITIVE = frozenset({"farm", "spam"})
NEGATIVE = frozenset({"legit"})
_RECORD_FIELDS = ("url", "html", "text", "title", "byline", "site", "published", "lang")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled page before it is read.

    ``source`` is the name of its label file, ``subtype`` the kind of page, ``basis`` what the
    label rests on, ``verified`` ``positive`` or ``hard-negative`` for pages looked at one by
    one. ``gold_text``: the text is hand-marked main text, fit to build made-up pages on.
    """

    record: Record
    farm: bool
    source: str
    subtype: str = ""
    basis: str = ""
    verified: str = ""
    lang: str = ""
    era: str = ""
    main_text: str = ""


def label_files(paths: Sequence[Path]) -> list[Path]:
    """The label files in folders and files given, in name order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted([*path.glob("*.jsonl"), *path.glob("*.jsonl.gz")])
        elif path.is_file():
            found.append(path)
        else:
            raise UsageError(f"there are no labels at {path}")
    if not found:
        raise UsageError("no label file (*.jsonl, *.jsonl.gz) was found")
    return found


def file_digest(path: Path) -> str:
    """The sha256 of a label file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_labels(path: Path) -> Iterator[Labelled]:
    """Every labelled page of one file; :class:`UsageError` naming the line that is none."""
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    unpack = gzip.open if path.suffix == ".gz" else open
    with unpack(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield _labelled(json.loads(line), name, number)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise UsageError(
                    f"{path.name}, line {number}: no labelled page ({error})"
                ) from error


def _labelled(row: dict[str, Any], name: str, number: int) -> Labelled:
    label = row["label"]
    if label not in POSITIVE | NEGATIVE:
        raise ValueError(f"label {label!r} is neither legit nor farm nor spam")
    fields: dict[str, Any] = {key: row.get(key) for key in _RECORD_FIELDS}
    main_text = ""
    if fields["html"]:
        # The html is what a crawler has; text beside it is someone's extraction of it.
        main_text = str(row.get("text") or "") if row.get("gold_text") else ""
        fields["text"] = fields["title"] = fields["lang"] = None
    elif not fields["text"]:
        raise ValueError("neither html nor text")
    else:
        main_text = str(fields["text"])
        fields["lang"] = None
    record = Record(
        id=str(row.get("id") or f"{name}:{number}"), source=f"{name}:{number}", **fields
    )
    return Labelled(
        record,
        farm=label in POSITIVE,
        source=name,
        subtype=str(row.get("subtype") or ""),
        basis=str(row.get("label_basis") or ""),
        verified=str(row.get("verified") or ""),
        lang=str(row.get("lang") or ""),
        era=str(row.get("era") or ""),
        main_text=main_text,
    )
