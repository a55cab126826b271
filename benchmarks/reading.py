"""How fast pages are read and how much of their own text is found, beside other readers.

Run ``python benchmarks/reading.py`` with the labelled pages in ``../shared``. Speed is CPU time
for pages of 60 to 92 KB (mean about 76), every reader on the same pages in one run, best of
three passes; F1 is over bags of tokens (words, or characters of unspaced scripts) and of token
4-grams, against the hand-marked text of the pages that carry it, averaged over pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import trafilatura  # noqa: E402
from resiliparse.extract.html2text import extract_plain_text  # noqa: E402
from resiliparse.parse.html import HTMLTree  # noqa: E402

from detector.html.document import read_html  # noqa: E402
from features.blocks import BlockKind  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus"
OWN = frozenset({BlockKind.PROSE, BlockKind.HEADING, BlockKind.LIST})
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
TOKEN = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


def rows() -> Iterator[dict[str, Any]]:
    for file in sorted(CORPUS.glob("*_html.jsonl.gz")):
        with gzip.open(file) as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("html"):
                    yield row


def darnel_text(html: str) -> str:
    page = read_html(html)
    return "\n".join(page.text[b.start : b.end] for b in page.blocks if b.kind in OWN)


def resiliparse_text(html: str) -> str:
    return extract_plain_text(html, main_content=True)


def trafilatura_text(html: str) -> str:
    return trafilatura.extract(html, include_comments=False) or ""


def cpu(read: Callable[[Any], object], pages: Sequence[Any], passes: int = 3) -> float:
    """Milliseconds of CPU a page, best of some passes."""
    best = float("inf")
    for _ in range(passes):
        start = time.process_time()
        for page in pages:
            read(page)
        best = min(best, time.process_time() - start)
    return 1000 * best / len(pages)


def speed(pages: Sequence[str]) -> None:
    data = [page.encode("utf-8", "replace") for page in pages]
    mean = sum(map(len, data)) / len(data) / 1000
    print(f"Speed: {len(pages)} pages, mean {mean:.0f} KB, CPU of one core")
    print(f"{'reader':44}{'ms/page':>9}{'pages/s':>9}{'x resiliparse':>15}")
    base = cpu(resiliparse_text, pages)
    table = [
        ("resiliparse, bare DOM parse", cpu(HTMLTree.parse, pages)),
        ("resiliparse, extract_plain_text main_content", base),
        ("darnel, text to Page", cpu(read_html, pages)),
        ("darnel, bytes to Page", cpu(read_html, data)),
        ("trafilatura.extract (first 40 pages)", cpu(trafilatura_text, pages[:40], 1)),
    ]
    for name, took in table:
        print(f"{name:44}{took:9.2f}{1000 / took:9.0f}{took / base:15.2f}")


def bag(text: str, size: int) -> Counter[tuple[str, ...]]:
    tokens = TOKEN.findall(text.lower())
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[i : i + size]) for i in range(max(1, len(tokens) - size + 1)))


def f1(found: str, gold: str, size: int) -> float:
    mine, theirs = bag(found, size), bag(gold, size)
    shared = sum((mine & theirs).values())
    return 2 * shared / (sum(mine.values()) + sum(theirs.values())) if shared else 0.0


def quality() -> None:
    readers = {
        "darnel": darnel_text,
        "resiliparse": resiliparse_text,
        "trafilatura": trafilatura_text,
    }
    scores: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows():
        if not row.get("gold_text") or not row.get("text"):
            continue
        language = row["lang"] if row.get("lang") in ("en", "zh") else "other"
        for name, read in readers.items():
            found = read(row["html"])
            scores[language][name].append((f1(found, row["text"], 1), f1(found, row["text"], 4)))
    print("\nF1 of the page's own text: tokens / 4-grams")
    print(f"{'language':10}{'pages':>6}" + "".join(f"{name:>18}" for name in readers))
    for language, named in sorted(scores.items()):
        count = len(named["darnel"])
        cells = []
        for name in readers:
            one, four = (sum(score) / count for score in zip(*named[name], strict=True))
            cells.append(f"{one:11.3f} / {four:.3f}"[-18:].rjust(18))
        print(f"{language:10}{count:6}" + "".join(cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300, help="pages in the speed table")
    parser.add_argument("--no-quality", action="store_true", help="leave the F1 table out")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit("the labelled corpus (../shared) is not on this machine")
    sized = [
        row["html"]
        for row in rows()
        if 60_000 <= len(row["html"].encode("utf-8", "replace")) <= 92_000
    ]
    step = max(1, len(sized) // options.pages)
    speed(sized[::step][: options.pages])
    if not options.no_quality:
        quality()


if __name__ == "__main__":
    main()
