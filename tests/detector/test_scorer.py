"""The scorer all engines share."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from detector import reading
from detector.errors import RefusedError, UsageError
from detector.record import Record, Status
from detector.scorer import Scorer, batch_of, record_schema, records_of
from features.page import Page

RECORDS = [
    Record(
        id="a", source="f:1", url="https://a.example/1", text="今天的天气很好，大家出门散步。" * 5
    ),
    Record(id="b", source="f:2", html=b"<p>\xc4\xe3\xba\xc3</p>", charset="gbk"),
    Record(id="c", source="f:3", html="<title>t</title><p>text 😀😀😀", url="https://c.example/"),
    Record(id="d", source="f:4", status=Status.UNREADABLE, error="cut short"),
    Record(id="e", source="f:5", text="   "),
    Record(id="f\ud800", source="f:6", text="lone \ud800 surrogate"),
]


@pytest.fixture
def scorer(tiny_model: Path) -> Scorer:
    return Scorer(str(tiny_model))


def test_records_travel_through_arrow_unchanged() -> None:
    assert records_of(batch_of(RECORDS[:5])) == RECORDS[:5]
    assert batch_of(RECORDS).schema == record_schema()
    assert records_of(batch_of(RECORDS))[5].text == "lone \ufffd surrogate"


def test_rows_are_those_of_the_verdicts_and_of_the_schema(scorer: Scorer) -> None:
    rows = scorer.score(batch_of(RECORDS))
    verdicts, signed = scorer.verdicts(records_of(batch_of(RECORDS)))
    assert rows.to_pylist() == [verdict.row() for verdict in verdicts]
    assert rows.schema == scorer.schema()
    assert signed.num_rows == len(RECORDS)
    assert rows.column("status").to_pylist() == ["ok", "ok", "ok", "unreadable", "empty", "ok"]
    assert rows.column("error").to_pylist()[3] == "cut short"
    assert rows.column("source").to_pylist() == [record.source for record in RECORDS]


def test_a_page_reads_the_same_alone_as_in_a_batch(scorer: Scorer) -> None:
    together = scorer.score(batch_of(RECORDS)).to_pylist()
    alone = [scorer.score(batch_of([record])).to_pylist()[0] for record in RECORDS]
    assert together == alone


def test_it_travels_by_its_arguments(scorer: Scorer) -> None:
    _ = scorer.detector
    packed = pickle.dumps(scorer)
    assert len(packed) < 1000
    assert pickle.loads(packed) == scorer  # noqa: S301


@pytest.mark.parametrize("name", ["read_body", "described"])
def test_a_page_that_fails_is_a_crashed_row_and_its_neighbours_keep_theirs(
    scorer: Scorer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    whole, _ = scorer.verdicts(RECORDS[:3])
    half = getattr(reading, name)

    def fails_on_b(*given: object) -> Page:
        if any(isinstance(one, Record) and one.id == "b" for one in given):
            raise MemoryError("too much")
        return half(*given)

    monkeypatch.setattr(reading, name, fails_on_b)
    found, signed = scorer.verdicts(RECORDS[:3])
    assert [found[0], found[2]] == [whole[0], whole[2]]
    assert found[1].status is Status.CRASHED
    assert found[1].error == "MemoryError: too much"
    assert signed.column("id").to_pylist() == ["a", "b", "c"]


def test_a_page_that_cannot_be_signed_is_crashed_too(
    scorer: Scorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detector.copies import arm

    honest = arm.signatures

    def fails_on_b(records: list[Record], pages: list[Page | None]) -> object:
        if any(r.id == "b" and p is not None for r, p in zip(records, pages, strict=True)):
            raise ValueError("odd page")
        return honest(records, pages)

    monkeypatch.setattr(arm, "signatures", fails_on_b)
    found, signed = scorer.verdicts(RECORDS[:3])
    assert [v.status for v in found] == [Status.OK, Status.CRASHED, Status.OK]
    assert found[1].error == "ValueError: odd page"
    assert signed.num_rows == 3


def test_a_model_that_cannot_be_loaded_is_no_pages_fault(tmp_path: Path) -> None:
    with pytest.raises((RefusedError, UsageError)):
        Scorer(str(tmp_path / "nowhere")).verdicts(RECORDS)


def test_every_record_has_every_signal_column(scorer: Scorer) -> None:
    rows = replace(scorer, features=True).score(batch_of(RECORDS))
    names = [name for name in rows.schema.names if name.startswith("signal_")]
    assert "signal_emoji_density" in names
    assert rows.column("signal_emoji_density").to_pylist()[3] is None
    assert rows.column("signal_emoji_density").to_pylist()[2] > 0
