from __future__ import annotations

import numpy as np

from training.split import folds, groups, registrable_domain, sketch

NONE = np.zeros(0, dtype=np.uint64)
STORY = "河边的老磨坊在春天重新开张，磨坊主说他的祖父也曾在这里磨麦子，如今游客多于农夫。" * 4


def test_registrable_domains_follow_the_public_suffixes():
    assert registrable_domain("a.b.example.co.uk") == "example.co.uk"
    assert registrable_domain("WWW.Example.com.") == "example.com"
    assert registrable_domain("shop.example.com.cn") == "example.com.cn"
    assert registrable_domain(None) is None


def test_pages_of_one_domain_or_kit_share_a_group_and_nothing_joins_the_rest():
    found = groups(
        ["a.com", "b.com", "a.com", None, None], [None, "kit", None, "kit", None], [NONE] * 5
    )
    assert found[0] == found[2]
    assert found[1] == found[3]
    assert len({found[0], found[1], found[4]}) == 3


def test_near_copies_share_a_group_through_disguise():
    disguised = "😀".join(STORY[n : n + 9] for n in range(0, len(STORY), 9))
    other = "山谷里的天文台今年接待了两千名学生，他们在夜里轮流使用那架老望远镜观看土星。" * 4
    found = groups([None] * 3, [None] * 3, [sketch(STORY), sketch(disguised), sketch(other)])
    assert found[0] == found[1] != found[2]


def test_short_texts_are_nobodys_copies():
    found = groups([None] * 2, [None] * 2, [sketch("你好"), sketch("你好")])
    assert found[0] != found[1]


def test_folds_keep_groups_whole_and_spread_strata():
    group = np.repeat(np.arange(60), 5)
    strata = ["farm" if number % 3 == 0 else "legit" for number in group]
    fold = folds(group, strata, 5, 0)
    assert all(len(set(fold[group == number])) == 1 for number in range(60))
    farms = np.array([name == "farm" for name in strata])
    assert np.bincount(fold[farms], minlength=5).tolist() == [20] * 5
    assert (fold == folds(group, strata, 5, 0)).all()
