"""How many pages are in memory at a time is bounded by what they hold, not by their number."""

from __future__ import annotations

import json
from pathlib import Path

from detector.batch.stretches import BATCH_BYTES
from detector.copies.intake import Tally, page_batches


def test_large_pages_come_in_batches_of_few(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    with path.open("w") as out:
        for size in (10, BATCH_BYTES, BATCH_BYTES, 10, 10):
            out.write(json.dumps({"text": "x" * size}) + "\n")
    tally = Tally()
    found = [len(records) for records, _ in page_batches([str(path)], {}, tally)]
    assert found == [1, 1, 1, 2]
    assert tally.statuses["ok"] == 5
