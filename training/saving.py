"""A fitted candidate written out as the model folder the detector loads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from detector.contributions import decompose
from detector.model import Manifest, Model, write_model
from detector.probes import fingerprints, probe_records
from detector.reading import read_page
from detector.record import Record
from detector.wording import NAME as WORDING
from features.table import matrix
from training.fit import Fitted

GOLDEN_PAGES = 10
TOP = 3


def save(
    folder: Path,
    fitted: Fitted,
    columns: tuple[str, ...],
    *,
    name: str,
    version: str,
    threshold: float,
    training: Mapping[str, Any],
    card: str,
) -> Model:
    """Write the folder and load it back through every check of :meth:`Model.load`."""
    wording = getattr(decompose(fitted.estimator, len(columns)), "wording", None)
    own = {} if wording is None else {WORDING: wording.signal()}
    manifest = Manifest(
        name=name,
        version=version,
        columns=columns,
        threshold=threshold,
        fingerprints=fingerprints(columns, own),
        calibration=fitted.calibration,
        reference=fitted.reference,
        training=training,
    )
    golden = golden_rows(Model.of(manifest, fitted.estimator))
    return write_model(folder, manifest, fitted.estimator, golden, card)


def rewrite_card(folder: Path, card: str) -> None:
    """Replace the card of a saved model; estimator and golden pages stay as they are."""
    from detector.model import ESTIMATOR, GOLDEN, read_manifest
    from detector.trusted import load_estimator

    manifest, _ = read_manifest(folder)
    estimator = load_estimator((folder / ESTIMATOR).read_bytes(), ESTIMATOR)
    rows = golden_rows(Model.of(manifest, estimator))
    write_model(folder, replace(manifest, files={}), estimator, rows, card)
    if not (folder / GOLDEN).exists():
        raise FileNotFoundError(GOLDEN)


def golden_rows(model: Model) -> list[dict[str, Any]]:
    """Ten probe pages with their scores and heaviest reasons, for anyone to check."""
    records = probe_records()[:: max(1, len(probe_records()) // GOLDEN_PAGES)][:GOLDEN_PAGES]
    signals = model.signals
    table = matrix((read_page(record) for record in records), signals)
    scores = model.score(table)
    _, parts = model.contributions(table)
    rows = []
    for place, record in enumerate(records):
        heaviest = sorted(
            range(len(signals)), key=lambda column: (-parts[place, column], model.columns[column])
        )[:TOP]
        rows.append(
            {
                "record": _fields(record),
                "score": round(float(scores[place]), 9),
                "reasons": [
                    model.columns[column] for column in heaviest if parts[place, column] > 0
                ],
            }
        )
    return rows


def _fields(record: Record) -> dict[str, Any]:
    names = ("id", "url", "html", "text", "title", "byline", "lang")
    return {key: value for key in names if (value := getattr(record, key)) is not None}
