"""Labels kept apart from pages: rows of id and label, joined to any input darnel reads."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detector.decoding import decode
from detector.errors import UsageError
from detector.record import Record, Status
from detector.sources.inputs import records, resolve

UNSURE = "unsure"
"""What a reviewer said who could not tell."""
_FIELDS = ("url", "text", "title", "byline", "site", "published")
_FACTS = ("lang", "subtype", "kind", "label_basis", "era", "verified", "gold_text")


def join(labels: Path, inputs: Sequence[str], folder: Path) -> Path:
    """A label file with the pages in it, written under ``folder``; its path.

    ``labels`` is JSONL with ``id`` (or ``url``) and ``label`` a line, as ``darnel review``
    writes it; ids are those of the records. The last line for an id counts, and ``unsure`` is no
    label. :class:`UsageError` when a line is no label or
    when no page is found for any.
    """
    wanted = _read(labels)
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for file in resolve(inputs):
        for record in records(file, {}):
            key = next((k for k in (record.id, record.url) if k is not None and k in wanted), None)
            if key is not None and key not in seen and record.status is Status.OK:
                seen.add(key)
                rows.append(_joined(record, wanted[key]))
    if not rows:
        raise UsageError(
            f"none of the {len(wanted)} labels in {labels.name} has a page in the data"
        )
    content = "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)
    # The folder tells one joining from another, the name stays that of the labels: runs on
    # more of the same labels can still be compared page by page.
    target = folder / hashlib.sha256(content.encode()).hexdigest()[:12] / f"{labels.stem}.jsonl.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content.encode(), mtime=0))
    return target


def _read(labels: Path) -> dict[str, dict[str, Any]]:
    wanted: dict[str, dict[str, Any]] = {}
    try:
        lines = labels.read_text("utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"cannot read {labels}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            wanted[str(row.get("id") or row["url"])] = row | {"label": str(row["label"])}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UsageError(f"{labels.name}, line {number}: no label ({error})") from error
    return {name: row for name, row in wanted.items() if row["label"] != UNSURE}


def _joined(record: Record, label: dict[str, Any]) -> dict[str, Any]:
    html = record.html
    if isinstance(html, bytes):
        html = decode(html, record.charset).text
    row: dict[str, Any] = {"id": record.id, "label": label["label"]}
    row |= {name: value for name in _FIELDS if (value := getattr(record, name))}
    row |= {name: label[name] for name in _FACTS if label.get(name)}
    if "kind" in row and "subtype" not in row:
        row["subtype"] = row["kind"]
    if html:
        row["html"] = html
    return row
