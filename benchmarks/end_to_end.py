"""WARC in, scored rows and signatures out: pages a second, processor time and peak memory.

``python benchmarks/end_to_end.py`` writes one WARC of real pages (mean about 76 KB of HTML) from
the labelled corpus in ``../shared`` and runs over the same file, alternating: ``darnel score``
(evidence on flagged pages, signatures, copies joined, rows written), datatrove's usual chain
(WarcReader, Trafilatura, Gopher, C4 and FineWeb filters, MinHash signatures) and trafilatura
followed by textsentinel's features (it ships no model). ``--growth 1000 10000 ...`` runs darnel
alone on inputs of growing size; beyond the corpus pages repeat with a cyclic substitution of
frequent characters, so that copies do not collapse. With ``--small`` they are JSON lines of made-up
text pages of 1 to 3 KB instead, one in twenty half a copy of an earlier one, so that a million
of them can be scored in an hour. ``--startup`` times ``--help`` and one page
from cold. Figures are processor time of all processes of a command, start-up included unless
said otherwise; peak memory is that of its largest process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
SMALLEST, LARGEST = 38_000, 160_000

CLI = """
import sys
sys.path.insert(0, {root!r})
from detector.cli import main
main()
"""
DATATROVE = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupSignature
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.filters import (
    C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter)
from datatrove.pipeline.readers import WarcReader
folder, name, language, work = sys.argv[1:]
LocalPipelineExecutor(pipeline=[
    WarcReader(folder, glob_pattern=name), Trafilatura(favour_precision=True),
    GopherRepetitionFilter(language=language), GopherQualityFilter(language=language),
    C4QualityFilter(language=language, filter_no_terminal_punct=False),
    FineWebQualityFilter(language=language),
    MinhashDedupSignature(work + "/signatures", language=language),
], logging_dir=work + "/logs").run()
"""
TEXTSENTINEL = """
import sys
from fastwarc import ArchiveIterator, WarcRecordType
import trafilatura
from tqd import extract_features
with open(sys.argv[1], "rb") as file:
    for record in ArchiveIterator(file, record_types=WarcRecordType.response):
        text = trafilatura.extract(record.reader.read()) or ""
        extract_features(text)
"""


