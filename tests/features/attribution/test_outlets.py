"""Names of one outlet are one; names of two are two."""

from __future__ import annotations

import pytest

from features.attribution.outlets import (
    host_is_outlet,
    known_outlet,
    normal_name,
    outlet_key,
    same_outlet,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新华社", "新华网"),
        ("上证报", "中国证券网"),
        ("上证报中国证券网", "上海证券报"),
        ("搜狐号", "搜狐网"),
        ("《华尔街日报》", "Wall Street Journal"),
        ("Associated Press", "AP"),
        ("The New York Times", "纽约时报"),
        ("河堤晚报", "河堤晚报客户端"),
        ("Riverside Gazette", "riverside gazette"),
        ("연합뉴스", "Yonhap"),
    ],
)
def test_same(one: str, other: str) -> None:
    assert same_outlet(one, other)
    assert same_outlet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("新华社", "人民日报"), ("河堤晚报", "河堤早报"), ("Reuters", "AFP"), ("周望", "许青")],
)
def test_different(one: str, other: str) -> None:
    assert not same_outlet(one, other)
    assert not same_outlet(other, one)


@pytest.mark.parametrize(
    ("host", "name", "own"),
    [
        ("www.sohu.com", "搜狐", True),
        ("business.sohu.com", "搜狐财经", True),
        ("news.cn", "新华社", False),
        ("www.xinhuanet.com", "新华网", True),
        ("riverside-gazette.example", "Riverside Gazette", True),
        ("rg.example", "Riverside Gazette", True),
        ("kites.example", "Riverside Gazette", False),
        ("gambling8.example", "搜狐", False),
        (None, "搜狐", False),
    ],
)
def test_host(host: str | None, name: str, own: bool) -> None:
    assert host_is_outlet(host, name) is own


def test_normal_names_and_keys() -> None:
    assert normal_name("河堤晚报官方网站") == "河堤晚报"
    assert normal_name(" 《河堤 晚报》 ") == "河堤晚报"
    assert known_outlet("路透社")
    assert not known_outlet("河堤晚报")
    assert outlet_key("路透社") == outlet_key("Reuters") != outlet_key("AFP")
