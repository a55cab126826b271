"""The cache of measured pages: the same tables again, and no code out of a file that came along."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from training.cache import Part, kept

KEY = {"name": "x", "file": "0" * 64}


class Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.place),)


def part() -> Part:
    facts = pd.DataFrame(
        [
            {"id": "a", "farm": True, "kit": None, "tricks": ("emoji", "tail"), "chars": 3},
            {"id": "文", "farm": False, "kit": "k", "tricks": (), "chars": 0},
            {"id": "c", "farm": False, "kit": None, "tricks": (), "chars": 1},
        ]
    )
    matrix = np.array([[0.1, np.nan], [-0.0, 1e300], [2.0, 3.0]])
    sketches = [
        np.array([1, 2**64 - 1], dtype=np.uint64),
        np.empty(0, dtype=np.uint64),
        np.array([7], dtype=np.uint64),
    ]
    return facts, matrix, sketches


def never() -> Part:
    raise AssertionError("made again")


def check_same(found: Part, expected: Part) -> None:
    pd.testing.assert_frame_equal(found[0], expected[0])
    assert [type(names) for names in found[0]["tricks"]] == [tuple] * 3
    assert found[1].tobytes() == expected[1].tobytes()
    assert [s.tolist() for s in found[2]] == [s.tolist() for s in expected[2]]
    assert all(s.dtype == np.uint64 for s in found[2])


def test_what_was_made_comes_back_and_is_not_made_again(tmp_path: Path) -> None:
    check_same(kept(tmp_path / "deep" / "cache", KEY, part), part())
    check_same(kept(tmp_path / "deep" / "cache", KEY, never), part())


def test_another_key_is_made_anew(tmp_path: Path) -> None:
    kept(tmp_path, KEY, part)
    with pytest.raises(AssertionError, match="made again"):
        kept(tmp_path, {**KEY, "file": "1" * 64}, never)
    assert len(list(tmp_path.iterdir())) == 1


def test_pages_of_which_there_are_none(tmp_path: Path) -> None:
    nothing = (pd.DataFrame({"id": []}), np.empty((0, 4)), [])
    for make in (lambda: nothing, never):
        facts, matrix, sketches = kept(tmp_path, KEY, make)
        assert len(facts) == 0
        assert matrix.shape == (0, 4)
        assert sketches == []


def test_a_pickle_or_rubbish_in_the_cache_is_made_anew_and_never_run(tmp_path: Path) -> None:
    kept(tmp_path, KEY, part)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    trap = pickle.dumps(Trap(tmp_path / "sprung"))
    for content in (trap, b"", whole[:-9], b"PAR1" + trap + b"PAR1"):
        file.write_bytes(content)
        check_same(kept(tmp_path, KEY, part), part())
        assert file.read_bytes() == whole
    assert not (tmp_path / "sprung").exists()
    pickle.loads(trap)  # noqa: S301 - the trap is a real one
    assert (tmp_path / "sprung").exists()
