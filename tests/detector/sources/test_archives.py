from __future__ import annotations

import gzip
import io
import random
import struct
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import brotli
import lz4.frame
import pytest
import zstandard

from detector.record import Record, Status
from detector.sources import limits
from detector.sources.inputs import records, resolve

PAGE = b"<!doctype html><html><head><title>t</title></head><body>page %s</body></html>"


def read(path: Path, data: bytes) -> list[Record]:
    path.write_bytes(data)
    return [r for file in resolve([str(path)]) for r in records(file, {})]


def warc(
    block: bytes,
    kind: str = "response",
    url: str = "http://a.example/",
    content_type: str = "application/http; msgtype=response",
    version: str = "1.0",
    length: object = None,
    extra: str = "",
) -> bytes:
    head = (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2024-01-02T03:04:05Z\r\nContent-Type: {content_type}\r\n{extra}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def http(
    body: bytes, headers: str = "Content-Type: text/html\r\n", status: str = "200 OK"
) -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body


def pages(count: int) -> list[bytes]:
    return [warc(http(PAGE % b"%d" % n), url=f"http://a.example/{n}") for n in range(count)]


def bodies(found: list[Record]) -> list[object]:
    return [r.html if r.status is Status.OK else str(r.status) for r in found]


@pytest.mark.parametrize("version", ["0.18", "1.0", "1.1"])
def test_a_response_is_a_page(tmp_path, version):
    body = PAGE % "页".encode("gbk")
    block = http(body, 'Content-type: text/html; Charset="GBK"\r\n')
    (found,) = read(tmp_path / "x.warc", warc(block, version=version, url="<http://a.example/>"))
    assert found == Record(
        id="http://a.example/",
        source=f"{tmp_path}/x.warc:0",
        url="http://a.example/",
        html=body,
        charset="GBK",
        fetched="2024-01-02T03:04:05Z",
    )


@pytest.mark.parametrize(
    "pack",
    [bytes, gzip.compress, lz4.frame.compress, zstandard.ZstdCompressor().compress],
)
def test_positions_are_bytes_of_the_file(tmp_path, pack):
    members = [pack(record) for record in pages(5)]
    path = tmp_path / "x.warc"
    found = read(path, b"".join(members))
    offsets = [sum(map(len, members[:n])) for n in range(5)]
    assert [r.source for r in found] == [f"{path}:{offset}" for offset in offsets]
    assert bodies(found) == [PAGE % b"%d" % n for n in range(5)]


def test_many_records_in_one_member(tmp_path):
    records_ = pages(3)
    found = read(tmp_path / "x.warc.gz", gzip.compress(b"".join(records_)))
    assert bodies(found) == [PAGE % b"%d" % n for n in range(3)]
    assert [r.source.rsplit(":")[-1] for r in found] == [
        "0",
        f"0+{len(records_[0])}",
        f"0+{len(records_[0] + records_[1])}",
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_zst_with_a_dictionary_frame(tmp_path, packed):
    samples = [record * 2 for record in pages(400)]
    dictionary = zstandard.train_dictionary(4096, samples)
    content = dictionary.as_bytes()
    if packed:
        content = zstandard.ZstdCompressor().compress(content)
    compressor = zstandard.ZstdCompressor(dict_data=dictionary)
    data = b"\x5d\x2a\x4d\x18" + struct.pack("<I", len(content)) + content
    data += b"".join(map(compressor.compress, pages(3)))
    assert bodies(read(tmp_path / "x.warc.zst", data)) == [PAGE % b"%d" % n for n in range(3)]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (warc(b"x", "warcinfo"), "warcinfo record"),
        (warc(b"GET / HTTP/1.1\r\n\r\n", "request"), "request record"),
        (warc(b"{}", "metadata", content_type="application/json"), "metadata record"),
        (warc(http(b""), "revisit", extra="WARC-Refers-To-Target-URI: http://o/\r\n"), "http://o/"),
        (warc(b"x", "resource", content_type="image/png"), "image/png"),
        (warc(b"x", "resource", url="urn:uuid:1", content_type="text/plain"), "urn"),
        (warc(b"1.2.3.4", url="dns:a.example", content_type="text/dns"), "dns"),
        (warc(b"x", "colour"), "unknown type"),
        (warc(http(b"", "Location: http://b/\r\n", "301 Moved")), "redirect to http://b/"),
        (warc(http(PAGE, status="404 Not Found")), "HTTP status 404"),
        (warc(http(PAGE, status="503 Busy")), "HTTP status 503"),
        (warc(http(b"{}", "Content-Type: application/json\r\n")), "application/json"),
        (warc(http(b"%PDF-1.7 ...")), "PDF"),
        (warc(http(b"\0\1\2\3" * 9, "")), "binary"),
        (warc(http(b"User-agent: *", "Content-Type: text/plain\r\n"), url="http://a/robots.txt"),
         "robots.txt"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_skipped_with_the_reason(tmp_path, record, reason):
    (found, after) = read(tmp_path / "x.warc", record + pages(1)[0])
    assert found.status is Status.SKIPPED
    assert reason in str(found.error)
    assert after.status is Status.OK


def test_pages_under_other_types(tmp_path):
    found = read(
        tmp_path / "x.warc",
        warc(PAGE, "resource", content_type="text/html; charset=utf-8")
        + warc("正文".encode(), "conversion", content_type="text/plain")
        + warc(http(PAGE, ""))
        + warc(http(PAGE, "Content-Type: application/octet-stream\r\n"))
        + warc(http("正文".encode("big5"), "Content-Type: text/plain; charset=big5\r\n"))
        + warc(PAGE)
        + warc(http(b"")),
    )
    assert [r.html or r.text for r in found] == [PAGE, "正文", PAGE, PAGE, "正文", PAGE, None]
    assert found[-1].status is Status.EMPTY


def _deflate(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


def chunked(data: bytes) -> bytes:
    parts = [data[at : at + 50] for at in range(0, len(data), 50)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE), "Content-Encoding: gzip"),
        (gzip.compress(PAGE), "X-Nothing: said"),
        (PAGE, "Content-Encoding: gzip"),
        (zlib.compress(PAGE), "Content-Encoding: deflate"),
        (_deflate(PAGE), "Content-Encoding: deflate"),
        (PAGE, "Content-Encoding: deflate"),
        (brotli.compress(PAGE), "Content-Encoding: br"),
        (PAGE, "Content-Encoding: br"),
        (zstandard.compress(PAGE), "Content-Encoding: zstd"),
        (gzip.compress(gzip.compress(PAGE)), "Content-Encoding: gzip, gzip"),
        (chunked(PAGE), "Transfer-Encoding: chunked"),
        (chunked(PAGE), "X-Nothing: said"),
        (PAGE, "Transfer-Encoding: chunked"),
        (chunked(gzip.compress(PAGE)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        (gzip.compress(PAGE), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        (gzip.compress(PAGE[:40]) + gzip.compress(PAGE[40:]), "Content-Encoding: gzip"),
    ],
)
def test_bodies_that_match_their_headers_or_do_not(tmp_path, body, headers):
    block = http(body, f"Content-Type: text/html\r\n{headers}\r\n")
    (found,) = read(tmp_path / "x.warc", warc(block))
    assert found.html == PAGE
    assert found.error is None


def test_a_body_of_thousands_of_gzip_members(tmp_path):
    body = gzip.compress(PAGE, mtime=0) + gzip.compress(b"<p>", mtime=0) * 5_000
    block = http(body, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")
    (found,) = read(tmp_path / "x.warc", warc(block))
    assert found.html == PAGE + b"<p>" * 5_000


def test_bodies_that_end_early_are_read_as_far_as_they_go(tmp_path):
    page = PAGE + bytes(range(32, 127)) * 200
    for body, headers in (
        (gzip.compress(page)[:-20], "Content-Encoding: gzip"),
        (chunked(page)[:-80], "Transfer-Encoding: chunked"),
        (brotli.compress(page)[:-9], "Content-Encoding: br"),
    ):
        block = http(body, f"Content-Type: text/html\r\n{headers}\r\n")
        (found,) = read(tmp_path / "x.warc", warc(block))
        assert found.status is Status.OK
        assert isinstance(found.html, bytes)
        assert page.startswith(found.html)
        assert "ends early" in str(found.error)


def test_a_body_of_damaged_gzip_is_unreadable(tmp_path):
    body = gzip.compress(PAGE)[:10] + b"\x07" * 40
    (found,) = read(tmp_path / "x.warc", warc(http(body)))
    assert found.status is Status.UNREADABLE


@pytest.mark.parametrize(
    ("pack", "name"),
    [(gzip.compress, "gzip"), (brotli.compress, "br"), (zstandard.compress, "zstd")],
)
def test_a_body_that_is_a_bomb_names_the_limit(tmp_path, monkeypatch, pack, name):
    monkeypatch.setattr(limits, "RECORD", 1 << 20)
    body = pack(PAGE + b" " * (8 << 20))
    block = http(body, f"Content-Type: text/html\r\nContent-Encoding: {name}\r\n")
    found = read(tmp_path / "x.warc", warc(block) + pages(1)[0])
    assert [r.status for r in found] == [Status.UNREADABLE, Status.OK]
    assert "1 MiB" in str(found[0].error)


def test_wrong_lengths_end_where_the_next_record_begins(tmp_path):
    block = http(PAGE)
    for length in (0, 10, len(block) - 2, len(block) + 5, len(block) + 200, "abc", -1, ""):
        data = pages(1)[0] + warc(block, length=length) + b"".join(pages(2))
        found = read(tmp_path / "x.warc", data)
        assert bodies(found) == [PAGE % b"0", PAGE, PAGE % b"0", PAGE % b"1"], length
        assert [r.error is None for r in found] == [True, False, True, True], length
        assert f"declared length {length if length != '' else '(none)'}" in str(found[1].error)


def test_a_page_cannot_smuggle_in_a_record(tmp_path):
    fake = warc(http(b"<html>fake</html>"), url="http://victim.example/")
    (found,) = read(tmp_path / "x.warc", warc(http(PAGE + b"\r\n\r\n" + fake)))
    assert found.url == "http://a.example/"
    assert fake in found.html


def test_rubbish_between_records_is_one_record(tmp_path):
    first, second = pages(2)
    found = read(tmp_path / "x.warc", b"rubbish\r\n" + first + b"more\nrubbish\n" + second)
    assert found[0].status is Status.UNREADABLE
    assert bodies(found)[-1] == PAGE % b"1"
    assert PAGE % b"0" in [html[: len(PAGE % b"0")] for html in bodies(found)[1:2]]


def test_a_file_that_ends_inside_a_record(tmp_path):
    data = b"".join(pages(3))
    found = read(tmp_path / "x.warc", data[:-60])
    assert bodies(found) == [PAGE % b"0", PAGE % b"1", "unreadable"]
    assert "file ends inside" in str(found[2].error)
    found = read(tmp_path / "x.warc", data + b"WARC/1.0\r\nWARC-Type: resp")
    assert bodies(found)[3] == "unreadable"


@pytest.mark.parametrize(
    "pack", [gzip.compress, lz4.frame.compress, zstandard.ZstdCompressor().compress]
)
def test_damaged_members_cost_one_record_each(tmp_path, pack):
    members = [pack(record) for record in pages(6)]
    members[1] = members[1][:-30]
    damaged = bytearray(members[3])
    for at in range(60, 90):
        damaged[at] ^= 0x5A
    members[3] = bytes(damaged)
    found = read(tmp_path / "x.warc.gz", b"".join(members))
    ok = [r.html for r in found if r.status is Status.OK]
    assert ok == [PAGE % b"0", PAGE % b"2", PAGE % b"4", PAGE % b"5"]
    problems = [r for r in found if r.status is not Status.OK]
    assert [r.status for r in problems] == [Status.UNREADABLE] * 2
    assert all("damaged" in str(r.error) or "truncated" in str(r.error) for r in problems)


def test_rubbish_between_members(tmp_path):
    first, second = map(gzip.compress, pages(2))
    found = read(tmp_path / "x.warc.gz", first + b"rubbish" + second + bytes(1000))
    assert bodies(found) == [PAGE % b"0", "unreadable", PAGE % b"1"]
    assert found[1].source.endswith(f":{len(first)}")


def test_the_last_member_truncated(tmp_path):
    first, second = map(gzip.compress, pages(2))
    found = read(tmp_path / "x.warc.gz", first + second[:-5])
    assert bodies(found) == [PAGE % b"0", "unreadable"]
    assert "truncated" in str(found[1].error)
    assert found[1].url == "http://a.example/1"


def test_a_record_over_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "RECORD", 1 << 20)
    large = warc(http(PAGE + b" " * (3 << 20)))
    video = warc(http(b"v" * (3 << 20), "Content-Type: video/mp4\r\n"))
    for pack in (bytes, gzip.compress):
        found = read(tmp_path / "x.warc", b"".join(map(pack, [large, video, *pages(1)])))
        assert bodies(found) == ["unreadable", "skipped", PAGE % b"0"]
        assert "1 MiB" in str(found[0].error)
        assert "video/mp4" in str(found[1].error)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_huge_length_does_not_take_the_rest_of_the_file(tmp_path, pack):
    records_ = [*pages(1), warc(http(PAGE), length=10**12), *pages(3)]
    found = read(tmp_path / "x.warc", b"".join(map(pack, records_)))
    assert [r.status for r in found][2:] == [Status.OK] * 3
    assert "1000000000000 is wrong" in str(found[1].error)


@pytest.mark.parametrize("chunk", [7, 64, 65536])
def test_where_a_lying_record_ends_is_no_matter_of_pieces(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(limits, "CHUNK", chunk)
    monkeypatch.setattr(limits, "HEADER", 300)
    monkeypatch.setattr(limits, "RECORD", 3000)
    lying = warc(http(b"<p>x</p>" + random.Random(1).randbytes(1000)), length=999_999)
    for filler in range(1, 40):
        members = (lying, b"y" * filler, b"", *pages(2))
        data = b"".join(gzip.compress(member, mtime=0) for member in members)
        assert [r.status for r in read(tmp_path / "x.warc.gz", data)] == [
            Status.UNREADABLE,
            Status.OK,
            Status.OK,
        ]


def test_a_lying_record_over_countless_members_takes_linear_time(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "HEADER", 1024)
    lying, byte = gzip.compress(warc(http(b"<p>x</p>"), length=1 << 40)), gzip.compress(b"x")

    def cpu(count: int) -> float:
        (tmp_path / "x.warc.gz").write_bytes(lying + byte * count)
        (file,) = resolve([str(tmp_path / "x.warc.gz")])
        began = time.process_time()
        (record,) = records(file, {})
        assert record.status is Status.UNREADABLE
        return time.process_time() - began

    assert min(cpu(21_000) for _ in range(2)) < 6 * min(cpu(7000) for _ in range(3))


def test_a_header_without_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "HEADER", 10_000)
    data = b"WARC/1.0\r\n" + b"A: b\r\n" * 50_000 + pages(1)[0]
    found = read(tmp_path / "x.warc", data)
    assert bodies(found) == ["unreadable", PAGE % b"0"]


def test_headers_without_an_end_are_not_searched_over_and_over(tmp_path):
    found = read(tmp_path / "x.warc", b"WARC/1.0\r\n" * 30_000 + b"".join(pages(1)))
    assert len(found) == 30_001
    assert bodies(found)[-1] == PAGE % b"0"


def test_rubbish_behind_a_skipped_record_is_told(tmp_path):
    (found,) = read(tmp_path / "x.warc", warc(b"x", "warcinfo") + b"rubbish" * 9)
    assert found.status is Status.SKIPPED
    assert "declared length 1 is wrong" in str(found.error)


def test_a_bomb_member_is_given_up_and_the_next_read(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "BOMB_FLOOR", 1 << 20)
    bomb = gzip.compress(warc(http(PAGE + bytes(40 << 20))))
    found = read(tmp_path / "x.warc.gz", bomb + gzip.compress(pages(1)[0]))
    assert bodies(found) == ["unreadable", PAGE % b"0"]


def test_a_record_the_crawler_truncated_is_read_and_says_so(tmp_path):
    (found,) = read(tmp_path / "x.warc", warc(http(PAGE), extra="WARC-Truncated: length\r\n"))
    assert found.html == PAGE
    assert "truncated by the crawler" in str(found.error)


def arc(*rows: tuple[str, bytes], version: int = 1) -> bytes:
    info = f"{version} 0 me\nURL IP-address Archive-date Content-type Archive-length\n".encode()
    out = b""
    for url, block in (("filedesc://x.arc", info), *rows):
        more = "" if version == 1 else "200 - - 0 x.arc "
        out += f"{url} 1.2.3.4 20240102030405 text/html {more}{len(block)}\n".encode() + block
        out += b"\n"
    return out


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_arc(tmp_path, version, pack):
    rows = [
        ("http://a.example/a b", http(PAGE)),
        ("http://a.example/404", http(PAGE, status="404 No")),
        ("dns:a.example", b"20240102 1.2.3.4"),
        ("http://a.example/old", PAGE),
    ]
    found = read(tmp_path / "x.arc", pack(arc(*rows, version=version)))
    assert bodies(found) == ["skipped", PAGE, "skipped", "skipped", PAGE]
    assert [r.url for r in found[1:]] == [url for url, _ in rows]
    assert found[1].fetched == "20240102030405"


def test_arc_with_wrong_lengths_and_a_cut_end(tmp_path):
    good = arc(("http://a.example/1", http(PAGE)), ("http://a.example/2", http(PAGE)))
    size = f" {len(http(PAGE))}\n".encode()
    found = read(tmp_path / "x.arc", good.replace(size, b" 12\n", 1))
    assert bodies(found) == ["skipped", PAGE, PAGE]
    assert "declared length 12" in str(found[1].error)
    found = read(tmp_path / "x.arc", good[:-30])
    assert bodies(found) == ["skipped", PAGE, "unreadable"]


def wacz(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", "{}")
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_wacz_and_its_names(tmp_path):
    path = tmp_path / "x.wacz"
    data = wacz(
        **{
            "../../etc/evil\n\x1b[0m.warc": pages(1)[0],
            "archive/data.warc.gz": gzip.compress(pages(2)[1]),
            "pages/pages.jsonl": b"{}",
        }
    )
    found = read(path, data)
    assert bodies(found) == [PAGE % b"0", PAGE % b"1"]
    assert found[1].source == f"{path}!archive/data.warc.gz:0"
    assert found[0].source.isprintable()
    assert [p.name for p in tmp_path.iterdir()] == ["x.wacz"]


def test_wacz_damaged_in_one_member(tmp_path):
    big = b"".join(pages(300))
    data = bytearray(wacz(a_warc=b"", **{"a.warc": big, "b.warc": big}))
    at = data.index(b"a.warc") + 1500
    data[at : at + 20] = b"\xff" * 20
    found = read(tmp_path / "x.wacz", bytes(data))
    problems = [r for r in found if r.status is Status.UNREADABLE]
    assert problems
    assert sum("!b.warc" in r.source and r.status is Status.OK for r in found) == 300


def test_wacz_that_is_a_bomb_or_no_zip_or_without_warc(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "BOMB_FLOOR", 1 << 20)
    for data, reason in (
        (wacz(**{"a.warc": bytes(30 << 20)}), "times its size"),
        (wacz(**{"a.warc": pages(1)[0]})[:-40], "zip damaged"),
        (wacz(**{"a.txt": b""}), "without a WARC"),
    ):
        (found,) = read(tmp_path / "x.wacz", data)
        assert found.status is Status.UNREADABLE
        assert reason in str(found.error)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_members_of_a_wacz_that_unpack_without_bound_are_not_read(tmp_path, method):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("a.warc", b"".join(pages(2)))
        archive.writestr("b.warc", b"".join(pages(1)), zipfile.ZIP_DEFLATED)
    found = read(tmp_path / "x.wacz", packed.getvalue())
    assert [str(r.status) for r in found] == ["unreadable", "ok"]
    assert found[0].error == "zip member neither stored nor deflated: not read"


def test_a_record_over_countless_members_takes_no_memory_for_them(tmp_path):
    path = tmp_path / "x.warc.gz"
    head, (first, second) = warc(b"", length=60_000)[:-4], pages(2)
    data = gzip.compress(first) + gzip.compress(head)
    data += gzip.compress(b"") * 60_000 + gzip.compress(b"a") * 60_000
    path.write_bytes(data + gzip.compress(b"\r\n\r\n") + gzip.compress(second))
    (file,) = resolve([str(path)])
    tracemalloc.start()
    found = list(records(file, {}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [len(r.html or r.text or "") for r in found] == [len(PAGE) - 1, 60_000, len(PAGE) - 1]
    assert peak < 4_000_000  # each kept by itself: 20 MB
    assert list(records(file, {}, 2)) == found[2:]
