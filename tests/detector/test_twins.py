"""What is compiled gives to the bit what the plain Python beside it gives."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from detector import contributions
from detector.contributions import Forest
from detector.copies import edges, sketch
from detector.copies.store import Lists
from detector.errors import RefusedError
from detector.wording import BUCKETS, MOST, laid, weighed

SIZES = (0, 1, 2, 3, 4, 7, 8, 9, 40, 700, MOST, 40_000)


def _codes(size: int) -> np.ndarray:
    rng = np.random.default_rng(size)
    few = rng.integers(0x4E00, 0x4E40, size // 2)  # which repeat
    many = rng.integers(0, 2**32, size - size // 2)
    return np.concatenate((few, many)).astype(np.uint32)


@pytest.mark.parametrize("size", SIZES)
def test_the_wording_of_a_text(size: int) -> None:
    quick = pytest.importorskip("detector._wording")
    weights = np.random.default_rng(1).integers(-32768, 32768, BUCKETS).astype(np.int16)
    codes = _codes(size)[:MOST]
    assert quick.weighed(codes, weights) == weighed(codes, weights)


@pytest.mark.parametrize("size", SIZES)
def test_what_the_runs_of_a_character_weigh(size: int) -> None:
    quick = pytest.importorskip("detector._wording")
    weights = np.random.default_rng(1).integers(-32768, 32768, BUCKETS).astype(np.int16)
    codes = _codes(size)[:MOST]
    found = laid(codes, weights)
    assert quick.laid(codes, weights).tolist() == found.tolist()
    assert quick.laid(codes, weights).dtype == found.dtype
    assert len(found) == len(codes)


@pytest.mark.parametrize("name", ["weighed", "laid"])
def test_weights_of_another_size_are_not_read(name: str) -> None:
    quick = pytest.importorskip("detector._wording")
    with pytest.raises(ValueError, match="every bucket"):
        getattr(quick, name)(_codes(40), np.zeros(BUCKETS - 1, dtype=np.int16))


@pytest.mark.parametrize("size", SIZES)
def test_the_hashes_of_a_sketch(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("detector.copies._sketch")
    quick = sketch.sampled(_codes(size))
    monkeypatch.setattr(sketch, "_twin", None)
    plain = sketch.sampled(_codes(size))
    for one, other in zip(quick, plain, strict=True):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()
    assert (len(plain[0]) > 1000) is (size == 40_000)


@pytest.mark.parametrize("at_once", [1, 300, 1 << 20])
@pytest.mark.parametrize("common", [0, 1, 90])
def test_what_pairs_of_sketches_share(
    at_once: int, common: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("detector.copies._edges")
    monkeypatch.setattr(edges, "HASHES_AT_ONCE", at_once)
    rng = np.random.default_rng(common)
    # Small numbers meet; those 2**18 apart set the same bit; there are none, one and many.
    lists = [np.unique(rng.integers(0, 900, n) << 18 * (n % 3)) for n in rng.integers(0, 300, 70)]
    values = np.append(np.concatenate(lists).astype(np.uint64), np.uint64(2**64 - 1))
    starts = np.cumsum([0, *map(len, lists), 1])
    short, long = rng.integers(0, 71, 2000), rng.integers(0, 71, 2000)
    few = np.unique(rng.integers(0, 900, common)).astype(np.uint64)
    asked = (Lists(values, starts), short, long, few, 12)
    quick = edges._intersect(*asked)
    monkeypatch.setattr(edges, "_twin", None)
    plain = edges._intersect(*asked)
    assert [one.tolist() for one in quick] == [one.tolist() for one in plain]
    assert quick[0].sum() > quick[1].sum() or not common


def test_lists_that_reach_beyond_their_values_are_not_read() -> None:
    quick = pytest.importorskip("detector.copies._edges")
    values = np.arange(9, dtype=np.uint64)
    for starts, short, long in (
        ([0, 4, 10], [0], [1]),
        ([0, 5, 4], [0], [1]),
        ([-1, 4, 9], [0], [1]),
        ([0, 4, 9], [2], [1]),
        ([0, 4, 9], [0], [-1]),
        ([0, 4, 9], [0, 1], [1]),
    ):
        with pytest.raises(ValueError, match="list"):
            quick.intersect(
                values, np.array(starts), np.array(short), np.array(long), values[:0], 1
            )


def _forest() -> tuple[Forest, np.ndarray]:
    rng = np.random.default_rng(3)
    matrix = rng.normal(size=(500, 9))
    matrix[rng.random(matrix.shape) < 0.2] = np.nan
    labels = (np.nan_to_num(matrix[:, 0]) + np.nan_to_num(matrix[:, 1] * matrix[:, 2])) > 0.1
    fitted = HistGradientBoostingClassifier(max_iter=40, random_state=0).fit(matrix, labels)
    trees = [nodes for (tree,) in fitted._predictors for nodes in (tree.nodes,)]
    return Forest(0.5, 9, trees), matrix


def test_the_paths_through_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("detector._contributions")
    forest, matrix = _forest()
    every = np.concatenate((matrix, np.full((1, 9), np.nan), np.full((1, 9), np.inf)))
    quick = forest.addends(every)
    apart = np.concatenate([forest.addends(row[None]) for row in every])
    monkeypatch.setattr(contributions, "_twin", None)
    plain = forest.addends(every)
    assert np.count_nonzero(plain) > 1000
    assert quick.tobytes() == plain.tobytes() == apart.tobytes()


@pytest.mark.parametrize("compiled", [True, False])
def test_trees_deeper_than_any_are_refused(
    compiled: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if compiled:
        pytest.importorskip("detector._contributions")
    else:
        monkeypatch.setattr(contributions, "_twin", None)
    forest, matrix = _forest()
    monkeypatch.setattr(contributions, "MAX_TREE_DEPTH", 3)
    with pytest.raises(RefusedError, match="deeper"):
        forest.addends(matrix)
