"""Peak memory while reading a large crawl file of each format, made by repeating real pages.

    python benchmarks/memory_flat.py [--size GIB] [--shared DIR]

Every file is read in a process of its own; the peak is what the kernel counted for it. The bar
is 500 MB. The files are built in a temporary folder, one at a time, and removed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BAR = 500
GIB = 1 << 30


def sample_warc(shared: Path) -> bytes:
    names = ["aut__example.warc.gz", "chatnoir-resiliparse__warcfile.warc.gz"]
    return b"".join(gzip.decompress((shared / "warc" / name).read_bytes()) for name in names)


def sample_jsonl(shared: Path) -> bytes:
    names = ["zh_web2017_spam_html.jsonl.gz", "multi_articles_html.jsonl.gz"]
    return b"".join(gzip.decompress((shared / "corpus" / name).read_bytes()) for name in names)


def repeat(path: Path, piece: bytes, size: int) -> None:
    with path.open("wb") as out:
        while out.tell() < size:
            out.write(piece)


def build_parquet(path: Path, piece: bytes, size: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [json.loads(line) for line in piece.splitlines()]
    table = pa.table({name: [row.get(name) for row in rows] for name in ("id", "url", "html")})
    with pq.ParquetWriter(path, table.schema, compression="zstd") as out:
        for _ in range(-(-size // len(piece))):
            out.write_table(table)


def build_csv(path: Path, piece: bytes, size: int) -> None:
    import csv
    import io

    text = io.StringIO()
    rows = [json.loads(line) for line in piece.splitlines()]
    csv.writer(text).writerows([row.get("url"), row.get("html")] for row in rows)
    with path.open("wb") as out:
        out.write(b"url,html\n")
        while out.tell() < size:
            out.write(text.getvalue().encode())


def peak_mb() -> int:
    # ru_maxrss of a fresh process still counts its parent's memory on Linux; VmHWM does not.
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def read(path: str) -> None:
    from detector.sources.inputs import records, resolve

    begun = time.perf_counter()
    tally: dict[str, int] = {}
    for file in resolve([path]):
        for record in records(file, {}):
            tally[record.status] = tally.get(record.status, 0) + 1
    took = time.perf_counter() - begun
    peak = peak_mb()
    print(json.dumps({"peak": peak, "seconds": took, "tally": tally}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=2.0, help="GiB of each unpacked file")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--formats", default="warc,jsonl,warc.gz,csv,parquet")
    parser.add_argument("--read", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.read:
        read(args.read)
        return 0
    size = int(args.size * GIB)
    worst = 0
    for kind in args.formats.split(","):
        with tempfile.TemporaryDirectory() as folder:
            if shutil.disk_usage(folder).free < size * 1.5:
                print(f"{kind}: not enough free space in {folder} for {args.size} GiB")
                return 1
            path = Path(folder) / f"crawl.{kind}"
            warc = kind.startswith("warc")
            piece = sample_warc(args.shared) if warc else sample_jsonl(args.shared)
            if kind == "parquet":
                build_parquet(path, piece, size)
            elif kind == "csv":
                build_csv(path, piece, size)
            elif kind == "warc.gz":
                repeat(path, gzip.compress(piece, 1), int(size * 0.2))
            else:
                repeat(path, piece, size)
            run = subprocess.run(
                [sys.executable, __file__, "--read", str(path)],
                check=True,
                capture_output=True,
                text=True,
            )
            told = json.loads(run.stdout)
            worst = max(worst, told["peak"])
            rate = sum(told["tally"].values()) / told["seconds"]
            print(
                f"{kind:8} {path.stat().st_size / GIB:5.2f} GiB  peak {told['peak']:4} MB  "
                f"{rate:8,.0f} records/s  {told['tally']}",
                flush=True,
            )
    print(f"worst peak {worst} MB, bar {BAR} MB: {'met' if worst < BAR else 'MISSED'}")
    return 0 if worst < BAR else 1


if __name__ == "__main__":
    sys.exit(main())
