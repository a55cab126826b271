"""What a small file may make of itself is bounded; ``benchmarks/limits.py`` measures the giants."""

from __future__ import annotations

import gzip
import importlib.util
import zipfile
import zlib
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detector.record import Record, Status
from detector.sources import limits, parquet, wacz
from detector.sources.inputs import records, resolve
from detector.sources.parquet_footer import chunks_of
from detector.sources.parquet_pages import demand_of


def read(path: Path) -> list[Record]:
    return [record for file in resolve([str(path)]) for record in records(file, {})]


@pytest.mark.parametrize("compression", ["zstd", "snappy", "none"])
def test_pages_tell_their_size_whatever_the_footer_says(compression: str, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = ["a" * 50_000, *(f"{n:09}" * 10 for n in range(3000))]
    pq.write_table(
        pa.table({"text": texts}),
        path,
        compression=compression,
        use_dictionary=False,
        data_page_size=10_000,
    )
    with path.open("rb") as raw:
        [[chunk]] = chunks_of(raw)
        found = demand_of(raw, chunk)
        lying = demand_of(raw, chunk._replace(unpacked=1))
    assert 50_004 <= found.largest < 200_000
    assert found.repeated == 0
    assert lying == found


def test_one_huge_page_is_refused_with_the_rows_it_stands_among(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_PAGES", limits.MIB)
    path = tmp_path / "a.parquet"
    texts = ["page"] * 5 + ["x" * 2 * limits.MIB] + ["page"] * 5
    pq.write_table(pa.table({"text": texts}), path, row_group_size=9, compression="zstd")
    found = read(path)
    assert [record.status for record in found] == [Status.UNREADABLE] * 9 + [Status.OK] * 2
    assert "more than 1 MiB" in str(found[0].error)


def test_a_dictionary_is_no_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BOMB_FLOOR", 100 * limits.MIB)
    path = tmp_path / "a.parquet"
    codes = pa.array([0] * 5000, pa.int32())
    texts = pa.DictionaryArray.from_arrays(codes, pa.array(["x" * 100_000]))
    pq.write_table(pa.table({"text": texts}), path, compression="zstd", store_schema=False)
    assert path.stat().st_size < 10_000
    found = read(path)
    assert len(found) == 5000
    told = [record for record in found if record.status is Status.OK]
    assert 100 <= len(told) <= 2000
    assert found[-1].error is not None
    assert "unpacks to more than 500 times its size" in found[-1].error
    with path.open("rb") as raw:
        [[chunk]] = chunks_of(raw)
        assert demand_of(raw, chunk).repeated >= 100_000


def test_what_stays_packed_is_no_page(tmp_path: Path) -> None:
    nested = gzip.compress(gzip.compress(b"<html><p>hidden"))
    (tmp_path / "a.html.gz").write_bytes(nested)
    [found] = read(tmp_path / "a.html.gz")
    assert found.status is Status.SKIPPED
    assert "gzip data" in str(found.error)
    body = nested
    for _ in range(3):
        body = gzip.compress(body)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    warc = (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
        b"Content-Length: %d\r\n\r\n" % (len(head) + len(body))
    )
    (tmp_path / "a.warc").write_bytes(warc + head + body + b"\r\n\r\n")
    [found] = read(tmp_path / "a.warc")
    assert found.status is Status.SKIPPED
    assert found.error == "not a page: gzip data"


def test_a_zip_of_too_many_members_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(200):
            archive.writestr(f"{number:03}.warc", b"")
    assert [record.status for record in read(path)] != [Status.UNREADABLE]
    monkeypatch.setattr(wacz, "DIRECTORY", 5000)
    [found] = read(path)
    assert found.status is Status.UNREADABLE
    assert found.error is not None
    assert found.error.startswith("zip damaged: a directory of more than")


@pytest.fixture(scope="module")
def script(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("limits_script", root / "benchmarks/limits.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bombs_of_the_long_run_are_sound(script: ModuleType) -> None:
    size = 64 << 20
    unpacked = gzip.decompress(b"".join(script.zeros_gz(size, b"<html>")))
    assert len(unpacked) == size + 6
    assert zlib.crc32(unpacked) == zlib.crc32(b"<html>" + bytes(size))
    assert len(script.CASES) > 80
