"""The gazetteer: names with their codes, words that are no places, whole words only."""

from __future__ import annotations

import numpy as np

from features.page import Page
from features.places import PlaceKind, gazetteer
from features.views.places import place_runs, places


def row(name: str) -> int:
    return gazetteer().names.index(name)


def names(text: str) -> list[str]:
    return [span.of(text) for span in places(Page(text=text)).spans()]


def test_divisions_carry_their_codes() -> None:
    known = gazetteer()
    assert known.codes[row("石家庄市")] == 130100
    assert known.codes[row("石家庄")] == 130100
    assert known.kinds[row("河北省")] == PlaceKind.PROVINCE
    assert known.provinces[row("道县")] == 43


def test_names_that_several_divisions_share_have_no_code() -> None:
    known = gazetteer()
    assert known.codes[row("鼓楼区")] == 0
    assert known.provinces[row("鼓楼区")] == 0


def test_every_pattern_has_one_row() -> None:
    known = gazetteer()
    assert len(set(known.names)) == len(known.names) == len(known.codes) == len(known.spaced)
    assert len(known.names) > 10_000


def test_words_are_no_places_without_their_suffix() -> None:
    assert names("朝阳照在和平的大方的人身上，平安东方，文化长寿") == []
    assert names("朝阳区和平区大方县") == ["朝阳区", "和平区", "大方县"]


def test_latin_names_are_whole_capitalised_words() -> None:
    assert names("From Berlin to Chicago, not to Berliner or chicago; xBerlin, Berlin2") == [
        "Berlin",
        "Chicago",
    ]
    assert names("Nice Reading in Mobile, Orange and Split") == []


def test_offsets_are_code_points_whatever_stands_before() -> None:
    text = "😀é\ud800武汉\u200bLondon 长沙市"
    assert names(text) == ["武汉", "London", "长沙市"]


def test_runs_are_broken_by_words_between() -> None:
    page = Page(text="武汉、长沙、南昌，然后是另外一些城市，比如合肥和济南")
    runs = place_runs(page)
    assert np.array_equal(runs.last - runs.first, [3, 2])
