"""Exact author and date on pages with hand-made answers, beside trafilatura and gne.

    python benchmarks/bylines.py [CORPUS] [--errors N] [--no-peers]

Chinese: the pages of ``zh_byline_gold_html`` (bars: 85 % of authors exact, at most one invented
on pages without one, 85 % of dates). Elsewhere: pages with ``gold_author`` whose name stands on
the page (bar: 75 %), in two halves drawn by the id: rules were written looking at the
errors of the first half only. Exact = the same set of names once space is collapsed, ``By`` and
its like are dropped and lists are split; upper and lower case must agree or, in the second
figure, need not. All systems are held to the same rule. Peers: trafilatura 2.3, gne 0.4.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from detector.reading import read_page
from detector.record import Record
from features.attribution.byline import authors, byline, published
from features.attribution.claims import claims

Answer = tuple[list[str], str | None]
MULTI = (
    "multi_web_legit_html",
    "multi_news_fundus_html",
    "multi_reader_html",
    "multi_articles_html",
)
NO_ONE = {None, "", "UNKNOWN", "UNKNWON"}


def rows(corpus: Path, name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(corpus / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def split(given: Any) -> list[str]:
    names: list[str] = []
    for one in given if isinstance(given, list) else [given or ""]:
        bare = re.sub(r"^\s*(?:by|von|par|por)\s+", "", " ".join(one.split()), flags=re.I)
        parts = re.split(r",|;|、|/| and | & | und | et | y | e ", bare)
        names += [part.strip() for part in parts if part.strip()]
    return names


def chinese(given: str) -> list[str]:
    return [part for part in re.split(r"[、，, /;]+", given) if part]


def darnel(row: dict[str, Any]) -> Answer:
    page = read_page(Record(id=row["id"], source="", url=row.get("url"), html=row["html"]))
    return list(authors(page)), published(page)


def trafilatura(row: dict[str, Any]) -> Answer:
    from trafilatura import bare_extraction

    found = bare_extraction(row["html"], url=row.get("url"), with_metadata=True)
    if found is None:
        return [], None
    return [name.strip() for name in (found.author or "").split(";") if name.strip()], found.date


def gne(row: dict[str, Any]) -> Answer:
    from gne import GeneralNewsExtractor

    found = GeneralNewsExtractor().extract(row["html"])
    return chinese(found.get("author") or ""), found.get("publish_time")


def peers(names: tuple[str, ...]) -> dict[str, Callable[[dict[str, Any]], Answer]]:
    known = {"trafilatura": trafilatura, "gne": gne}
    return {name: known[name] for name in names if importlib.util.find_spec(name)}


def attempt(read: Callable[[dict[str, Any]], Answer], row: dict[str, Any]) -> Answer:
    try:
        return read(row)
    except Exception as error:  # noqa: BLE001 - a peer that fails has no answer there
        print(f"  ({read.__name__} failed on {row['id']}: {type(error).__name__})")
        return [], None


def day(value: str | None) -> str | None:
    found = re.search(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})", value or "")
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else None


def chinese_gold(corpus: Path, show: int, with_peers: bool) -> None:
    systems = {"darnel": darnel, **(peers(("trafilatura", "gne")) if with_peers else {})}
    print("Chinese: zh_byline_gold_html")
    print(f"  {'':12} {'author exact':>16} {'invented':>10} {'date exact':>14} {'seconds':>9}")
    for name, read in systems.items():
        exact = authored = invented = anonymous = dated = dates = 0
        began = time.perf_counter()
        for row in rows(corpus, "zh_byline_gold_html"):
            names, date = attempt(read, row)
            gold = row.get("gold_author")
            if gold in NO_ONE:
                anonymous += 1
                invented += bool(names)
                if names and name == "darnel" and show:
                    print(f"    invented {names} on {row['id']}")
            else:
                authored += 1
                same = sorted(chinese(gold)) == sorted(n for x in names for n in chinese(x))
                exact += same
                if not same and name == "darnel" and show:
                    print(f"    {row['id']}: {gold} read as {names}")
            wanted = day(row.get("gold_date"))
            if wanted:
                dates += 1
                dated += day(date) == wanted
        print(
            f"  {name:12} {exact:>4}/{authored:<3} {exact / authored:7.1%}"
            f" {invented:>5}/{anonymous:<4} {dated:>4}/{dates:<3} {dated / dates:5.1%}"
            f" {time.perf_counter() - began:9.2f}"
        )


def elsewhere(corpus: Path, show: int, with_peers: bool) -> None:
    systems = {"darnel": darnel, **(peers(("trafilatura",)) if with_peers else {})}
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    seconds: dict[str, float] = defaultdict(float)
    shown = 0
    for source in MULTI:
        for row in rows(corpus, source):
            gold = split(row.get("gold_author"))
            if not gold:
                continue
            page = read_page(Record(id="", source="", url=row.get("url"), html=row["html"]))
            text = " ".join(page.text.split()).casefold()
            stands = all(name.casefold() in text for name in gold)
            half = "first half" if random.Random(row["id"]).random() < 0.5 else "held out"
            for name, read in systems.items():
                began = time.perf_counter()
                names = attempt(read, row)[0]
                seconds[name] += time.perf_counter() - began
                got = [part for one in names for part in split(one)]
                exact = sorted(got) == sorted(gold)
                folded = sorted(map(str.casefold, got)) == sorted(map(str.casefold, gold))
                keys = (source, half, "ALL") if stands else ("not on the page",)
                for key in keys:
                    tally = counts[name, key]
                    tally[0] += exact
                    tally[1] += folded
                    tally[2] += 1
                if (
                    name == "darnel"
                    and stands
                    and not folded
                    and half != "held out"
                    and shown < show
                ):
                    shown += 1
                    print(f"    {row['id']}: {gold} read as {byline(page)} of "
                          f"{[(str(c.role), c.name) for c in claims(page)][:6]}")  # fmt: skip
    print("\nOutside Chinese: pages whose author's name stands on the page")
    for key in (*MULTI, "first half", "held out", "ALL", "not on the page"):
        for name in systems:
            exact, folded, total = counts[name, key]
            if total:
                print(f"  {key:24} {name:12} exact {exact:>3}/{total:<3} {exact / total:6.1%}"
                      f"   case apart {folded / total:6.1%}")  # fmt: skip
    for name, spent in seconds.items():
        print(f"  {name}: {spent:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    default = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    parser.add_argument("corpus", nargs="?", type=Path, default=default)
    parser.add_argument("--errors", type=int, default=0, help="errors of the first half to show")
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    if not given.corpus.is_dir():
        raise SystemExit(f"no labelled pages at {given.corpus}")
    chinese_gold(given.corpus, given.errors, not given.no_peers)
    elsewhere(given.corpus, given.errors, not given.no_peers)


if __name__ == "__main__":
    main()