def corpus_pages() -> list[dict[str, Any]]:
    """Real pages of the wanted size, spam and honest mixed, in a fixed order."""
    found = []
    for file in sorted(CORPUS.glob("*_html.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                size = len((row.get("html") or "").encode("utf-8", "replace"))
                if SMALLEST < size < LARGEST:
                    found.append({"url": row.get("url"), "html": row["html"], "size": size})
    # Neighbours in the corpus are alike: a fixed stride mixes the sources.
    return [found[n * 7919 % len(found)] for n in range(len(found))]


def changed(pages: Sequence[dict[str, Any]], count: int) -> Iterator[tuple[str, bytes]]:
    """``count`` pages; each time round the corpus another substitution of its characters."""
    letters = Counter(c for page in pages[:200] for c in page["html"] if "\u4e00" <= c <= "\u9fff")
    common = [c for c, _ in letters.most_common(1500)]
    latin = re.compile(r">([^<]+)<")
    for number in range(count):
        turn, at = divmod(number, len(pages))
        page = pages[at]
        html = page["html"]
        if turn:
            moved = common[turn % len(common) :] + common[: turn % len(common)]
            html = html.translate(str.maketrans(dict(zip(common, moved, strict=True))))
            html = latin.sub(lambda m, t=turn: f">{_rotated(m.group(1), t)}<", html)
        yield f"https://host{number % 997}.example/{number}", html.encode("utf-8", "replace")


def _rotated(text: str, turn: int) -> str:
    words = text.split(" ")
    cut = turn % len(words)
    return " ".join(words[cut:] + words[:cut])


def write_warc(path: Path, pages: Iterator[tuple[str, bytes]]) -> tuple[int, int]:
    """A gzip WARC of one response a page; pages and their bytes of HTML."""
    count = size = 0
    with path.open("wb") as out:
        for url, html in pages:
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{count:012d}>\r\n"
                f"WARC-Target-URI: {url}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + http + b"\r\n\r\n", 3, mtime=0))
            count += 1
            size += len(html)
    return count, size


def small_pages(count: int) -> Iterator[dict[str, str]]:
    """``count`` text pages of 1 to 3 KB; their words follow a law like Zipf's, no two are alike."""
    import numpy as np

    rng = np.random.default_rng(1)
    words = [
        "".join(map(chr, rng.integers(0x4E00, 0x8000, size))) for size in rng.integers(1, 4, 30_000)
    ]
    words[5:400:7] = ["，"] * len(words[5:400:7])
    words[9:400:13] = ["。\n"] * len(words[9:400:13])
    table = np.array(words, dtype=object)
    shares = np.cumsum(1.0 / (np.arange(len(words)) + 30.0))
    before = np.empty(0, dtype=object)
    for first in range(0, count, 1000):
        sizes = 170 + np.arange(first, min(first + 1000, count)) * 7919 % 330
        picked = np.random.default_rng(first).random(int(sizes.sum())) * shares[-1]
        every = table[np.searchsorted(shares, picked)]
        for number, (size, end) in enumerate(zip(sizes, np.cumsum(sizes), strict=True), first):
            chosen = every[end - size : end]
            if number % 20 == 7:
                chosen = np.concatenate((before, chosen[: size // 2]))
            before = chosen[size // 2 :]
            yield {
                "url": f"https://host{number % 9973}.example/{number}",
                "title": "".join(chosen[:8]).replace("\n", ""),
                "text": "".join(chosen),
            }


def write_lines(path: Path, count: int) -> tuple[int, int]:
    """JSON lines of small pages; how many, and their bytes of text."""
    size = 0
    with path.open("w", encoding="utf-8") as out:
        for page in small_pages(count):
            size += len(page["text"].encode())
            out.write(json.dumps(page, ensure_ascii=False) + "\n")
    return count, size


def made(path: Path, count: int) -> tuple[int, int]:
    """Write ``count`` pages in a process of its own.

    What the system tells as a command's peak memory starts from that of the process which
    started it, so this one must stay small.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_make, (path, count))


def _make(path: Path, count: int) -> tuple[int, int]:
    if path.suffix == ".jsonl":
        return write_lines(path, count)
    return write_warc(path, changed(corpus_pages(), count))


def run(command: Sequence[str]) -> dict[str, float]:
    """Wall and processor seconds of a command with all its processes, and its peak memory."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    if os.waitstatus_to_exitcode(status) not in (0, 1) or b"Traceback" in errors:
        raise SystemExit(errors.decode("utf-8", "replace")[-2000:])
    return {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss / 1024,
    }


def darnel(warc: Path, out: Path, model: str | None, workers: int) -> list[str]:
    chosen = ["--model", model] if model else []
    return [
        sys.executable, "-c", CLI.format(root=str(ROOT)), "score", str(warc), "--out", str(out),
        "--workers", str(workers), "--no-progress", "--fresh", *chosen,
    ]  # fmt: skip


def compare(args: argparse.Namespace, work: Path) -> dict[str, Any]:
    count, size = made(work / "pages.warc.gz", args.pages)
    few, _ = made(work / "few.warc.gz", args.peer_pages)
    made(work / "none.warc.gz", 1)
    print(f"{count} pages, mean {size / count / 1000:.1f} KB of HTML; peers on the first {few}")
    peers = {
        "darnel": (count, lambda name: darnel(work / name, work / "o.parquet", args.model, 1)),
        "datatrove": (
            few,
            lambda name: [
                sys.executable, "-c", DATATROVE, str(work), name, "zho",
                tempfile.mkdtemp(dir=work),
            ],
        ),
        "trafilatura + textsentinel": (
            few, lambda name: [sys.executable, "-c", TEXTSENTINEL, str(work / name)],
        ),
    }  # fmt: skip
    found: dict[str, list[float]] = {name: [] for name in peers}
    memory: dict[str, float] = {}
    for round_ in range(args.rounds):
        for name, (pages_in, command) in peers.items():
            start = run(command("none.warc.gz"))
            file = "pages.warc.gz" if name == "darnel" else "few.warc.gz"
            took = run(command(file))
            rate = (pages_in - 1) / max(took["cpu"] - start["cpu"], 1e-9)
            found[name].append(rate)
            memory[name] = max(memory.get(name, 0.0), took["memory"])
            print(
                f"round {round_ + 1}  {name:28s} {rate:8.1f} pages/s per core"
                f"  (start-up {start['cpu']:.1f} s, all {pages_in / took['cpu']:.1f} pages/s,"
                f" peak {took['memory']:.0f} MB)"
            )
    rates = {name: statistics.median(values) for name, values in found.items()}
    for name, rate in rates.items():
        print(
            f"median  {name:28s} {rate:8.1f} pages/s per core,"
            f" darnel x {rates['darnel'] / rate:.1f}"
        )
    return {"rates": rates, "memory": memory, "pages": count, "mean_bytes": size / count}


def growth(args: argparse.Namespace, work: Path) -> list[dict[str, float]]:
    found: list[dict[str, float]] = []
    start = 0.0
    for count in (1, *args.growth):
        crawl = work / (f"{count}.jsonl" if args.small else f"{count}.warc.gz")
        _, size = made(crawl, count)
        took = run(darnel(crawl, work / "grown.parquet", args.model, args.workers))
        crawl.unlink()
        if count == 1:  # what a run costs whatever it scores
            start = took["cpu"]
            continue
        row = {
            "pages": count,
            **took,
            "workers": args.workers,
            "ms_a_page": (took["cpu"] - start) * 1000 / count,
            "mean_bytes": size / count,
        }
        found.append(row)
        print(
            f"{count:9,} pages of {size / count / 1000:.1f} KB, {args.workers} workers:"
            f" {took['wall']:8.1f} s, {count / took['wall']:7.1f} pages/s,"
            f" {row['ms_a_page']:.2f} ms of processor a page,"
            f" peak {took['memory']:.0f} MB a process",
            flush=True,
        )
    return found


def startup(args: argparse.Namespace, work: Path) -> dict[str, float]:
    (work / "one.jsonl").write_text('{"text": "one page"}\n', "utf-8")
    help_ = [sys.executable, "-c", CLI.format(root=str(ROOT)), "--help"]
    one = darnel(work / "one.jsonl", work / "one.out.jsonl", args.model, 1)
    found = {}
    for name, command in (("--help", help_), ("one page", one)):
        run(command)  # once to have the files in memory
        times = [run(command) for _ in range(5)]
        found[name] = min(t["wall"] for t in times)
        median = statistics.median(t["wall"] for t in times)
        cpu = min(t["cpu"] for t in times)
        print(f"{name}: {found[name]:.2f} s at best, {median:.2f} median; {cpu:.2f} s of processor")
    return found


def plot(found: dict[str, Any], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "darnel"
    import matplotlib.pyplot as plt

    panels = [key for key in ("compare", "growth") if found.get(key)]
    figure, axes = plt.subplots(1, len(panels), figsize=(5.2 * len(panels), 2.6), squeeze=False)
    for axis, key in zip(axes[0], panels, strict=True):
        if key == "compare":
            rates = found["compare"]["rates"]
            names = list(rates)[::-1]
            bars = axis.barh(names, [rates[n] for n in names], color=["#b8c0c8"] * 2 + ["#2f6f4f"])
            axis.bar_label(bars, fmt="%.0f", padding=3)
            kb = found["compare"]["mean_bytes"] / 1000
            axis.set_title(f"WARC to verdicts, pages/s per core ({kb:.0f} KB pages)", fontsize=9)
        else:
            rows = found["growth"]
            axis.plot([r["pages"] for r in rows], [r["ms_a_page"] for r in rows], "o-", c="#2f6f4f")
            axis.set_xscale("log")
            axis.set_ylim(bottom=0)
            kb = rows[0]["mean_bytes"] / 1000
            axis.set_title(f"Processor ms a page by size of the crawl ({kb:.0f} KB)", fontsize=9)
        axis.spines[["top", "right"]].set_visible(False)
        axis.tick_params(labelsize=8)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    print(f"plot: {path.relative_to(ROOT)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--peer-pages", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2, help="for --growth")
    parser.add_argument("--growth", type=int, nargs="*", default=[])
    parser.add_argument("--small", action="store_true", help="small pages for --growth")
    parser.add_argument("--work", type=Path, help="where to keep the crawls and outputs")
    parser.add_argument("--startup", action="store_true")
    parser.add_argument("--no-compare", action="store_true")
    parser.add_argument("--model", help="a model folder; the shipped one if absent")
    parser.add_argument("--results", type=Path, help="keep the figures as JSON")
    parser.add_argument("--plot", type=Path, help="write the plot here (SVG)")
    parser.add_argument("--from-results", type=Path, help="plot kept figures, run nothing")
    args = parser.parse_args()
    if args.from_results:
        plot(json.loads(args.from_results.read_text("utf-8")), args.plot.resolve())
        return
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="darnel-bench-", dir=args.work) as name:
        work = Path(name)
        if args.startup:
            found["startup"] = startup(args, work)
        if not args.no_compare:
            found["compare"] = compare(args, work)
        if args.growth:
            found["growth"] = growth(args, work)
    if args.results:
        args.results.write_text(json.dumps(found, indent=1), "utf-8")
    if args.plot:
        plot(found, args.plot.resolve())


if __name__ == "__main__":
    main()
