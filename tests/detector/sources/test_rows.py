from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import subprocess
import sys
import time
import tracemalloc
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.record import Record, Status
from detector.sources import jsonl, limits
from detector.sources.columns import SPELLINGS
from detector.sources.inputs import records, resolve
from detector.sources.parquet_footer import chunks_of


def read(path: Path, data: bytes | None = None, **columns: str) -> list[Record]:
    if data is not None:
        path.write_bytes(data)
    return [r for file in resolve([str(path)]) for r in records(file, columns)]


def where(record: Record) -> str:
    return record.source.rsplit(":", 1)[1]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"raw_content": "some text"}, {"text": "some text"}),
        ({"content": "<div class=a>x</div>"}, {"html": "<div class=a>x</div>"}),
        ({"text": "<div class=a>x</div>"}, {"text": "<div class=a>x</div>"}),
        ({"Body": "b", "Author": "Ann", "Date": "2024-01-02"}, {"byline": "Ann", "text": "b"}),
        ({"warc-target-uri": "http://a.b/", "text": "t"}, {"url": "http://a.b/"}),
        ({"text": "t", "metadata": {"url": "http://a.b/", "date": "d"}}, {"published": "d"}),
        ({"text": "t", "authors": ["Ann", "Bob"]}, {"byline": "Ann, Bob"}),
        ({"text": "t", "author": {"name": "Ann"}}, {"byline": "Ann"}),
        ({"text": "t", "url": None, "link": "http://a.b/"}, {"url": "http://a.b/"}),
        ({"text": "t", "id": 17}, {"id": "17"}),
        ({"text": "t", "link": "http://a.b/"}, {"id": "http://a.b/"}),
    ],
)
def test_spellings_of_crawlers(tmp_path, row, expected):
    (found,) = read(tmp_path / "x.jsonl", json.dumps(row).encode())
    assert found.status is Status.OK
    assert {name: getattr(found, name) for name in expected} == expected


def test_every_spelling_stands_in_the_documentation(root):
    text = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    for field, names in SPELLINGS.items():
        assert f"| `{field}` | {', '.join(f'`{name}`' for name in names)} |" in text


def test_a_chosen_column_comes_before_every_spelling(tmp_path):
    row = json.dumps({"text": "no", "My Text": "<p>yes</p>"}).encode()
    assert read(tmp_path / "x.jsonl", row, text="My Text")[0].text == "<p>yes</p>"


def test_broken_lines_are_records_and_the_rest_is_read(tmp_path):
    lines = [
        b'{"text": "one"}',
        b'{"text": ',
        b"",
        b"[1, 2]",
        b"[" * 100_000,
        b'{"n": ' + b"9" * 5000 + b"}",
        b'{"words": 3}',
        b'{"text": ""}',
        b'{"text": "nul \\u0000 and \x00 raw"}',
        '{"text": "中文"}'.encode("gb18030"),
        b'{"text": "bad \xff\xfe\x80 bytes"}',
        b'{"text": "lone \\ud83d and pair \\ud83d\\ude00"}',
        b'{"text": "last"}',
    ]
    found = read(tmp_path / "x.jsonl", b"\n".join(lines))
    assert [where(r) for r in found] == [str(n) for n in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)]
    by_line = {where(r): r for r in found}
    for line in ("2", "4", "5", "6", "7"):
        assert by_line[line].status is Status.UNREADABLE
        assert by_line[line].error
    assert "words" in str(by_line["7"].error)
    assert by_line["8"].status is Status.EMPTY
    assert by_line["9"].text == "nul \0 and \0 raw"
    assert by_line["10"].text == "中文"
    assert by_line["11"].status is Status.OK
    assert "UTF-8" in str(by_line["11"].error)
    assert by_line["12"].text == "lone \ufffd and pair \U0001f600"
    assert by_line["13"].text == "last"


def test_a_line_over_the_limit_is_passed_without_being_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "RECORD", 300_000)
    long = b'{"text": "' + b"x" * 900_000 + b'"}\n'
    short = b'{"text": "' + b"y" * 200_000 + b'"}\n'
    found = read(tmp_path / "x.jsonl", short + long + short + long)
    assert [r.status for r in found] == [Status.OK, Status.UNREADABLE] * 2
    assert "longer than" in str(found[1].error)
    assert [where(r) for r in found] == ["1", "2", "3", "4"]


