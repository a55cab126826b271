"""Sites are ranked by what is sure, grouped by shared texts, and exported without surprises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detector.cli import app
from detector.hosts import Site, blocked, grouped, roll_up, wilson


def rows(
    host: str, farm: int, legit: int, clusters: tuple[str, ...] = ()
) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for n in range(farm + legit):
        flagged = n < farm
        made.append(
            {
                "id": f"{host}/{n}",
                "host": host,
                "status": "ok",
                "score": 0.97 if flagged else 0.02,
                "label": "farm" if flagged else "legit",
                "reasons": [{"signal": "place_share", "value": 1, "weight": 2.0, "quotes": []}]
                if flagged
                else [],
                "cluster": clusters[n] if n < len(clusters) else None,
            }
        )
    return made


def test_wilson_agrees_with_the_published_example() -> None:
    # Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_hundred_bad_pages_stand_before_one() -> None:
    sites = roll_up(rows("one.example", 1, 0) + rows("many.example", 90, 10))
    assert [site.host for site in sites] == ["many.example", "one.example"]
    assert sites[0].reasons() == ("place_share",)


def group_of(sites: list[Site]) -> dict[str, str | None]:
    grouped(sites)
    return {site.host: site.group for site in sites}


def test_two_shared_texts_make_a_station_group_and_one_does_not() -> None:
    sites = roll_up(
        rows("a.example", 3, 0, ("c1", "c2"))
        + rows("b.example", 3, 0, ("c1", "c2"))
        + rows("c.example", 3, 0, ("c1",))
    )
    assert group_of(sites) == {
        "a.example": "a.example",
        "b.example": "a.example",
        "c.example": None,
    }
    (tie,) = next(site for site in sites if site.host == "b.example").ties
    assert tie.row() == {
        "first": "a.example",
        "second": "b.example",
        "kind": "shared copies",
        "common": 2,
        "share": None,
        "what": ("c1", "c2"),
        "pages": ("a.example/0", "b.example/0"),
    }


def test_the_doors_of_one_site_are_no_station_group() -> None:
    made = rows("www.a.example", 3, 0, ("c1", "c2")) + rows("m.a.example", 3, 0, ("c1", "c2"))
    assert group_of(roll_up(made)) == {"www.a.example": None, "m.a.example": None}


def test_the_same_editors_on_unrelated_sites_make_a_group() -> None:
    made = rows("a.example", 2, 0) + rows("b.example", 2, 0) + rows("honest.example", 0, 2)
    for row in made:
        row["claims"] = [{"role": "editor", "name": name} for name in ("小美", "热点君")]
    assert group_of(roll_up(made)) == {
        "a.example": "a.example",
        "b.example": "a.example",
        "honest.example": None,
    }


def test_posting_rhythm_is_the_share_of_the_commonest_date() -> None:
    made = rows("a.example", 4, 0)
    dates = {f"a.example/{n}": "2025-09-19" if n else "2025-09-20" for n in range(4)}
    (site,) = roll_up(made, dates)
    assert site.busiest_day == 0.75
    assert roll_up(made)[0].busiest_day is None


def test_the_allow_list_covers_subdomains_and_few_pages_are_not_enough() -> None:
    sites = roll_up(
        rows("x.good.example", 50, 0) + rows("bad.example", 50, 0) + rows("new.example", 2, 0)
    )
    names = [s.host for s in blocked(sites, share=0.5, pages=3, allow=frozenset({"good.example"}))]
    assert names == ["bad.example"]


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("ublacklist", "*://bad.example/*"),
        ("ublock", "||bad.example^$document"),
        ("hosts", "0.0.0.0 bad.example"),
    ],
)
def test_block_lists_name_valid_hosts_only(tmp_path: Path, form: str, line: str) -> None:
    path = tmp_path / "s.jsonl"
    hostile = rows("evil.example\n||good.example^", 50, 0)
    everything = rows("bad.example", 50, 0) + hostile
    path.write_text("".join(json.dumps(r) + "\n" for r in everything), encoding="utf-8")
    out = tmp_path / "list.txt"
    result = CliRunner().invoke(app, ["hosts", str(path), "--format", form, "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_text() == line + "\n"
    assert "1 left out" in result.stderr


@pytest.mark.parametrize("form", ["ublacklist", "ublock", "hosts"])
def test_a_list_names_nobodys_neighbours_and_no_rule_in_disguise(tmp_path: Path, form: str) -> None:
    hosts = (
        "com", "localhost", "github.io", "co.uk", "a..b.example", "-a.example", "[::1]", "*",
        "a.example$important", "a.example/path", "x y.example", "\u202eevil.example", "a" * 300,
    )  # fmt: skip
    made = [row for host in hosts for row in rows(host, 50, 0)]
    for host in ("例子.example", "bad.example.", "bad.example", "8.8.4.4", "user.github.io"):
        made += rows(host, 40, 0)
    path, out = tmp_path / "s.jsonl", tmp_path / "list.txt"
    allow = tmp_path / "allow.txt"
    allow.write_text("*.good.example  # ours\n", encoding="utf-8")
    made += rows("seldom.example", 30, 0)
    path.write_text("".join(json.dumps(r) + "\n" for r in made), encoding="utf-8")
    call = ["hosts", str(path), "--format", form, "--out", str(out), "--allow", str(allow)]
    call += ["--min-pages", "35"]
    result = CliRunner().invoke(app, call)
    assert result.exit_code == 0, result.output
    named = ["xn--fsqu00a.example", "bad.example", "user.github.io"]
    named += [] if form == "hosts" else ["8.8.4.4"]
    around = {"ublacklist": "*://{}/*", "ublock": "||{}^$document", "hosts": "0.0.0.0 {}"}[form]
    assert sorted(out.read_text(encoding="ascii").splitlines()) == sorted(
        around.format(name) for name in named
    )


def test_an_allowed_host_stays_allowed_however_it_is_written() -> None:
    made = rows("good.example.", 50, 0) + rows("www.例子.example", 50, 0)
    allow = frozenset({"good.example", "xn--fsqu00a.example"})
    assert list(blocked(roll_up(made), share=0.5, pages=3, allow=allow)) == []


def test_a_formula_in_a_host_is_no_formula_in_the_table(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows("=cmd()", 1, 0)), encoding="utf-8")
    result = CliRunner().invoke(app, ["hosts", str(path), "--format", "csv"])
    assert result.stdout.splitlines()[1].startswith("'=cmd()")
