from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detector.arrays import pack, unpack
from detector.contributions import decompose
from detector.detector import Detector
from detector.errors import RefusedError
from detector.model import Manifest, Model, write_model
from detector.probes import fingerprints
from detector.record import Record
from detector.wording import BUCKETS, LIMIT, NAME, UNIT, Wording, distinct, runs
from features.page import Page
from features.table import all_features

COLUMNS = tuple(feature.name for feature in all_features()[:3])


def codes(text: str) -> np.ndarray:
    return np.array([ord(c) for c in text], dtype=np.uint32)


def weights_for(*phrases: str, height: int = 2_000) -> np.ndarray:
    weights = np.zeros(BUCKETS, dtype=np.int16)
    for phrase in phrases:
        weights[distinct(codes(phrase))] = height
    return weights


def estimator(weights: np.ndarray) -> dict:
    width = len(COLUMNS) + 1
    return {
        "signals": {
            "kind": "additive steps",
            "base": np.array([0.25]),
            "edges": [np.array([0.5])] * (width - 1) + [np.zeros(0)],
            "heights": [np.array([0.0, 1.0, 0.0])] * (width - 1) + [np.zeros(2)],
        },
        "weights": weights,
        "bias": np.array([-0.5]),
        "slope": np.array([1.5]),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = estimator(weights_for("彩票开奖网站"))
    own = {NAME: Wording(made["weights"], -0.5).signal()}
    columns = (*COLUMNS, NAME)
    manifest = Manifest("worded", "1", columns, 0.5, fingerprints(columns, own))
    write_model(tmp_path, manifest, made, [], "# Card\n")
    return tmp_path


def test_every_run_of_two_to_four_has_a_bucket_and_equal_runs_the_same():
    two, three, four = runs(codes("天地玄黄天地玄黄"))
    assert [len(two), len(three), len(four)] == [7, 6, 5]
    assert two[0] == two[4]
    assert four[0] == four[4]
    assert len({*two[:4].tolist()}) == 4
    assert runs(codes("字")) == []
    assert len(distinct(codes("字"))) == 0


def test_the_reading_is_the_weighed_sum_over_distinct_runs():
    text = "".join(chr(0x4E00 + 7 * n) for n in range(60))
    rng = np.random.default_rng(1)
    weights = rng.integers(-400, 400, BUCKETS).astype(np.int16)
    places = {place for one in runs(codes(text)) for place in one.tolist()}
    expected = 0.1 + sum(int(weights[p]) for p in sorted(places)) * UNIT / len(places) ** 0.5
    assert Wording(weights, 0.1).value(codes(text)) == pytest.approx(expected, abs=1e-12)
    # Said twice is said once, but for the seam.
    assert len(distinct(codes(text * 2))) <= len(places) + 6


def test_the_reading_is_bounded_and_nothing_on_a_short_page():
    loud = Wording(np.full(BUCKETS, 30_000, dtype=np.int16), 0.0)
    text = "".join(chr(0x4E00 + n) for n in range(100))
    assert loud.value(codes(text)) == LIMIT
    assert Wording(np.full(BUCKETS, -30_000, dtype=np.int16), 0.0).value(codes(text)) == -LIMIT
    assert np.isnan(loud.read(Page(text="短")).value)


def test_disguises_do_not_change_the_reading_and_the_words_are_quoted():
    phrase = "彩票开奖网站"
    around = "今天的天气很好我们一起去公园里看花，孩子们在草地上跑来跑去。"
    wording = Wording(weights_for(phrase), 0.0)
    plain = Page(text=around + phrase + around)
    hidden = Page(text=around + "彩😀票 开‌奖·网 站" + around)
    assert wording.read(plain).value > 0
    assert wording.read(hidden).value == wording.read(plain).value
    (span, *_) = wording.read(plain).evidence()
    assert phrase in span.of(plain.text)
    (span, *_) = wording.read(hidden).evidence()
    assert span.of(hidden.text).startswith("彩")
    assert span.of(hidden.text).endswith("站")


def test_a_model_with_a_wording_explains_it_exactly_and_survives_the_folder(folder: Path):
    model = Model.load(folder)
    text = "今天的天气很好我们一起去公园看花。彩票开奖网站，彩票开奖网站。"
    page = Page(text=text)
    detector = Detector(model)
    verdict, weighed, base = detector.weigh(Record(id="a", source="a", text=text), page)
    assert [one.signal.name for one in weighed] == [*COLUMNS, NAME]
    total = base + sum(one.weight for one in weighed)
    assert verdict.score == pytest.approx(1 / (1 + np.exp(-total)), abs=1e-12)
    assert weighed[-1].weight == pytest.approx(1.5 * weighed[-1].reading.value)
    named = {reason.signal: reason for reason in verdict.reasons}
    assert any("彩票开奖网站" in quote.text for quote in named[NAME].quotes)
    every = detector.judge([Record(id="a", source="a", text=text)], [page], all_signals=True)
    assert NAME not in every[0].signals
    assert every[0].score == verdict.score


def test_arrays_and_estimator_are_one_model():
    made = estimator(weights_for("彩票"))
    rng = np.random.default_rng(0)
    matrix = rng.normal(size=(50, len(COLUMNS) + 1))
    matrix[::7, -1] = np.nan
    slow, fast = decompose(made, 4), unpack(pack(made), 4, "x")
    assert (slow.addends(matrix) == fast.addends(matrix)).all()
    assert slow.base == fast.base
    assert (slow.addends(matrix)[::7, -1] == 0).all()


@pytest.mark.parametrize(
    "broken",
    [
        {"weights": np.zeros(BUCKETS - 1, dtype=np.int16)},
        {"weights": np.zeros(BUCKETS, dtype=np.float64)},
        {"bias": np.array([np.nan])},
        {"bias": None},
        {"slope": np.array([np.inf])},
        {"slope": np.zeros(2)},
        {"signals": None},
    ],
)
def test_a_wording_that_makes_no_sense_is_refused(broken: dict):
    with pytest.raises(RefusedError):
        decompose(estimator(weights_for("彩票")) | broken, 4)


def test_a_wording_inside_a_wording_is_refused():
    made = estimator(weights_for("彩票"))
    with pytest.raises(RefusedError):
        decompose(made | {"signals": made}, 4)


def test_columns_and_arrays_must_belong_together(folder: Path):
    model = Model.load(folder)
    with pytest.raises(RefusedError, match="do not belong"):
        Model.of(replace(model.manifest, columns=(*COLUMNS, "word")), estimator(weights_for("a")))
