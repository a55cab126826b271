"""Signals of host and title against the text."""

from __future__ import annotations

import math

import pytest

from features.page import Declared, Markup, Page
from features.table import feature_named
from features.views.hostnames import randomness, split_host

TEXT = "The riverside school flies kites every spring. Parents help and the kites rise high. " * 4


def value(name: str, page: Page) -> float:
    return feature_named(name).measure(page).value


def test_a_host_the_page_speaks_of_and_one_it_does_not() -> None:
    assert value("host_topic_gap", Page(text=TEXT, url="https://riverside-school.example/a")) == 0
    assert value("host_topic_gap", Page(text=TEXT, url="https://casinobonus.example/a")) > 0.7
    assert math.isnan(
        value("host_topic_gap", Page(text="风筝" * 200, url="https://casino.example/"))
    )
    assert math.isnan(value("host_topic_gap", Page(text=TEXT)))
    chinese = Page(text=TEXT + "风筝在河边的学校上空飞" * 99, url="https://casino.example/")
    assert math.isnan(value("host_topic_gap", chinese)), "a Chinese page need not say its host"


@pytest.mark.parametrize(
    "label", ["riverside", "school", "2024", "bbc", "index", "nytimes", "strength"]
)
def test_words_and_short_names_do_not_look_random(label: str) -> None:
    assert randomness(label) < 0.2


@pytest.mark.parametrize("label", ["x7k2q9zt", "qzxwvkjh", "a1b2c3d4", "hgtrwqpl"])
def test_drawn_labels_do(label: str) -> None:
    assert randomness(label) > 0.25


@pytest.mark.parametrize("label", ["7k7k", "5i5j", "qzshsdjs", "njzwfw", "xn--ruqv1b57ck8l"])
def test_short_brands_and_initials_look_less_random(label: str) -> None:
    assert randomness(label) <= 0.4 < randomness("db6x6761j6y3")


def test_random_hosts_and_paths() -> None:
    plain = Page(text=TEXT, url="https://www.riverside.example/school/kites.html")
    farm = Page(text=TEXT, url="https://x7k2q9zt.riverside.example/a1b2c3d4/9x8y7z.html?k=q1w2e3")
    assert value("random_path", farm) > value("random_path", plain) == 0
    numbered = Page(text=TEXT, url="https://blog.example/post/1e9c5e9e_ef38bee?id=Lfw9H63g0OQ")
    assert value("random_path", numbered) == 0, "one part that names the page, and a key"
    assert value("random_subdomain", farm) > 0.4
    assert math.isnan(value("random_subdomain", plain))


def test_split_host() -> None:
    assert split_host("www.kites.example") == ((), "kites", "example")
    assert split_host("a.b.kites.co.uk") == (("a", "b"), "kites", "co.uk")
    assert split_host("kites.co.uk").site == "kites.co.uk"
    assert split_host("localhost") == ((), "localhost", "")


def test_canonical_elsewhere() -> None:
    def page(canonical: str | None) -> Page:
        markup = Markup(size=9, elements=1, declared=Declared(canonical=canonical))
        return Page(text=TEXT, url="https://m.kites.example/1", markup=markup)

    assert value("canonical_host_gap", page("https://www.kites.example/1")) == 0
    assert value("canonical_host_gap", page("https://gambling.example/1")) == 1
    assert math.isnan(value("canonical_host_gap", page("/1")))
    assert math.isnan(value("canonical_host_gap", page("http://[broken")))
