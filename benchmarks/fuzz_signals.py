"""Read all signals, with evidence, off a great many arbitrary pages; stop at the first wrong one.

    python benchmarks/fuzz_signals.py [--pages 100000] [--seed 0] [--shared ../shared]
    python benchmarks/fuzz_signals.py --hypothesis --cpu-minutes 30

The second form lets Hypothesis make texts, pages and documents until the processor time is spent:
blocks and links whole, readings in bounds, evidence inside the text, the same twice, after
pickling and in any order. What it breaks it shrinks.

A page is wrong when a signal raises, reads a value outside its bounds, or quotes a span outside
the text. Pages are real ones changed at random (characters replaced, doubled, shuffled, torn out
or put in, pages spliced) where the corpus is at hand, random runs of troublesome pieces, and
random code points, surrogates included; one in four goes through the HTML reader. A wrong page
is shrunk and printed. The same seed gives the same pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from detector.reading import read_page  # noqa: E402
from detector.record import Record  # noqa: E402
from features.page import Link, Page  # noqa: E402
from features.table import all_features  # noqa: E402
from tests.fuzz.harnesses import check_page  # noqa: E402
from tests.hostile_pages import (  # noqa: E402
    DATES,
    HREFS,
    LANGUAGES,
    PIECES,
    URLS,
    check,
    check_pure,
    documents,
    pages,
    read,
)


def corpus_texts(shared: Path, most: int = 60) -> list[str]:
    """Some pages of every corpus file, HTML where there is any, cut to 6,000 characters."""
    found = []
    for path in sorted((shared / "corpus").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                if number >= most:
                    break
                record = json.loads(line)
                html, text = record.get("html"), record.get("text")
                if html:
                    middle = max(0, len(html) // 2 - 3000)
                    found.append(html[middle : middle + 6000])
                if text:
                    found.append(text[:6000])
    return found


def random_code(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.5:
        return chr(chance.randrange(0x3000))
    if kind < 0.8:
        return chr(chance.randrange(0x10000))
    return chr(chance.randrange(0x110000))


def mutated(text: str, chance: random.Random, others: list[str]) -> str:
    """``text`` after one to eight random changes."""
    for _ in range(chance.randint(1, 8)):
        if not text:
            return text
        start = chance.randrange(len(text))
        end = min(len(text), start + int(chance.expovariate(1 / 40)) + 1)
        match chance.randrange(8):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:start] + text[start:end] * chance.randint(2, 30) + text[end:]
            case 2:
                text = text[:start] + chance.choice(PIECES) * chance.randint(1, 9) + text[start:]
            case 3:
                text = text[:start] + random_code(chance) + text[start + 1 :]
            case 4:
                part = list(text[start:end])
                chance.shuffle(part)
                text = text[:start] + "".join(part) + text[end:]
            case 5:
                other = chance.choice(others)
                text = text[:start] + other[chance.randrange(len(other) or 1) :][:2000]
            case 6:
                piece, step = chance.choice(PIECES), chance.randint(1, 40)
                text = piece.join(text[i : i + step] for i in range(0, min(len(text), 4000), step))
            case _:
                text = text.replace(text[start], chance.choice(PIECES), chance.randint(1, 200))
        text = text[:8000]
    return text


def made(chance: random.Random) -> str:
    """A text that no corpus holds: pieces, or code points, or both."""
    size = int(chance.expovariate(1 / 30)) + 1
    if chance.random() < 0.3:
        return "".join(random_code(chance) for _ in range(size * 4))
    few = chance.sample(PIECES, chance.randint(1, 12))
    return "".join(
        random_code(chance) if chance.random() < 0.1 else chance.choice(few) for _ in range(size)
    )


def page_of(text: str, chance: random.Random) -> Page:
    """A page from HTML or text, with other fields set or not."""
    url = chance.choice(URLS)
    if chance.random() < 0.25:
        return read_page(Record(id="x", source="x", url=url, html=text))
    maybe = [None, text[:40], chance.choice(PIECES), ""]
    links = []
    for _ in range(chance.choice([0, 0, 0, 1, 5])):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.randint(0, 9))
        links.append(Link(chance.choice(HREFS), start, end))
    return Page(
        text=text,
        url=url,
        title=chance.choice(maybe),
        byline=chance.choice(maybe),
        site=chance.choice(maybe),
        published=chance.choice(DATES),
        lang=chance.choice(LANGUAGES),
        links=tuple(links),
    )


def problem(page: Page) -> str | None:
    """What is wrong with the readings of a page, or ``None``."""
    size = len(page.text)
    for signal in all_features():
        try:
            reading = signal.measure(page)
            spans = reading.evidence() if reading.evidence else ()
        except Exception as error:  # noqa: BLE001 - finding these is what this program is for
            return f"{signal.name} raised {type(error).__name__}: {error}"
        low, high = signal.bounds
        value = reading.value
        if not math.isnan(value) and not low <= value <= high:
            return f"{signal.name} read {value}, outside {signal.bounds}"
        for start, end in spans:
            if not 0 <= start < end <= size:
                return f"{signal.name} quotes {start}:{end} of {size} characters"
    return None


def shrunk(text: str, seed: int, said: str) -> str:
    """A shorter text with the same problem: halves and ends are dropped as long as it stays."""
    step = len(text) // 2
    while step:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + step :]
            found = problem(page_of(shorter, random.Random(seed)))
            if found and found.split()[0] == said.split(maxsplit=1)[0]:
                text = shorter
            else:
                at += step
        step //= 2
    return text


def texts(chance: random.Random, corpus: list[str]) -> Iterator[str]:
    while True:
        if corpus and chance.random() < 0.6:
            yield mutated(chance.choice(corpus), chance, corpus)
        elif chance.random() < 0.5:
            yield mutated(made(chance), chance, corpus or PIECES)
        else:
            yield made(chance)


ROUND = settings(
    max_examples=300,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.target, Phase.shrink),
)


def with_hypothesis(cpu_seconds: float) -> None:
    counted = {"pages": 0, "documents": 0, "characters": 0}

    @ROUND
    @given(pages(), st.randoms(use_true_random=False))
    def any_page(page: Page, chance: random.Random) -> None:
        counted["pages"] += 1
        counted["characters"] += len(page.text)
        check(page)
        check_pure(page, chance)

    @ROUND
    @given(documents())
    def any_document(html: str) -> None:
        page = read(html)
        counted["documents"] += 1
        counted["characters"] += len(page.text)
        check_page(page)
        check(page)

    told = 0.0
    while (spent := time.process_time()) < cpu_seconds:
        any_page()
        any_document()
        if spent - told > 60:
            told = spent
            print(f"{spent / 60:.1f} CPU-minutes: {counted}", file=sys.stderr, flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{counted['pages']:,} pages and {counted['documents']:,} documents"
        f" ({counted['characters']:,} characters) in {time.process_time() / 60:.1f} CPU-minutes,"
        f" peak {peak} MB: nothing wrong"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--hypothesis", action="store_true")
    parser.add_argument("--cpu-minutes", type=float, default=30.0)
    arguments = parser.parse_args()
    if arguments.hypothesis:
        with_hypothesis(60 * arguments.cpu_minutes)
        return
    chance = random.Random(arguments.seed)
    corpus = corpus_texts(arguments.shared) if (arguments.shared / "corpus").is_dir() else []
    print(f"{len(all_features())} signals, {len(corpus)} real texts to change", file=sys.stderr)
    begin = time.monotonic()
    slowest, characters = 0.0, 0
    source = texts(chance, corpus)
    for number in range(1, arguments.pages + 1):
        text = next(source)
        seed = chance.getrandbits(32)
        before = time.process_time()
        page = page_of(text, random.Random(seed))
        said = problem(page)
        slowest = max(slowest, time.process_time() - before)
        characters += len(page.text)
        if said:
            small = shrunk(text, seed, said)
            print(f"page {number}: {said}\n{small!a}\n(page seed {seed})")
            raise SystemExit(1)
        if number % 5_000 == 0:
            print(f"{number:,} pages, {time.monotonic() - begin:.0f} s", file=sys.stderr)
    print(
        f"{arguments.pages:,} pages ({characters:,} characters) in"
        f" {time.monotonic() - begin:.0f} s: no exception, no bound broken,"
        f" no span outside the text; slowest page {1e3 * slowest:.0f} ms"
    )


if __name__ == "__main__":
    main()
