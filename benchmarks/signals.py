"""How fast all signals are read off a page, beside datatrove's filters and textsentinel.

    python benchmarks/signals.py [--peers PYTHON] [--shared ../shared] [--rounds 5]

Pages are 3 KB and 10 KB of UTF-8 text made of real articles (``shared/corpus``), Chinese and
English. Rates are pages per second of CPU time of one core, the best of several rounds, our
rounds and the peers' in turns. Ours begin at a ``Page`` (making one is the reader's work) and
make no evidence; the collector of garbage rests meanwhile, as in a batch worker, for all alike.
``--peers`` names the Python of another environment that has ``datatrove[processing]``, ``jieba``,
``spacy`` and ``textsentinel``: they pin other versions than we do. ``--table`` prints where the
time goes, by signal and by view; ``--curve`` the cost of a character on pages up to 1 MB.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SIZES = (3_000, 10_000)
PAGES = 200
BATCH = 128
SOURCES = {
    "zh": ("zh_broadcast_articles", "zh_xinhua_articles"),
    "en": ("en_news2019_html", "en_news2008_html", "multi_articles_html"),
}


def articles(corpus: Path, language: str) -> Iterator[str]:
    """Texts of articles in one language, paragraphs on lines of their own."""
    for name in SOURCES[language]:
        with gzip.open(corpus / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                text = record.get("text") or ""
                if len(text) > 200 and (language == "zh" or record.get("lang", "en") == "en"):
                    yield text


def pages_of(corpus: Path, language: str, size: int, count: int) -> list[str]:
    """``count`` texts of ``size`` bytes of UTF-8, articles joined and cut to length."""
    texts: list[str] = []
    buffer = ""
    source = list(articles(corpus, language))
    turn = 0
    while len(texts) < count:
        while len(buffer.encode()) < size:
            buffer += source[turn % len(source)] + "\n"
            turn += 1
        texts.append(buffer.encode()[:size].decode(errors="ignore"))
        buffer = ""
    return texts


def rate(texts: list[str]) -> float:
    """Pages a second of CPU time for all our signals, from pages never measured before."""
    from features.page import Page
    from features.table import all_features, measure_all

    signals = all_features()
    pages = [Page(text=text, url="http://a.example/x", title="A title") for text in texts]
    gc.collect()
    gc.disable()
    begin = time.process_time()
    # As the batch worker reads them: signal after signal, 128 pages at a time.
    for start in range(0, len(pages), BATCH):
        measure_all(pages[start : start + BATCH], signals)
    took = time.process_time() - begin
    gc.enable()
    return len(texts) / took


PEER = r"""
import json, sys, time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
language, which = sys.argv[2], sys.argv[3]
if which == "datatrove":
    from datatrove.data import Document
    from datatrove.pipeline.filters import (
        C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter)
    from datatrove.utils.typeshelper import Languages
    lang = {"en": Languages.english, "zh": Languages.mandarin_chinese}[language]
    filters = [GopherRepetitionFilter(language=lang), GopherQualityFilter(language=lang),
               C4QualityFilter(language=lang), FineWebQualityFilter(language=lang)]
    def work(text):
        # Every filter, whatever the others say: all signals are wanted.
        for step in filters:
            step.filter(Document(text=text, id="x"))
else:
    from tqd.features import extract_features as work
work(texts[0])
import gc
gc.collect()
gc.disable()
begin = time.process_time()
for text in texts:
    work(text)
print("RATE", len(texts) / (time.process_time() - begin))
"""


def peer_rate(python: str, which: str, language: str, file: Path) -> float:
    """A peer's pages a second, measured inside its own environment."""
    done = subprocess.run(
        [python, "-c", PEER, str(file), language, which], capture_output=True, text=True, check=True
    )
    return float(done.stdout.rsplit("RATE", 1)[1])


