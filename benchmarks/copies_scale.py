"""Find copies among very many pages: time and memory of the join, on made-up signatures.

    python benchmarks/copies_scale.py --pages 1000000

Pages have about 60 hashes (1,000 characters); one in five is in a group of two to six copies,
one group has 5,000 pages, half of all pages carry one of twenty notices of eight hashes.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from detector.copies.arm import find_copies, signature_schema

ROWS = 1024
SIZE = 60


def part(path: Path, first: int, rows: int, notices: np.ndarray) -> None:
    rng = np.random.default_rng(first)
    lists = []
    for page in range(first, first + rows):
        # A page's text is that of its group; a group's hashes are drawn by its number.
        group = page - page % 5 if page % 25 < 5 else page
        if page % 200 == 7:
            group = 7
        own = np.random.default_rng(group + 10**9).integers(0, 2**60, SIZE, dtype=np.uint64)
        keep = rng.random(SIZE) > 0.05
        hashes = [own[keep]]
        if page % 2:
            hashes.append(notices[page % 20])
        lists.append(np.unique(np.concatenate(hashes)))
    sizes = [len(each) for each in lists]
    urls = [
        f"https://www.site{n % 99991}.example/news/{n}.html" for n in range(first, first + rows)
    ]
    columns: dict[str, list[object]] = {
        "id": urls, "url": urls, "host": [url.split("/")[2] for url in urls],
        "published": [19000 + n % 365 if n % 3 else None for n in range(first, first + rows)],
        "fetched": [None] * rows, "names": [[url.split("/")[2]] for url in urls],
        "credited": [[]] * rows, "sources": [[]] * rows, "chars": [1000] * rows,
        "disguise": [0.0] * rows,
    }  # fmt: skip
    arrays = [pa.array(columns[f.name], f.type) for f in signature_schema() if f.name in columns]
    starts = pa.array(np.cumsum([0, *sizes]), pa.int32())
    arrays.append(pa.ListArray.from_arrays(starts, pa.array(np.concatenate(lists))))
    batch = pa.RecordBatch.from_arrays(arrays, schema=signature_schema())
    with pa.ipc.new_file(str(path), batch.schema) as out:
        out.write_batch(batch)


def resident() -> tuple[float, float]:
    """Peak memory, and what of the memory now is the process's own (MB)."""
    fields = {}
    for line in Path("/proc/self/status").read_text().splitlines():
        name, _, value = line.partition(":")
        fields[name] = value
    own = int(fields["RssAnon"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, own


class Sampler(threading.Thread):
    """The most memory the process had of its own, looked at ten times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self.done = threading.Event()

    def run(self) -> None:
        """Look until told to end."""
        while not self.done.wait(0.1):
            self.most = max(self.most, resident()[1])

    def end(self) -> float:
        """Stop looking; MB."""
        self.done.set()
        self.join()
        return self.most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=1_000_000)
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="darnel-scale-"))
    notices = np.random.default_rng(1).integers(0, 2**60, (20, 8), dtype=np.uint64)
    parts = []
    for first in range(0, given.pages, ROWS):
        parts.append(work / f"{first}.arrow")
        part(parts[-1], first, min(ROWS, given.pages - first), notices)
    print(
        f"{given.pages:,} pages in {len(parts)} parts; before: {resident()[1]:.0f} MB", flush=True
    )
    start, cpu = time.perf_counter(), time.process_time()
    matched = clustered = rows = 0
    sampler = Sampler()
    sampler.start()
    for batch in find_copies(parts, None, work / "scratch"):
        rows += batch.num_rows
        matched += sum(bool(each) for each in batch.column("copies").to_pylist())
        clustered += batch.num_rows - batch.column("cluster").null_count
    most_own = sampler.end()
    spent, used = time.perf_counter() - start, time.process_time() - cpu
    print(f"{rows:,} rows, {matched:,} with copies, {clustered:,} in clusters")
    print(f"{used / rows * 1e6:.0f} us of processor a page ({spent:.0f} s by the clock)")
    print(
        f"peak {resident()[0]:,.0f} MB mapped files included; own memory up to {most_own:,.0f} MB"
    )
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
