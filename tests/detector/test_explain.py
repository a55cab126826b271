"""Explaining adds up, names both sides, and shows copied passages beside the original."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detector.cli import app
from detector.copies.sidebyside import side_by_side
from detector.detector import Detector
from detector.explanation import explain_page
from detector.reading import read_page
from detector.record import Record
from detector.report.page import Mark, marked, render
from features import table
from features.feature import Feature
from features.page import Page


@pytest.fixture(scope="module")
def stitched(root: Path) -> Path:
    (path,) = (root / "seeds/pages/html").glob("*baoliaoxq*.html")
    return path


@pytest.fixture(scope="module")
def original(root: Path) -> Path:
    return root / "seeds/articles/zh_tidal.txt"


def test_the_weights_add_up_to_the_score(stitched: Path) -> None:
    record = Record(id="x", source="x:0", html=stitched.read_bytes())
    found = explain_page(Detector.load(), record, read_page(record))
    assert found.verdict.score is not None
    total = found.base + sum(push.weight for push in found.pushes)
    assert 1 / (1 + math.exp(-total)) == pytest.approx(found.verdict.score, abs=1e-12)
    assert found.against
    assert found.honest
    for push in found.against:
        for quote in push.quotes:
            assert found.page.text[quote.start : quote.end] == quote.text


def test_a_page_is_measured_once(stitched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[Page] = []
    one = table._measured

    def counted(batch: Sequence[Page], signals: Sequence[Feature]) -> object:
        measured.extend(batch)
        return one(batch, signals)

    monkeypatch.setattr(table, "_measured", counted)
    record = Record(id="x", source="x:0", html=stitched.read_bytes())
    page = read_page(record)
    found = explain_page(Detector.load(), record, page)
    assert measured == [page]
    (plain,) = Detector.load().judge([record], [read_page(record)], quote_from=0.0)
    assert found.verdict == plain


def test_a_disguised_copy_stands_beside_its_original(stitched: Path, original: Path) -> None:
    page = read_page(Record(id="x", source="x:0", html=stitched.read_bytes()))
    other = read_page(Record(id="y", source="y:0", text=original.read_text(encoding="utf-8")))
    found = side_by_side(page, other)
    assert found.of_other > 0.9
    assert found.of_this < 0.9
    copied = "".join(span.of(other.text) for span in found.there)
    assert len(copied) > 0.8 * len(other.text)
    strange = read_page(Record(id="z", source="z:0", text="另外一篇没有关系的文章。" * 20))
    assert side_by_side(page, strange).here == ()


def test_overlapping_marks_are_named_together_and_hidden_text_is_set_off() -> None:
    shown = marked("ab<c>def", [Mark(1, 4, "one"), Mark(3, 6, "two")], 6)
    assert "<mark title='one, two'>c</mark>" in shown
    assert "&lt;" in shown
    assert "Hidden from readers" in shown


def test_the_command_writes_html_and_json(stitched: Path, original: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    call = ["explain", str(stitched), "--html", str(out), "--with", str(original)]
    result = CliRunner().invoke(app, call)
    assert result.exit_code == 0, result.output
    assert "Copied passages" in out.read_text(encoding="utf-8")
    told = json.loads(CliRunner().invoke(app, ["explain", str(stitched), "--json"]).stdout)
    assert told["label"] == "farm"
    assert len(told["pushes"]) > 50
    text = CliRunner().invoke(app, ["explain", str(stitched), "--with", str(original)]).stdout
    assert "What speaks for a farm" in text
    assert "stands on this page" in text


def test_an_explanation_without_text_is_refused_by_name(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text('{"text": " "}\n', encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(empty)])
    assert result.exit_code != 0
    assert "empty.jsonl" in str(result.exception)


def test_a_rendered_page_runs_no_script(stitched: Path) -> None:
    record = Record(
        id="<script>", source="x:0", html=stitched.read_bytes(), title="</title><script>"
    )
    shown = render(explain_page(Detector.load(), record, read_page(record)))
    assert "<script" not in shown
    assert "script-src 'none'" in shown
