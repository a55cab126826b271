"""Copies across a run: who copied whom, whatever the order, the cut and the disguise."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from detector.copies import edges, known, links, pairs
from detector.copies.arm import (
    copies_schema,
    find_copies,
    passages,
    signature_schema,
    signatures,
)
from detector.copies.content import main_text
from detector.copies.sketch import sketch
from detector.index.known import KnownIndex
from detector.record import Record, Status
from features.blocks import Block, BlockKind
from features.page import Page

if TYPE_CHECKING:
    import pytest


def article(seed: int, size: int = 700) -> str:
    """Invented text: sentences of characters drawn by seed."""
    rng = random.Random(seed)
    chars = [chr(0x4E00 + rng.randrange(3000)) for _ in range(size)]
    for at in range(25, size, 30):
        chars[at] = "。"
    return "".join(chars)


def emoji(text: str) -> str:
    return "".join(c + "😀😂😍"[n % 3] * (n % 30 == 29) for n, c in enumerate(text))


def record(name: str, text: str, **fields: Any) -> Record:
    url = f"http://{name}.example/page"
    return Record(id=name, source=f"test#{name}", url=url, text=text, **fields)


def page_of(made: Record) -> Page | None:
    if made.status is not Status.OK:
        return None
    return Page(made.text or "", url=made.url, site=made.site, published=made.published)


def find(
    records: Sequence[Record],
    work: Path,
    index: KnownIndex | None = None,
    cut: int = 1000,
    suffix: str = ".parquet",
) -> dict[str, dict[str, Any]]:
    parts = []
    for first in range(0, len(records), cut):
        some = records[first : first + cut]
        part = work / f"part-{len(parts)}{suffix}"
        batch = signatures(some, [page_of(r) for r in some])
        assert batch.schema.equals(signature_schema())
        if suffix == ".parquet":
            pq.write_table(pa.table(batch), part)
        else:
            with pa.ipc.new_file(str(part), batch.schema) as out:
                out.write_batch(batch)
        parts.append(part)
    batches = list(find_copies(parts, index, work / "scratch"))
    assert [b.num_rows for b in batches] == [
        len(records[n : n + cut]) for n in range(0, len(records), cut)
    ]
    assert all(b.schema.equals(copies_schema()) for b in batches)
    assert list((work / "scratch").iterdir()) == []
    rows = [row for batch in batches for row in batch.to_pylist()]
    return {r.id: row for r, row in zip(records, rows, strict=True)}


def test_a_later_copy_is_flagged_and_the_original_is_not(tmp_path: Path) -> None:
    text = article(1)
    found = find(
        [
            record("copy", emoji(text), published="2023-06-01"),
            record("original", text, published="2023-05-01"),
            record("stranger", article(2), published="2023-05-01"),
        ],
        tmp_path,
    )
    assert found["copy"]["mostly_copied"]
    assert not found["original"]["mostly_copied"]
    assert found["copy"]["cluster"] == found["original"]["cluster"] == "original"
    (copy,) = found["copy"]["copies"]
    assert copy == {
        "id": "original",
        "url": "http://original.example/page",
        "containment": 1.0,
        "shared_chars": len(main_text(Page(text)).codes),
        "credited": False,
        "older": True,
    }
    assert found["original"]["copies"][0]["older"] is False
    assert found["stranger"] == {"copies": [], "cluster": None, "mostly_copied": False}


def test_two_articles_glued_are_a_copy_of_both(tmp_path: Path) -> None:
    one, two = article(1), article(2)
    found = find(
        [
            record("one", one, published="2023-05-01"),
            record("two", two, published="2023-05-02"),
            record("glued", f"{one}\n{two}", published="2023-06-01"),
        ],
        tmp_path,
    )
    assert {c["id"] for c in found["glued"]["copies"]} == {"one", "two"}
    assert found["glued"]["mostly_copied"]
    assert not found["one"]["mostly_copied"]
    assert not found["two"]["mostly_copied"]


def test_without_dates_only_disguise_tells(tmp_path: Path) -> None:
    text, other = article(1), article(2)
    found = find(
        [
            record("plain", text),
            record("disguised", emoji(text)),
            record("twin-a", other),
            record("twin-b", other),
        ],
        tmp_path,
    )
    assert [name for name, row in found.items() if row["mostly_copied"]] == ["disguised"]
    assert found["twin-a"]["copies"][0]["older"] is None
    assert found["twin-a"]["cluster"] == found["twin-b"]["cluster"] is not None


def test_a_page_that_quotes_a_paragraph_is_no_copy(tmp_path: Path) -> None:
    text, own = article(1), article(2)
    found = find(
        [
            record("source", text, published="2023-05-01"),
            record("quoting", own[:350] + text[:200] + own[350:], published="2023-06-01"),
        ],
        tmp_path,
    )
    assert [c["id"] for c in found["quoting"]["copies"]] == ["source"]
    assert not found["quoting"]["mostly_copied"]
    assert found["quoting"]["cluster"] is None


def test_credit_given_is_not_a_copy(tmp_path: Path) -> None:
    text = article(1)
    found = find(
        [
            record("wire", text, published="2023-05-01"),
            record("paper", f"来源：新华社\n{text}", published="2023-05-02"),
            record("thief", text, published="2023-05-02"),
            record("farm", emoji(f"来源：新华社\n{text}"), published="2023-05-02"),
        ],
        tmp_path,
    )
    flagged = {name for name, row in found.items() if row["mostly_copied"]}
    # A credit line that was copied along with a disguised text is no credit.
    assert flagged == {"thief", "farm"}


def test_naming_the_other_page_is_credit(tmp_path: Path) -> None:
    text = article(1)
    records = [
        Record(id="a", source="t#0", url="http://www.xinhuanet.com/1", text=text,
               published="2023-05-01"),
        record("paper", f"来源：新华网\n{text}", published="2023-05-02"),
    ]  # fmt: skip
    (copy,) = find(records, tmp_path)["paper"]["copies"]
    assert copy["credited"]
    assert copy["older"]


def test_pages_of_one_site_are_no_copies_of_each_other(tmp_path: Path) -> None:
    text = article(1)
    records = [
        Record(id=name, source="t", url=f"http://{name}.site.co.uk/x", text=text, published=day)
        for name, day in (("www", "2023-05-01"), ("m", "2023-05-02"))
    ]
    found = find(records, tmp_path)
    assert not any(row["mostly_copied"] for row in found.values())
    assert found["m"]["cluster"] == "www"


def test_place_lists_and_furniture_do_not_dilute_a_copy() -> None:
    text = article(1)
    places = "、".join(["东城区", "西城区", "朝阳区", "丰台区", "石景山区", "海淀区", "通州区"] * 5)
    whole = f"{text}\n{places}\n首页 新闻 更多"
    menu = whole.index("首页")
    page = Page(
        whole,
        blocks=(
            Block(BlockKind.PROSE, 0, menu - 1),
            Block(BlockKind.FURNITURE, menu, len(whole)),
        ),
    )
    assert main_text(page).codes.tolist() == main_text(Page(text)).codes.tolist()


def crawl() -> list[Record]:
    """Originals, copies of every kind, boilerplate, records without a page."""
    rng = random.Random(5)
    notice = article(999, 300)
    records = []
    for n in range(60):
        day = f"2023-05-{1 + n % 28:02d}" if n % 3 else None
        records.append(record(f"o{n}", article(n) + notice * (n % 2), published=day))
    for n in range(40):
        text = emoji(article(n)) if n % 2 else article(n) + "\n" + article(n + 20)
        day = f"2023-06-{1 + n % 28:02d}" if n % 4 else None
        records.append(record(f"c{n}", text, published=day))
    records += [record(f"wide{n}", article(500) + article(600 + n, 80)) for n in range(80)]
    records.append(Record(id="broken", source="t", status=Status.UNREADABLE, error="broken"))
    records.append(record("empty", ""))
    rng.shuffle(records)
    return records


def test_neither_order_nor_cut_nor_format_changes_anything(tmp_path: Path) -> None:
    records = crawl()
    results = []
    for seed, cut, suffix in ((0, 1000, ".parquet"), (1, 17, ".arrow"), (2, 1, ".arrow")):
        random.Random(seed).shuffle(records)
        folder = tmp_path / str(seed)
        folder.mkdir()
        results.append(find(records, folder, cut=cut, suffix=suffix))
    assert results[0] == results[1] == results[2]
    assert sum(row["mostly_copied"] for row in results[0].values()) > 20


def test_the_partitions_on_disk_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = crawl()
    folder = tmp_path / "whole"
    folder.mkdir()
    whole = find(records, folder)
    for module, name, value in (
        (pairs, "POSTINGS_A_FILE", 64),
        (pairs, "PAIRS_A_FILE", 40),
        (pairs, "CHUNK", 50),
        (edges, "HASHES_AT_ONCE", 500),
        (known, "QUERIES_AT_ONCE", 7),
    ):
        monkeypatch.setattr(module, name, value)
    for module in (edges, known):
        monkeypatch.setattr(module, "PAGES_A_FILE", 32)
    folder = tmp_path / "parts"
    folder.mkdir()
    assert find(records, folder, cut=50) == whole


def test_a_text_on_very_many_pages_is_found_on_all(tmp_path: Path) -> None:
    found = find(crawl(), tmp_path)
    wide = [row for name, row in found.items() if name.startswith("wide")]
    assert len({row["cluster"] for row in wide}) == 1
    assert all(row["copies"] for row in wide)


def test_boilerplate_makes_no_cluster(tmp_path: Path) -> None:
    notice = article(999, 250)
    records = [record(f"p{n}", article(n) + notice) for n in range(70)]
    found = find(records, tmp_path)
    assert all(row["cluster"] is None for row in found.values())
    assert not any(row["mostly_copied"] for row in found.values())


def test_half_similar_pages_do_not_chain(tmp_path: Path) -> None:
    stretches = [article(n, 400) for n in range(12)]
    chain = [stretches[n] + stretches[n + 1] for n in range(11)]
    found = find([record(f"p{n:02d}", text) for n, text in enumerate(chain)], tmp_path)
    clusters = [row["cluster"] for row in found.values()]
    assert max(clusters.count(name) for name in set(clusters) if name) <= 3


def test_known_content(tmp_path: Path) -> None:
    text, other = article(1), article(2)
    originals = [record("known-a", text, published="2023-01-01"), record("known-b", other)]
    place = tmp_path / "index"
    KnownIndex.create(place)
    with KnownIndex.writer(place) as writer:
        assert writer.add(signatures(originals, [page_of(r) for r in originals])) == 2
    index = KnownIndex.open(place)
    found = find(
        [
            record("glued", emoji(text) + emoji(other)),
            record("copy", text, published="2022-01-01"),
            record("half", text[:350] + article(3, 350), published="2023-06-01"),
            record("known-b", other),
        ],
        tmp_path,
        index,
    )
    assert {c["id"] for c in found["glued"]["copies"]} >= {"known-a", "known-b"}
    assert found["glued"]["mostly_copied"]
    assert found["glued"]["cluster"] in ("known-a", "known-b")
    # Older than the known item: then it is the known one that copied.
    assert not found["copy"]["mostly_copied"]
    assert found["copy"]["cluster"] == "known-a"
    assert not found["half"]["mostly_copied"]
    # The page itself, crawled before, is nobody else.
    assert [c["id"] for c in found["known-b"]["copies"]] == ["glued"]


def test_passages_are_the_copied_stretches() -> None:
    text, own = article(1), article(2, 1200)
    start = len(own[:600])
    page = Page(own[:600] + emoji(text) + own[600:])
    mine, theirs = (sketch([main_text(p).codes]).of(0) for p in (page, Page(text)))
    spans = passages(page, np.intersect1d(mine, theirs))
    (span,) = spans
    end = start + len(emoji(text))
    assert start <= span.start < start + 120
    assert end - 120 < span.end <= end
    assert passages(page, np.empty(0, dtype=np.uint64)) == []
    assert passages(Page(""), theirs) == []


def test_nothing_in_nothing_out(tmp_path: Path) -> None:
    assert find([], tmp_path) == {}
    empty = tmp_path / "empty.parquet"
    pq.write_table(pa.table(signatures([], [])), empty)
    assert [b.num_rows for b in find_copies([empty, empty], None, tmp_path / "w")] == [0, 0]


def test_a_copy_needs_most_of_its_text_from_elsewhere(tmp_path: Path) -> None:
    rows = {}
    for share in (0.3, 0.9):
        text, own = article(1), article(2)
        cut = int(700 * share)
        folder = tmp_path / str(share)
        folder.mkdir()
        rows[share] = find(
            [
                record("source", text, published="2023-05-01"),
                record("page", text[:cut] + own[cut:], published="2023-06-01"),
            ],
            folder,
        )["page"]["mostly_copied"]
    assert rows == {0.3: False, 0.9: True}
    assert 0.3 < links.MOSTLY < 0.9
