"""Records a second of the input readers beside fastwarc, warcio and a bare JSON loop.

    python benchmarks/sources.py [--shared DIR]

All read the same bytes in the same run, best of three rounds; judge by the ratio. fastwarc and
warcio hand over each record's payload with HTTP parsed; darnel's figure holds the same and
the decision what is a page. warcio is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from detector.sources.inputs import records, resolve

ROUNDS = 3


def darnel(path: Path) -> int:
    return sum(1 for file in resolve([str(path)]) for _ in records(file, {}))


def darnel_skipping(path: Path) -> int:
    for file in resolve([str(path)]):
        for _ in records(file, {}, 10**9):
            pass
    return darnel_count[path]


def fastwarc(path: Path) -> int:
    from fastwarc.warc import ArchiveIterator

    count = 0
    for record in ArchiveIterator(str(path), parse_http=True, auto_decode="all"):
        record.reader.read()
        count += 1
    return count


def warcio(path: Path) -> int:
    from warcio.archiveiterator import ArchiveIterator

    count = 0
    with path.open("rb") as raw:
        for record in ArchiveIterator(raw):
            record.content_stream().read()
            count += 1
    return count


def bare_json(path: Path) -> int:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as lines:
        return sum(1 for line in lines if json.loads(line))


darnel_count: dict[Path, int] = {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    warcs: list[Callable[[Path], int]] = [darnel, darnel_skipping, fastwarc]
    if importlib.util.find_spec("warcio"):
        warcs.append(warcio)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "aut.warc"
        packed = args.shared / "warc" / "aut__example.warc.gz"
        plain.write_bytes(gzip.decompress(packed.read_bytes()))
        lines = args.shared / "corpus" / "zh_web2017_spam_html.jsonl.gz"
        unpacked = Path(folder) / "spam.jsonl"
        unpacked.write_bytes(gzip.decompress(lines.read_bytes()))
        pages = args.shared / "warc" / "dolma__sample-0000.warc.gz"
        jsons: list[Callable[[Path], int]] = [darnel, darnel_skipping, bare_json]
        for path, readers in (
            (packed, warcs),
            (plain, warcs),
            (pages, warcs),
            (lines, jsons),
            (unpacked, jsons),
        ):
            darnel_count[path] = darnel(path)
            best: dict[str, float] = {}
            for _ in range(ROUNDS):
                for reader in readers:
                    begun = time.perf_counter()
                    count = reader(path)
                    rate = count / (time.perf_counter() - begun)
                    best[reader.__name__] = max(best.get(reader.__name__, 0), rate)
            print(f"{path.name} ({path.stat().st_size / 1e6:.1f} MB)")
            for name, rate in best.items():
                print(f"  {name:16} {rate:10,.0f} records/s  x{rate / best['darnel']:.2f}")


if __name__ == "__main__":
    main()
