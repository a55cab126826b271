"""The engines against each other: one worker, several, and what Spark runs on its executors."""

from __future__ import annotations

import importlib
import json
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from detector.batch.folder import RunFolder
from detector.batch.identity import identified
from detector.batch.join import with_copies
from detector.batch.output import write_output
from detector.batch.run import Job, run
from detector.batch.stretches import stretches
from detector.commands.indexing import build
from detector.copies.match import COMMON, LEAST_SHARED
from detector.errors import DarnelError, UsageError
from detector.record import Record, Status
from detector.scorer import Scorer
from detector.sources.inputs import resolve
from detector.sources.marks import Mark
from detector.spark import engine, tasks
from detector.spark.guarded import Guarded
from detector.spark.reading import Asked, Reader

NOTICE = (
    "本站所有内容均来自网络转载，仅供学习参考，若有侵权请联系管理员删除处理，谢谢您的配合。" * 3
)


def article(seed: int) -> str:
    return "".join(
        f"第{seed * 31 + n * 17}号消息说{seed * n % 97}个人在{n * 7 + seed}天里看见了变化。"
        for n in range(14)
    )


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three files: articles under one notice, copies of them in disguise, a broken line."""
    folder = tmp_path_factory.mktemp("crawl")
    for number in range(3):
        rows = []
        for n in range(60):
            text = article(n if number else n + 60) + NOTICE
            if number == 2 and n % 3 == 0:
                text = "😀".join(text[i : i + 30] for i in range(0, len(text), 30))
            row = {
                "id": f"same{n}" if n % 20 == 0 else f"{number}-{n}",
                "url": f"https://s{n % 9}-{number}.example/{n}",
                "text": text,
                "published": f"2026-01-{1 + (n + number) % 28:02}" if n % 4 else None,
            }
            rows.append(json.dumps(row) if n != 40 else '{"id": broken')
        (folder / f"{number}.jsonl").write_text("\n".join(rows) + "\n")
    return folder


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of known content that holds some of the articles."""
    folder = tmp_path_factory.mktemp("index")
    pages = folder / "known.jsonl"
    pages.write_text(
        "".join(
            json.dumps({"id": f"known-{n}", "url": f"https://k.example/{n}", "text": article(n)})
            + "\n"
            for n in range(0, 120, 7)
        )
    )
    assert build(str(folder / "known"), [str(pages)], []) == 0
    return folder / "known"


@pytest.fixture(scope="module", params=[False, True], ids=["alone", "known"])
def known(request: pytest.FixtureRequest, index: Path) -> str | None:
    return str(index) if request.param else None


