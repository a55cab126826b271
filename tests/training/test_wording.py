from __future__ import annotations

import numpy as np
import pandas as pd

from detector.wording import BUCKETS, LIMIT, Wording
from training.wording import learn, one_each, readings, runs_of


def codes(text: str) -> np.ndarray:
    return np.array([ord(c) for c in text], dtype=np.uint32)


def pages(words: str, seed: int, count: int = 40) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [
        codes("".join(chr(0x4E00 + n) for n in rng.integers(0, 400, 60)) + words * 3)
        for _ in range(count)
    ]


def test_what_only_farms_say_is_learnt_and_read_alike_one_by_one_and_together():
    texts = pages("开奖直播", 0) + pages("天气预报", 1)
    farm = np.repeat([1, 0], 40)
    runs = runs_of(texts)
    wording = learn(runs, farm, np.ones(80))
    together = readings(wording, runs)
    assert together[:40].min() > together[40:].max()
    one_by_one = [wording.value(text) for text in texts]
    np.testing.assert_allclose(together, one_by_one, atol=1e-9)
    again = learn(runs, farm, np.ones(80))
    assert (again.weights == wording.weights).all()


def test_short_pages_have_no_reading_and_loud_ones_are_cut():
    wording = Wording(np.full(BUCKETS, 32_000, dtype=np.int16), 0.0)
    found = readings(wording, runs_of([codes("短"), *pages("", 2, 1)]))
    assert np.isnan(found[0])
    assert found[1] == LIMIT


def test_twins_cancel_what_they_share():
    shared = pages("本报记者报道", 3)
    farms = [np.concatenate([text, codes("加微信领取")]) for text in shared]
    runs = runs_of(farms + shared)
    wording = learn(runs, np.repeat([1, 0], 40), np.ones(80))
    said = ("本报记者报道", "加微信领取")
    told = [wording.weights[runs_of([codes(words)]).indices].mean() for words in said]
    assert told[1] > 10 * abs(told[0])


def test_forms_of_a_page_are_learnt_from_once():
    frame = pd.DataFrame(
        {
            "source": ["farmgen", "farmgen", "a", "a", "b"],
            "id": ["x:1:html:farm", "x:1:text:farm", "p", "p", "p"],
        }
    )
    assert one_each(frame).tolist() == [True, False, True, False, True]
