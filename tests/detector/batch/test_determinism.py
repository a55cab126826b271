"""The same pages give the same bytes, whoever reads them, in whatever pieces and order."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from detector.batch.folder import RunFolder
from detector.batch.meter import Progress
from detector.batch.run import Job, run
from detector.scorer import Scorer
from detector.sources.inputs import resolve


def score(crawl: Path, out: Path, model: Path, workers: int, *, stop: bool = False) -> list[Any]:
    job = Job(
        files=resolve([str(crawl)]),
        out=str(out),
        scorer=Scorer(str(model), features=True),
        workers=workers,
    )

    def interrupt(progress: Progress) -> None:
        if progress.stage != "scoring" or progress.done:
            raise KeyboardInterrupt

    folder = RunFolder.beside(out)
    if stop:
        with pytest.raises(KeyboardInterrupt):
            run(job, folder, interrupt)
        assert not out.exists()
    run(job, folder, lambda _: None)
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def by_page(rows: list[Any]) -> dict[str, Any]:
    """Rows by page, without the two fields that say where in the input a page stood."""
    return {
        row["id"]: {key: value for key, value in row.items() if key not in ("source", "cluster")}
        for row in rows
    }


def groups(rows: list[Any]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["cluster"]:
            found.setdefault(row["cluster"], set()).add(row["id"])
    return {frozenset(ids) for ids in found.values()}


@pytest.mark.slow
def test_workers_interruptions_and_order_change_nothing(
    root: Path, tiny_model: Path, tmp_path: Path
) -> None:
    seeds = (root / "seeds" / "pages" / "pages.jsonl").read_text("utf-8").splitlines()
    lines = []
    for number in range(60):  # every page stands there again and again, under other names
        for line in seeds:
            page = json.loads(line)
            page["id"] = f"{number}-{page['id']}"
            lines.append(json.dumps(page, ensure_ascii=False))
    crawl, mixed = tmp_path / "crawl.jsonl", tmp_path / "mixed.jsonl"
    crawl.write_text("\n".join(lines), "utf-8")
    random.Random(3).shuffle(lines)
    mixed.write_text("\n".join(lines), "utf-8")
    rows = score(crawl, tmp_path / "1.jsonl", tiny_model, 1)
    assert len(rows) == len(lines) > 1024  # more than one part
    score(crawl, tmp_path / "2.jsonl", tiny_model, 2, stop=True)
    score(crawl, tmp_path / "3.jsonl", tiny_model, 3)
    expected = (tmp_path / "1.jsonl").read_bytes()
    assert (tmp_path / "2.jsonl").read_bytes() == expected
    assert (tmp_path / "3.jsonl").read_bytes() == expected
    other = score(mixed, tmp_path / "mixed.out.jsonl", tiny_model, 2)
    assert by_page(other) == by_page(rows)
    assert groups(other) == groups(rows)
    assert groups(rows)