def test_a_truncated_gzip_file_gives_every_whole_line(tmp_path):
    lines = b"".join(json.dumps({"text": f"line {n} " * 20}).encode() + b"\n" for n in range(500))
    packed = gzip.compress(lines)
    found = read(tmp_path / "x.jsonl.gz", packed[: len(packed) // 2])
    assert len(found) > 100
    assert all(r.text == f"line {n} " * 20 for n, r in enumerate(found[:-1]))
    assert found[-1].status is Status.UNREADABLE
    assert "truncated" in str(found[-1].error)


def test_a_damaged_gzip_member_is_passed(tmp_path):
    def member(name: str) -> bytes:
        rows = "".join(f'{{"text": "{name} {n} {zlib.crc32(bytes([n]))}"}}\n' for n in range(200))
        return gzip.compress(rows.encode())

    bad = bytearray(member("bad"))
    bad[len(bad) // 2] ^= 0xFF
    found = read(tmp_path / "x.jsonl.gz", member("good") + bytes(bad) + member("after"))
    texts = [r.text or "" for r in found]
    assert sum(t.startswith("good") for t in texts) == 200
    assert sum(t.startswith("after") for t in texts) == 200
    assert any(t.startswith("bad") for t in texts)
    problems = [r for r in found if r.status is Status.UNREADABLE]
    assert problems
    assert any(f"byte {len(member('good'))}" in str(r.error) for r in problems)


def test_a_bomb_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "BOMB_FLOOR", 1_000_000)
    bomb = gzip.compress(b"\n" * 30_000_000)
    found = read(tmp_path / "x.jsonl.gz", bomb + gzip.compress(b'{"text": "after"}\n'))
    assert [r.status for r in found] == [Status.UNREADABLE, Status.OK]
    assert "times its size" in str(found[0].error)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("name", ["x.jsonl", "x.json", "x.csv"])
def test_wide_encodings(tmp_path, codec, name):
    if name == "x.csv":
        text = 'url,text\nhttp://a.b/,"中文, 二"\nhttp://a.c/,三\n'
    else:
        rows = [{"text": "中文, 二"}, {"text": "三"}]
        text = json.dumps(rows) if name == "x.json" else "\n".join(map(json.dumps, rows))
    found = read(tmp_path / name, text.encode(codec))
    assert [r.text for r in found] == ["中文, 二", "三"]


def test_json_arrays_and_objects_over_lines(tmp_path):
    rows = [{"text": 'brackets ]} and "quotes" \\', "url": f"http://a.b/{n}"} for n in range(3)]
    for data in (
        json.dumps(rows),
        json.dumps(rows, indent=2),
        "\n".join(json.dumps(row, indent=2) for row in rows),
        json.dumps(rows[:1], indent=1) + "\n" + json.dumps(rows[1:]),
    ):
        found = read(tmp_path / "x.json", data.encode())
        assert [r.url for r in found] == [row["url"] for row in rows]
        assert {r.text for r in found} == {rows[0]["text"]}
        assert [where(r) for r in found] == ["1", "2", "3"]


def test_broken_values_in_an_array(tmp_path):
    data = b'[{"text": "one"}, 17, {"text": tru}, "x,y", {"text": "two"}, {"text": "cut'
    found = read(tmp_path / "x.json", data)
    assert [r.text for r in found if r.status is Status.OK] == ["one", "two"]
    assert [r.status for r in found].count(Status.UNREADABLE) == 4


def test_a_quote_that_never_closes_costs_one_value(tmp_path):
    data = b'[{"text": "one"}, {"text": "two}, {"text": "three"}, {"text": "four"}]'
    found = read(tmp_path / "x.json", data)
    assert found[0].text == "one"
    assert "four" in [r.text for r in found]
    assert any(r.status is Status.UNREADABLE for r in found)


def test_an_array_value_over_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "RECORD", 100_000)
    data = b'[{"text": "a"}, {"text": "' + b"x" * 500_000 + b'"}, {"text": "b"}]'
    found = read(tmp_path / "x.json", data)
    assert [r.text for r in found] == ["a", None, "b"]
    assert "longer than" in str(found[1].error)


def test_an_array_that_is_not_closed_says_so(tmp_path):
    found = read(tmp_path / "x.json", b'[{"text": "one"}, ')
    assert [r.status for r in found] == [Status.OK, Status.UNREADABLE]
    assert "ends inside a JSON array" in str(found[1].error)


def test_objects_without_an_end_are_not_searched_over_and_over(tmp_path):
    data = b'[{"a":"}, {' * 3000
    found = read(tmp_path / "x.json", data)
    assert 0 < len(found) < 20
    assert all(r.status is Status.UNREADABLE for r in found)


def test_csv_with_everything_odd(tmp_path):
    huge = "长" * 200_000
    data = (
        'ID;Link;"Raw Content"\r\n'
        '1;http://a.b/1;"two\nlines; ""quoted"""\r\n'
        f'2;http://a.b/2;"{huge}"\r\n'
        "\r\n"
        '3;http://a.b/3;5" disk\r\n'
        "4;http://a.b/4;one;two\r\n"
        "5;http://a.b/5\r\n"
        '6;http://a.b/6;"never closed\r\n'
        "7;http://a.b/7;last"
    )
    found = read(tmp_path / "x.csv", data.encode())
    by_id = {r.id: r for r in found}
    assert by_id["1"].text == 'two\nlines; "quoted"'
    assert by_id["1"].url == "http://a.b/1"
    assert by_id["2"].text == huge
    assert by_id["3"].text == '5" disk'
    assert by_id["5"].status is Status.EMPTY
    assert by_id["7"].text == "last"
    problems = [r for r in found if r.status is Status.UNREADABLE]
    assert [where(r) for r in problems] == ["7", "9"]
    assert "4 cells" in str(problems[0].error)
    assert "does not close" in str(problems[1].error)


def test_csv_of_excel_in_gbk_and_tsv(tmp_path):
    found = read(tmp_path / "x.csv", "标题,text\n一,二三\n".encode("gb18030"))
    assert found[0].text == "二三"
    found = read(tmp_path / "x.tsv", b"text\ttitle\na, b\tc\n")
    assert (found[0].text, found[0].title) == ("a, b", "c")


def test_a_table_without_a_page_column_says_which_it_has(tmp_path):
    for name, data in (("x.csv", b"a,b\n1,2\n"), ("x.jsonl", b'{"a": 1, "b": 2}')):
        (found,) = read(tmp_path / name, data)
        assert found.status is Status.UNREADABLE
        assert "a, b" in str(found.error)
        assert "--column" in str(found.error)


def test_parquet_with_odd_types(tmp_path):
    day = dt.datetime(2024, 1, 2, 3, 4, 5)
    table = pa.table(
        {
            "html": pa.array([b"<p>\xd6\xd0</p>", None, b"<p>x</p>"], pa.large_binary()),
            "charset": pa.array(["gbk", None, None]).dictionary_encode(),
            "text": pa.array([None, "only text", ""], pa.large_string()),
            "date": pa.array([day, None, day], pa.timestamp("us")),
            "authors": pa.array([["Ann", "Bob"], [], None], pa.list_(pa.string())),
            "metadata": pa.array([{"url": "http://a.b/1"}, None, {"url": "http://a.b/3"}]),
            "noise": pa.array([[1.0] * 10] * 3),
            "id": pa.array([1, 2, 3], pa.int64()),
        }
    )
    pq.write_table(table, tmp_path / "x.parquet")
    first, second, third = read(tmp_path / "x.parquet")
    assert (first.html, first.charset, first.text) == (b"<p>\xd6\xd0</p>", "gbk", None)
    assert (first.published, first.byline) == ("2024-01-02T03:04:05", "Ann, Bob")
    assert (first.id, first.url) == ("1", "http://a.b/1")
    assert (second.html, second.text) == (None, "only text")
    assert third.html == b"<p>x</p>"


def test_parquet_strings_that_are_not_utf8(tmp_path):
    column = pa.array(["中".encode("gbk"), b"ok"], pa.binary())
    text = pa.StringArray.from_buffers(2, column.buffers()[1], column.buffers()[2])
    pq.write_table(pa.table({"text": text}), tmp_path / "x.parquet")
    assert [r.text for r in read(tmp_path / "x.parquet")] == ["中", "ok"]


def test_a_damaged_row_group_costs_only_its_rows(tmp_path):
    path = tmp_path / "x.parquet"
    texts = [f"text {n} {zlib.crc32(bytes([n]))}" for n in range(30)]
    pq.write_table(
        pa.table({"text": texts}), path, row_group_size=10, compression="gzip", use_dictionary=False
    )
    chunk = pq.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    for at in range(chunk.data_page_offset + 40, chunk.data_page_offset + 80):
        data[at] ^= 0x55
    found = read(path, bytes(data))
    assert [r.text for r in found] == [*texts[:10], *[None] * 10, *texts[20:]]
    assert [where(r) for r in found] == [str(n) for n in range(30)]
    assert "row group 1 damaged" in str(found[10].error)


def test_a_parquet_file_cut_short_is_one_record(tmp_path):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"text": ["one"] * 100}), path)
    (found,) = read(path, path.read_bytes()[:-20])
    assert found.status is Status.UNREADABLE
    assert "Parquet damaged" in str(found.error)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("x.jsonl", []),
        ("x.csv", []),
        ("x.json", []),
        ("x.warc.gz", [Status.UNREADABLE]),
        ("x.arc", [Status.UNREADABLE]),
        ("x.parquet", [Status.UNREADABLE]),
        ("x.wacz", [Status.UNREADABLE]),
        ("x.txt", [Status.EMPTY]),
    ],
)
def test_empty_files(tmp_path, name, status):
    assert [r.status for r in read(tmp_path / name, b"")] == status