@pytest.fixture(scope="module")
def one_worker(
    crawl: Path, known: str | None, tiny_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    return local(crawl, tmp_path_factory.mktemp("one"), known, tiny_model, workers=1)


def local(crawl: Path, folder: Path, known: str | None, model: Path, workers: int) -> bytes:
    out = folder / "out.jsonl"
    job = Job(
        files=resolve([str(crawl)]),
        out=str(out),
        scorer=Scorer(str(model)),
        known=known,
        workers=workers,
    )
    run(job, RunFolder.beside(out), lambda _: None)
    return out.read_bytes()


def test_the_crawl_holds_what_the_engines_could_disagree_on(
    one_worker: bytes, known: str | None
) -> None:
    rows = [json.loads(line) for line in one_worker.splitlines()]
    assert len(rows) == 180
    assert sum(len(row["copies"]) for row in rows) > 100
    assert {row["label"] for row in rows} >= {"republished", "unread"}
    found = {copy["id"].partition("-")[0] for row in rows for copy in row["copies"]}
    assert ("known" in found) is (known is not None)
    named = {row["cluster"] for row in rows if (row["cluster"] or "").startswith("known-")}
    assert bool(named) is (known is not None)


def test_several_workers_give_the_bytes_of_one(
    one_worker: bytes, crawl: Path, known: str | None, tiny_model: Path, tmp_path: Path
) -> None:
    assert local(crawl, tmp_path, known, tiny_model, workers=2) == one_worker


@pytest.mark.parametrize(("partitions", "large"), [(1, False), (4, True)])
def test_what_spark_runs_gives_the_rows_of_the_local_engine(
    monkeypatch: pytest.MonkeyPatch,
    one_worker: bytes,
    crawl: Path,
    known: str | None,
    tiny_model: Path,
    tmp_path: Path,
    partitions: int,
    large: bool,
) -> None:
    scorer = Scorer(str(tiny_model))
    cut = stretches(identified(resolve([str(crawl)]), tmp_path / "spool"), 1 << 16)
    work = engine.units(cut, {})
    if large:  # files of several parts, shared out among tasks that begin where parts do
        monkeypatch.setattr(tasks, "PART_RECORDS", 16)
        monkeypatch.setattr(engine, "PART_RECORDS", 16)
        monkeypatch.setattr(engine, "UNIT_BYTES", 40_000)
        every = pa.record_batch([[pickle.dumps(stretch) for stretch in cut]], ["stretch"])
        marks: dict[int, list[Mark]] = {}
        for batch in tasks.find_marks([every], {}):
            for row in batch.to_pylist():
                marks.setdefault(row.pop("stretch"), []).append(Mark(**row))
        work = engine.units(cut, marks)
        assert len(work) > len(cut)
        assert {unit.mark.number % 16 for unit in work} == {0}
        assert any(unit.mark.offset for unit in work)
    given = pa.record_batch([[pickle.dumps(unit) for unit in work]], ["unit"])
    scored = pa.Table.from_batches(tasks.score_units([given], scorer, {}))
    found = pa.Table.from_batches(_found(scored, known, partitions)).sort_by("at")
    rows = scored.sort_by("at").select(scorer.schema().names)
    positions = scored.column("at").to_numpy()
    assert (np.diff(positions) > 0).all()
    at = np.searchsorted(positions, found.column("at").to_numpy())
    # A page that shares nothing comes back from no partition.
    index: list[int | None] = [None] * len(rows)
    for row, place in enumerate(at.tolist()):
        index[place] = row
    copies = found.drop(["at"]).take(pa.array(index, pa.int64())).combine_chunks()
    columns = {name: copies.column(name) for name in copies.column_names}
    nothing = pa.array([[]], columns["copies"].type)[0]
    columns["copies"] = columns["copies"].fill_null(nothing)
    columns["mostly_copied"] = columns["mostly_copied"].fill_null(pa.scalar(value=False))
    joined = with_copies(rows.combine_chunks(), pa.table(columns).to_batches()[0])
    out = tmp_path / "spark.jsonl"
    write_output(str(out), [joined], scorer.schema(), len(joined))
    assert out.read_bytes() == one_worker


def _found(scored: pa.Table, known: str | None, partitions: int) -> Iterator[pa.RecordBatch]:
    """What ``detector.spark.copies`` asks of Spark's joins, done by hand."""
    postings = []
    ranks = scored.select(tasks.RANK).to_pylist()
    hashes = scored.column(tasks.SIGNED + "hashes").to_pylist()
    for at, rank, own in zip(scored.column("at").to_pylist(), ranks, hashes, strict=True):
        postings += [(h, *rank.values(), at) for h in own or []]
    postings.sort()
    widest = max(np.unique([p[0] for p in postings], return_counts=True)[1])
    assert widest > COMMON, "the crawl has no common text"
    batches = [
        pa.record_batch(
            [[p[0] for p in postings[n : n + 1000]], [p[-1] for p in postings[n : n + 1000]]],
            ["hash", "at"],
        )
        for n in range(0, len(postings), 1000)
    ]
    pairs: dict[tuple[int, int], int] = {}
    common: dict[int, list[int]] = {}
    for batch in tasks.pair_up(batches):
        for row in batch.to_pylist():
            if row["high"] is None:
                common.setdefault(row["low"], []).append(row["hash"])
            else:
                pair = (row["low"], row["high"])
                pairs[pair] = pairs.get(pair, 0) + 1
    candidates = [pair for pair, count in pairs.items() if count >= LEAST_SHARED]
    group = {at: at for pair in candidates for at in pair}
    changed = True
    while changed:
        changed = False
        for low, high in candidates:
            least = min(group[low], group[high])
            changed |= group[low] != least or group[high] != least
            group[low] = group[high] = least
    signed = [name for name in scored.column_names if name.startswith(tasks.SIGNED)]
    rows: list[list[dict[str, Any]]] = [[] for _ in range(partitions)]
    for row in scored.select(["at", *signed]).to_pylist():
        if row["at"] in group or known is not None:
            row["partners"] = [high for low, high in candidates if low == row["at"]]
            row["common"] = common.get(row["at"], [])
            rows[group.get(row["at"], row["at"]) % partitions].append(row)
    longs = pa.list_(pa.int64())
    schema = pa.schema(
        [
            *(scored.schema.field(name) for name in ("at", *signed)),
            ("partners", longs),
            ("common", longs),
        ]
    )
    for part in rows:
        part.sort(key=lambda row: row["at"])
        table = pa.Table.from_pylist(part, schema=schema)
        yield from tasks.find_in_partition(table.to_batches(max_chunksize=37), known)


DEADLY = """
import os, signal, sys
from pathlib import Path
from detector.record import Record, Status
from detector.scorer import Scorer

class Deadly(Scorer):
    def read(self, records, *, watch):
        print("what a library prints")
        for at, record in enumerate(records):
            watch(at)
            if record.status is not Status.OK:
                continue
            if record.id == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            elif record.id == "hang":
                while True:
                    pass
            elif record.id == "defect":
                raise LookupError("of ours")
            elif record.id == "once":
                gate = Path(record.text)
                if not gate.exists():
                    gate.touch()
                    os.abort()
        return super().read(records, watch=watch)

class Unready(Scorer):
    def read(self, records, *, watch=None):
        os.abort()
"""


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module of scorers that do harm, to be found by this process and by its children."""
    (tmp_path / "deadly_scorers.py").write_text(DEADLY)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("deadly_scorers")
    del sys.modules["deadly_scorers"]


def test_on_an_executor_a_page_that_ends_its_process_costs_one_row(
    deadly: Any, tiny_model: Path, tmp_path: Path
) -> None:
    ids = ["a", "kill", "b", "once", "hang", "c", "kill"]
    records = [
        Record(id=i, source=f"f:{n}", text=str(tmp_path / "gate") if i == "once" else article(n))
        for n, i in enumerate(ids)
    ]
    guarded = Guarded(deadly.Deadly(str(tiny_model)), page_seconds=2.0)
    verdicts, signed = guarded.verdicts(records)
    assert [v.id for v in verdicts] == signed.column("id").to_pylist() == ids
    errors = {v.source: v.error for v in verdicts if v.status is Status.CRASHED}
    assert set(errors) == {"f:1", "f:4", "f:6"}
    assert "SIGKILL" in str(errors["f:1"])
    assert "it took too long" in str(errors["f:4"])
    alone, _ = Scorer(str(tiny_model)).verdicts([records[0]])
    assert verdicts[0].row() == alone[0].row()
    with pytest.raises(DarnelError, match=r"(?s)defect of darnel.*LookupError: of ours"):
        guarded.verdicts([Record(id="defect", source="f:9", text="x")])
    assert guarded.verdicts(records[:1])[0][0].row() == alone[0].row()


ENDS = """
import os
from detector.sources import inputs

whole = inputs.records

def ending(file, columns, start=0, marks=None):
    for number, record in enumerate(whole(file, columns, 0, marks)):
        if record.text == "the end":
            os.abort()
        if number >= start:
            yield record

inputs.records = ending
"""


@pytest.mark.parametrize("at", [0, 5, 200])
def test_on_an_executor_a_file_that_ends_its_reader_costs_its_own_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    (tmp_path / "sitecustomize.py").write_text(ENDS)
    monkeypatch.syspath_prepend(str(tmp_path))
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    for name, count in (("a", 3), ("b", 300), ("c", 2)):
        lines = [json.dumps({"id": f"{name}{n}", "text": f"text {n}"}) for n in range(count)]
        if name == "b":
            lines.insert(at, json.dumps({"text": "the end"}))
        (crawl / f"{name}.jsonl").write_text("\n".join(lines))
    sources = identified(resolve([str(crawl)]), tmp_path / "spool")
    (every,) = stretches(sources)
    reader = Reader()
    found = list(reader.records(Asked(every, {})))
    kept = ["a0", "a1", "a2", *(f"b{n}" for n in range(at)), str(crawl / "b.jsonl"), "c0", "c1"]
    assert [r.id for r in found] == kept
    assert found[3 + at].status is Status.CRASHED
    assert "SIGABRT" in str(found[3 + at].error)
    for first, most in ((0, 2), (2, 50), (3 + at, 1), (4 + at, None)):
        some = list(reader.records(Asked(every, {}, first, most)))
        assert some == found[first:][:most]
    (alone,) = stretches(sources[1:2])
    assert reader.marks(alone, {}, 16) == []
    (last,) = stretches(sources[2:])
    assert [mark.number for mark in reader.marks(last, {}, 1)] == [0, 1, 2]
    with pytest.raises(UsageError, match="no such field"):
        list(reader.records(Asked(last, {"nothing": "x"})))
    assert len(list(reader.records(Asked(last, {})))) == 2


def test_on_an_executor_no_page_is_blamed_for_a_scorer_that_cannot_begin(
    deadly: Any, tmp_path: Path
) -> None:
    page = Record(id="a", source="f:1", text="x")
    with pytest.raises(DarnelError, match=r"ends before it can work \(killed by SIGABRT\)"):
        Guarded(deadly.Unready()).verdicts([page])
    with pytest.raises(UsageError, match="nowhere"):
        Guarded(Scorer(str(tmp_path / "nowhere"))).verdicts([page])
