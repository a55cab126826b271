"""No name in an archive and no id of a record decides where anything is written."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detector.cli import app
from detector.record import Status
from detector.sources.inputs import records, resolve

NAMES = [
    "../../outside",
    "/tmp/outside-by-darnel",  # noqa: S108 - a place that must not come to be
    "..\\..\\outside",
    "C:\\outside",
    "a/../../../outside",
    "outside\0.html",
    "con",
    ".",
    "..",
    "~/outside",
    "$HOME/outside",
    "x" * 5000,
    "\x1b]0;t\x07",
    "file:///etc/passwd",
]
STORY = "昨天下午，我们在城里的图书馆里见到了三位老师，他们正在整理一批旧的地方报纸。" * 12


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """Where work is done, some folders below the one that is watched."""
    place = tmp_path / "one" / "two" / "three"
    place.mkdir(parents=True)
    return place


def there(place: Path) -> set[str]:
    return {str(path.relative_to(place)) for path in place.rglob("*")}


def call(*arguments: object) -> None:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code in (0, 1), (result.output, result.exception)


def warc(url: str, page: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def archive(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            member = zipfile.ZipInfo(f"{name}.warc.gz")
            member.filename = (
                f"{name}.warc.gz"  # the constructor tidies names; an attacker does not
            )
            page = f"<p>{STORY}</p>".encode()
            made.writestr(member, gzip.compress(warc(f"http://h.example/{len(name)}", page)))
    return out.getvalue()


def test_members_of_an_archive_are_read_and_never_unpacked(inside: Path, tmp_path: Path) -> None:
    path = inside / "crawl.wacz"
    path.write_bytes(archive([name for name in NAMES if "\0" not in name]))
    before = there(tmp_path)
    found = [record for file in resolve([str(path)]) for record in records(file, {})]
    assert [record.status for record in found] == [Status.OK] * (len(NAMES) - 1)
    assert all(len(record.source) < 400 and record.source.isprintable() for record in found)
    assert there(tmp_path) == before
    assert not Path("/tmp/outside-by-darnel.warc.gz").exists()  # noqa: S108


def test_ids_name_rows_and_nothing_else(
    inside: Path, tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inside)
    rows = [
        {"id": name, "url": name, "text": f"{STORY}{number}", "title": name, "site": name}
        for number, name in enumerate(NAMES)
    ]
    (inside / "crawl.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    known = there(tmp_path)
    explain = ["explain", "crawl.jsonl", "--model", tiny_model]
    for arguments, made in (
        (
            ["score", "crawl.jsonl", "--out", "s.jsonl", "--model", tiny_model, "--workers", 1],
            {"s.jsonl"},
        ),
        (["report", "s.jsonl", "--out", "r.html"], {"r.html"}),
        (["bylines", "crawl.jsonl", "--out", "b.parquet"], {"b.parquet"}),
        (["copies", "crawl.jsonl", "--out", "c.parquet"], {"c.parquet"}),
        (["hosts", "s.jsonl", "--format", "csv", "--out", "h.csv"], {"h.csv"}),
        *(
            ([*explain, "--id", number, "--html", "e.html"], {"e.html"})
            for number in range(1, len(NAMES), 4)
        ),
    ):
        call(*arguments)
        new = {str(Path(name).relative_to("one/two/three")) for name in there(tmp_path) - known}
        assert new <= made, arguments
        known |= there(tmp_path)
    call("index", "build", "known", "crawl.jsonl")
    call("index", "export", "known", "tables")
    tops = {Path(name).parts[3] for name in there(tmp_path) - known}
    assert tops == {"known", "tables"}
    runs = [path.name for path in (inside / "known" / "runs").iterdir()]
    assert all(len(name) == 16 and int(name, 16) >= 0 for name in runs)
    read = [json.loads(line) for line in (inside / "s.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in read] == NAMES
    for outside in (Path("/tmp/outside-by-darnel"), Path.home() / "outside"):  # noqa: S108
        assert not outside.exists()


def test_a_folder_does_not_lead_out_of_itself_by_a_hostile_partition(inside: Path) -> None:
    """Parts of a path of the form ``key=value`` become columns, whatever they spell."""
    place = inside / "url=..%2F..%2Foutside"
    place.mkdir()
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": [STORY]}), place / "x.parquet")
    (record,) = [r for file in resolve([str(inside)]) for r in records(file, {})]
    assert record.url == "../../outside"
    assert record.text == STORY
