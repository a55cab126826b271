"""What is compiled gives to the bit what the plain Python beside it gives."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from detector import contributions
from detector.contributions import Forest
from detector.copies import sketch
from detector.errors import RefusedError
from detector.wording import BUCKETS, MOST, weighed

SIZES = (0, 1, 2, 3, 4, 7, 8, 9, 40, 700, MOST, 40_000)


def _codes(size: int) -> np.ndarray:
    rng = np.random.default_rng(size)
    few = rng.integers(0x4E00, 0x4E40, size // 2)  # which repeat
    many = rng.integers(0, 2**32, size - size // 2)
    return np.concatenate((few, many)).astype(np.uint32)


@pytest.mark.parametrize("size", SIZES)
def test_the_wording_of_a_text(size: int) -> None:
    quick = pytest.importorskip("detector.quick_wording")
    weights = np.random.default_rng(1).integers(-32768, 32768, BUCKETS).astype(np.int16)
    codes = _codes(size)[:MOST]
    assert quick.weighed(codes, weights) == weighed(codes, weights)


def test_weights_of_another_size_are_not_read() -> None:
    quick = pytest.importorskip("detector.quick_wording")
    with pytest.raises(ValueError, match="every bucket"):
        quick.weighed(_codes(40), np.zeros(BUCKETS - 1, dtype=np.int16))


@pytest.mark.parametrize("size", SIZES)
def test_the_hashes_of_a_sketch(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("detector.copies.quick_sketch")
    quick = sketch.sampled(_codes(size))
    monkeypatch.setattr(sketch, "_quick", None)
    plain = sketch.sampled(_codes(size))
    for one, other in zip(quick, plain, strict=True):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()
    assert (len(plain[0]) > 1000) is (size == 40_000)


def _forest() -> tuple[Forest, np.ndarray]:
    rng = np.random.default_rng(3)
    matrix = rng.normal(size=(500, 9))
    matrix[rng.random(matrix.shape) < 0.2] = np.nan
    labels = (np.nan_to_num(matrix[:, 0]) + np.nan_to_num(matrix[:, 1] * matrix[:, 2])) > 0.1
    fitted = HistGradientBoostingClassifier(max_iter=40, random_state=0).fit(matrix, labels)
    trees = [nodes for (tree,) in fitted._predictors for nodes in (tree.nodes,)]
    return Forest(0.5, 9, trees), matrix


def test_the_paths_through_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("detector.quick_paths")
    forest, matrix = _forest()
    every = np.concatenate((matrix, np.full((1, 9), np.nan), np.full((1, 9), np.inf)))
    quick = forest.addends(every)
    apart = np.concatenate([forest.addends(row[None]) for row in every])
    monkeypatch.setattr(contributions, "add_paths", None)
    plain = forest.addends(every)
    assert np.count_nonzero(plain) > 1000
    assert quick.tobytes() == plain.tobytes() == apart.tobytes()


@pytest.mark.parametrize("compiled", [True, False])
def test_trees_deeper_than_any_are_refused(
    compiled: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if compiled:
        pytest.importorskip("detector.quick_paths")
    else:
        monkeypatch.setattr(contributions, "add_paths", None)
    forest, matrix = _forest()
    monkeypatch.setattr(contributions, "MAX_TREE_DEPTH", 3)
    with pytest.raises(RefusedError, match="deeper"):
        forest.addends(matrix)
