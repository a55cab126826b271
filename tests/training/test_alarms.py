from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from detector.arrays import pack, unpack
from detector.contributions import decompose
from detector.errors import RefusedError, UsageError
from training import alarms
from training.additive import AdditiveSteps
from training.dataset import Dataset
from training.fit import Recipe, fit_plain, raw_logits

HONEST, FARMS = 400, 100


def pages() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two noisy columns, one trick a tenth of the farms have, and one nobody has."""
    rng = np.random.default_rng(3)
    farm = np.arange(HONEST + FARMS) >= HONEST
    matrix = np.column_stack(
        [
            rng.normal(size=HONEST + FARMS) + farm,
            -rng.normal(size=HONEST + FARMS) - farm,
            np.where(farm & (rng.random(HONEST + FARMS) < 0.1), 5.0, 0.0),
            np.linspace(0, 1, HONEST + FARMS),
        ]
    )
    matrix[::7, 3] = np.nan
    return matrix, farm, np.ones(HONEST + FARMS)


def learnt(slope: float = 1.0) -> dict:
    matrix, farm, weights = pages()
    return alarms.learn(matrix, farm, weights, [1, -1, 1, 0], slope)


def heights_of(column: int, readings: list[float], found: dict) -> list[float]:
    places = np.searchsorted(found["edges"][column], readings, side="left")
    return [float(found["heights"][column][place]) for place in places]


def test_what_no_honest_page_reads_is_the_loudest():
    found = learnt()
    quiet, loud = heights_of(2, [0.0, 5.0], found)
    assert quiet == 0.0
    # A tenth of farms, and of honest pages the half one that is always thought to lie beyond.
    matrix, farm, _ = pages()
    share = (matrix[farm, 2] > 0).mean() + alarms.UNSEEN
    assert loud == pytest.approx(np.log(share / (0.5 / (HONEST + 1))), abs=alarms.STEP)


def test_heights_never_fall_with_suspicion_whichever_way_it_points():
    found = learnt()
    rising = heights_of(0, list(np.linspace(-3, 5, 40)), found)
    falling = heights_of(1, list(np.linspace(-5, 3, 40)), found)
    assert rising == sorted(rising)
    assert rising[-1] > rising[0]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] > falling[-1]


def test_a_column_without_direction_and_a_missing_reading_are_silent():
    found = learnt()
    assert not found["heights"][3].any()
    assert all(heights[-1] == 0.0 for heights in found["heights"])


def test_an_attack_nobody_used_before_raises_an_alarm_beyond_what_honest_pages_read():
    matrix = np.zeros((5_000, 2))
    matrix[:3, 0] = [0.1, 0.2, 0.3]
    matrix[:, 1] = np.linspace(-1, 0, 5_000)
    farm = np.arange(5_000) >= 4_900
    found = alarms.learn(matrix, farm, np.ones(5_000), [1, -1], 1.0)
    ordinary, farthest, beyond = heights_of(0, [0.0, 0.3, 0.5], found)
    assert ordinary == 0.0
    assert 0.0 < farthest < beyond
    assert beyond == pytest.approx(np.log(alarms.UNSEEN / (0.5 / 4_901)), abs=alarms.STEP)
    lowest, below = heights_of(1, [-1.0, -1.5], found)
    assert below > lowest


def fitted() -> dict:
    matrix, farm, weights = pages()
    inner = AdditiveSteps([1, -1, 1, 0], rounds=5).fit(matrix, farm, weights)
    return {"signals": inner, "alarms": learnt()}


def test_only_the_loudest_alarm_counts_and_the_parts_add_up():
    matrix, _, _ = pages()
    model = fitted()
    plain = decompose(model["signals"], 4)
    whole = decompose(model, 4)
    extra = whole.addends(matrix) - plain.addends(matrix)
    raised = np.column_stack(
        [
            heights_of(column, list(np.nan_to_num(matrix[:, column])), model["alarms"])
            for column in range(3)
        ]
    )
    assert ((extra > 0).sum(axis=1) <= 1).all()
    assert extra.sum(axis=1) == pytest.approx(raised.max(axis=1))
    assert raw_logits(model, matrix) == pytest.approx(
        whole.base + whole.addends(matrix).sum(axis=1)
    )


def test_alarms_survive_the_arrays_of_a_file():
    matrix, _, _ = pages()
    packed = pack(fitted())
    assert packed is not None
    again = unpack(packed, 4, "arrays.npz")
    assert (again.addends(matrix) == decompose(fitted(), 4).addends(matrix)).all()


@pytest.mark.parametrize(
    "broken",
    [
        {"alarms": {"edges": [], "heights": []}, "signals": None},
        {"alarms": [], "signals": {}},
        {"alarms": {"edges": [np.zeros(0)] * 3, "heights": [np.zeros(2)] * 3}},
    ],
)
def test_alarms_that_make_no_sense_are_refused(broken: dict):
    with pytest.raises(RefusedError):
        decompose({"signals": fitted()["signals"], **broken}, 4)


def test_alarms_stand_beside_signals_only():
    nested = {"signals": fitted(), "alarms": learnt()}
    with pytest.raises(RefusedError, match="beside nothing"):
        decompose(nested, 4)


def test_signals_of_style_raise_none():
    matrix, farm, _ = pages()
    count = len(farm)
    frame = pd.DataFrame(
        {
            "source": ["a"] * count, "group": np.arange(count), "farm": farm, "weak": False,
            "subtype": "", "verified": "",
        }
    )  # fmt: skip
    data = Dataset(("a", "b", "c", "d"), matrix, frame)
    recipe = Recipe(directions={"a": 1, "b": -1, "c": 1}, alarms=1.0)
    every = np.ones(count, dtype=bool)
    for quiet in ((), ("c",)):
        found = fit_plain(data, replace(recipe, unalarmed=quiet), every)["alarms"]["heights"]
        assert (found[2].max() > 2) == (not quiet)
        assert found[0].max() > 0
    with pytest.raises(UsageError, match="no signal called e"):
        fit_plain(data, replace(recipe, unalarmed=("e",)), every)