def test_values_nested_without_end_are_nothing(tmp_path):
    deep = b'{"text": "a page", "title": ' + b"[" * 600 + b"]" * 600 + b"}\n"
    found = read(tmp_path / "x.jsonl", deep + b'{"text": "b"}\n')
    assert [record.status for record in found] == [Status.OK] * 2
    assert found[0].text == "a page"
    assert not found[0].title


def test_sizes_and_places_of_chunks_are_those_of_the_library():
    out = io.BytesIO()
    table = pa.table({"url": ["a", "b"], "n": [1.0, 2.0], "html": ["x" * 1000, None]})
    pq.write_table(table, out, row_group_size=1)
    told = pq.ParquetFile(out).metadata
    for number, chunks in enumerate(chunks_of(out)):
        for place, chunk in enumerate(chunks):
            facts = told.row_group(number).column(place)
            assert chunk.unpacked == facts.total_uncompressed_size
            assert chunk.packed == facts.total_compressed_size
            assert chunk.data_page == facts.data_page_offset
            assert chunk.dictionary_page == (facts.dictionary_page_offset or 0)


def test_statistics_that_do_not_fit_a_column_do_not_end_the_process(tmp_path, root):
    """pyarrow aborts on them; the file is one record a row, and the one behind it is read."""
    case = root / "tests/fuzz/cases/sources/parquet-of-another-encoding"
    (tmp_path / "a.parquet").write_bytes(case.read_bytes()[3:])
    (tmp_path / "b.jsonl").write_text('{"text": "after"}\n')
    code = (
        "import sys; from detector.sources.inputs import records, resolve\n"
        "for file in resolve([sys.argv[1]]):\n"
        "    for record in records(file, {}): print(record.status, record.text)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "ok after"
    assert set(lines[:-1]) == {"unreadable None"}


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_a_footer_of_any_bytes_is_read_or_refused(changed, at):
    out = io.BytesIO()
    pq.write_table(pa.table({"text": ["a", "b"]}), out)
    data = bytearray(out.getvalue())
    place = max(4, len(data) - 8 - at)
    data[place : place + len(changed)] = changed[: len(data) - 8 - place]
    try:
        chunks = chunks_of(io.BytesIO(bytes(data)))
    except ValueError:
        return
    assert all(min(chunk) >= 0 for group in chunks for chunk in group)


def test_a_url_of_a_megabyte_is_left_out_and_told(tmp_path):
    long = "http://h.example/" + "a" * 1_000_000
    rows = [{"url": long, "text": "x"}, {"id": "b", "url": long}, {"url": "http://c/", "text": "y"}]
    found = read(tmp_path / "x.jsonl", "\n".join(map(json.dumps, rows)).encode())
    assert [record.url for record in found] == [None, None, "http://c/"]
    assert found[0].text == "x"
    assert "URL of 1,000,017 characters" in str(found[0].error)
    assert str(found[1].error).startswith("no column for html or text")
    assert "left out" in str(found[1].error)
    assert found[2].error is None


def test_no_column_is_longer_than_any_page_has_it(tmp_path):
    long = "x" * (limits.FIELD + 1)
    rows = [{"id": long, "url": "http://a/", "title": long, "text": "t"}, {"id": long, "text": "t"}]
    first, second = read(tmp_path / "x.jsonl", "\n".join(map(json.dumps, rows)).encode())
    assert (first.id, first.title, first.text) == ("http://a/", None, "t")
    assert first.error == (
        "id of 65,537 characters, more than 65,536: left out; "
        "title of 65,537 characters, more than 65,536: left out"
    )
    assert second.id == second.source


def test_a_table_of_countless_columns_is_not_read(tmp_path):
    data = b"text," + b"a," * 10_000 + b"\n" + b"x\n" * 3
    (found,) = read(tmp_path / "x.csv", data)
    assert found.error == "table of more than 10,000 columns: not read"
    (_, *rest) = [r for f in resolve([str(tmp_path / "x.csv")]) for r in records(f, {}, 1)] or [0]
    assert not rest


def test_of_a_wide_table_only_what_is_wanted_is_taken_up(tmp_path):
    names = [*(f"c{n}" for n in range(20)), "Text", "text", "text", "url"]
    rows = [names, [*"b" * 20, "one", "two", "three", "http://a/"], ["short"], ["x"] * 25]
    found = read(tmp_path / "x.csv", "\n".join(map(",".join, rows)).encode())
    assert [(r.text, r.url) for r in found] == [("one", "http://a/"), (None, None), (None, None)]
    assert found[1].status is Status.EMPTY
    assert found[2].error == "row has 25 cells, the header 24"


def test_other_keys_on_every_line_are_not_remembered(tmp_path):
    path = tmp_path / "x.jsonl"
    with path.open("w") as out:
        for line in range(40):
            out.write(json.dumps({"text": "t", **{f"{line}-{n}": 0 for n in range(5000)}}) + "\n")
    tracemalloc.start()
    assert {r.text for r in read(path)} == {"t"}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000  # all keys of all lines: 14 MB


@pytest.mark.parametrize("many", ["{},", '{"":0},', "[],"])
def test_a_line_of_countless_lists_and_objects_is_not_read(tmp_path, monkeypatch, many):
    monkeypatch.setattr(jsonl, "_CONTAINERS", 1000)
    lines = ['{"text":"x","a":[' + many * 1000 + "0]}", json.dumps({"text": many * 1000 + '\\"{'})]
    first, second = read(tmp_path / "x.jsonl", "\n".join(lines).encode())
    assert first.error == "JSON of more than 1,000 lists and objects"
    assert second.text == many * 1000 + '\\"{'


def test_small_members_may_not_be_a_bomb_together(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "BOMB_FLOOR", 1 << 20)
    member = zstandard.ZstdCompressor(1).compress(b'{"text":"' + b"a" * 900_000 + b'"}\n')
    found = read(tmp_path / "x.jsonl.zst", member * 50)
    assert [r.status for r in found] == [Status.OK, Status.OK, Status.UNREADABLE]
    assert "members unpack to more than 500 times their size" in str(found[2].error)
    # As large, and not as small: what is honest is read.
    honest = zstandard.ZstdCompressor(1).compress(
        b"".join(b'{"text":"%d"}\n' % (n * 7919) for n in range(6_000))
    )
    assert len(read(tmp_path / "x.jsonl.zst", honest * 2)) == 12_000


def footer_changed(path, old, new):
    data = path.read_bytes()
    size = int.from_bytes(data[-8:-4], "little")
    footer = data[-8 - size : -8].replace(old, new)
    path.write_bytes(data[: -8 - size] + footer + len(footer).to_bytes(4, "little") + b"PAR1")


def test_a_column_chunk_of_zeros_is_no_million_of_pages(tmp_path):
    path = tmp_path / "x.parquet"
    table = pa.table({"text": ["\0" * 2_000_000]})
    pq.write_table(table, path, compression="NONE", use_dictionary=False, write_statistics=False)
    footer_changed(path, b"\x26\x08", b"\x26\xd0\x0f")  # the first page begins at byte 1,000
    begun = time.process_time()
    (found,) = read(path)
    assert "page header without sizes" in str(found.error)
    assert time.process_time() - begun < 1


def test_a_parquet_file_of_more_rows_than_bytes_is_one_record(tmp_path):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"text": pa.nulls(3_000_000, pa.string())}), path)
    (found,) = read(path)
    assert found.error == "Parquet damaged: 3000000 rows, more than it has bytes"