def compare(arguments: argparse.Namespace) -> None:
    import tempfile

    from features.table import all_features

    print(f"{len(all_features())} signals; pages per second of CPU, best of {arguments.rounds}\n")
    peers = ["datatrove", "textsentinel"] if arguments.peers else []
    print(f"{'':14}{'characters':>11}{'all signals':>13}" + "".join(f"{p:>14}" for p in peers))
    for size in SIZES:
        for language in SOURCES:
            texts = pages_of(arguments.shared / "corpus", language, size, PAGES)
            rate(texts[:1])
            best: dict[str, float] = defaultdict(float)
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "texts.json"
                file.write_text(json.dumps(texts[: max(20, PAGES // 5)]), encoding="utf-8")
                for turn in range(arguments.rounds):
                    best["ours"] = max(best["ours"], rate(texts))
                    for peer in peers if turn < 2 else ():
                        found = peer_rate(arguments.peers, peer, language, file)
                        best[peer] = max(best[peer], found)
            length = sum(map(len, texts)) // len(texts)
            print(
                f"{size // 1000:>3} KB {language:8}{length:>11,}{best['ours']:>13,.0f}"
                + "".join(
                    f"{best[p]:>8,.0f} ({best['ours'] / best[p]:.0f}x)".rjust(14) for p in peers
                )
            )


def table(arguments: argparse.Namespace) -> None:
    """Microseconds a page by signal and by view, each without what it calls."""
    import features.page as page_module

    spent: dict[str, float] = defaultdict(float)
    stack: list[float] = [0.0]
    plain_view = page_module.view

    def clocked(name: str, call: Callable[[], object]) -> object:
        stack.append(0.0)
        begin = time.perf_counter()
        value = call()
        took = time.perf_counter() - begin
        inner = stack.pop()
        spent[name] += took - inner
        stack[-1] += took
        return value

    def timed_view(compute: Callable[..., object]) -> Callable[..., object]:
        name = f"view {compute.__module__.removeprefix('features.')}.{compute.__name__}"
        return plain_view(lambda page: clocked(name, lambda: compute(page)))

    page_module.view = timed_view  # type: ignore[assignment]
    from features.subjects import Subjects
    from features.table import all_features

    signals = all_features()
    subjects = Subjects([signal.subject for signal in signals])
    for language in SOURCES:
        texts = pages_of(arguments.shared / "corpus", language, SIZES[0], PAGES)
        least: dict[tuple[str, int], float] = {}
        for _ in range(arguments.rounds):
            for number, text in enumerate(texts):
                spent.clear()
                page = clocked("making the page", lambda text=text: page_module.Page(text=text))
                absent = clocked("finding the subjects", lambda page=page: subjects.absent(page))
                for signal, skipped in zip(signals, absent or bytes(len(signals)), strict=True):
                    if skipped:
                        continue
                    clocked(
                        f"{signal.group}/{signal.name}",
                        lambda signal=signal, page=page: signal.measure(page),
                    )
                for name, seconds in spent.items():
                    key = name, number
                    least[key] = min(least.get(key, seconds), seconds)
        # The least of several rounds on each page: other work on the machine only adds.
        best: dict[str, float] = defaultdict(float)
        for (name, _), seconds in least.items():
            best[name] += 1e6 * seconds / len(texts)
        print(f"\n{language}, 3 KB: {sum(best.values()):.0f} us in all (clocks included)")
        for name, cost in sorted(best.items(), key=lambda item: -item[1])[: arguments.top]:
            print(f"{cost:9.2f} us  {name}")


def curve(arguments: argparse.Namespace) -> None:
    """Nanoseconds a character on ever longer pages, real articles and one repeated line."""
    sizes = (10_000, 30_000, 100_000, 300_000, 1_000_000)
    print("\nnanoseconds of CPU a character" + "".join(f"{size // 1000:>8} KB" for size in sizes))
    hostile = {
        "one line": "买票看比赛，就来这里。\n",
        "one word": "a",
        "emoji": "字😂",
        "brackets": "【",
        "digits": "1 3-8",
        "places": "北京市、上海市、",
    }
    for name in (*SOURCES, *hostile):
        costs = []
        for size in sizes:
            if name in SOURCES:
                text = pages_of(arguments.shared / "corpus", name, size, 1)[0]
            else:
                text = hostile[name] * (size // len(hostile[name].encode()))
            costs.append(1e9 / max(rate([text]), rate([text])) / len(text))
        growth = costs[-1] / costs[1]
        print(f"{name:30}" + "".join(f"{cost:>11,.0f}" for cost in costs) + f"   x{growth:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--peers", help="Python of an environment with the peers installed")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--top", type=int, default=200)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--curve", action="store_true")
    arguments = parser.parse_args()
    if not (arguments.shared / "corpus").is_dir():
        raise SystemExit(f"no corpus in {arguments.shared}: give its folder with --shared")
    if arguments.table:
        table(arguments)
    elif arguments.curve:
        curve(arguments)
    else:
        compare(arguments)


if __name__ == "__main__":
    main()
