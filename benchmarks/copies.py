"""How well and how fast copies are found: recall by disguise beside peers, speed beside peers.

    python benchmarks/copies.py recall|curves|short|speed|index|all [--corpus FOLDER] [--items N]

Peers are run where they are installed (``datasketch`` is; ``rensa``, ``gaoya``, ``jieba`` and
``opencc`` are extras of this benchmark). datatrove and text-dedup are represented by their
tokenisation and shingle settings at public defaults, signed and banded by datasketch:
datatrove 5-grams of words (jieba for Chinese) with 14 bands of 8; text-dedup 5-grams of the
runs between non-word characters, 256 permutations, threshold 0.7. datasketch itself takes
character 5-grams, 128 permutations, threshold 0.7.
"""

from __future__ import annotations

import argparse
import gzip
import html
import importlib.util
import json
import random
import re
import resource
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import disguises as d
import numpy as np
import pyarrow as pa
from datasketch import MinHash, MinHashLSH

from detector.copies.arm import signature_schema, signatures
from detector.copies.content import main_text
from detector.copies.minhash import affine_signatures, datasketch_minhash, sha1_hashes, shingles
from detector.copies.sketch import Sketches, sketch, sketch_texts
from detector.index.known import KnownIndex
from detector.record import Record
from features.page import Page

KNOWN, QUERIES, UNSEEN = 4000, 1000, 1000
FILES = ("zh_news2023_articles", "zh_broadcast_articles", "zh_xinhua_articles")
Texts = Sequence[str]


def articles(corpus: Path) -> list[str]:
    texts = []
    for name in FILES:
        with gzip.open(corpus / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    # The sources repeat themselves: exact repeats and second editions are one article.
    seen: set[int] = set()
    kept = []
    for text in texts:
        hashes = set(sketch_texts([text]).hashes.tolist())
        if len(text) >= 300 and len(hashes & seen) < 0.1 * len(hashes):
            kept.append(text)
        seen |= hashes
    random.Random(7).shuffle(kept)
    return kept


# --- methods: known texts in, a function from query texts to sets of known numbers out


def ours(known: Texts) -> Callable[[Texts], list[set[int]]]:
    folder = Path(tempfile.mkdtemp()) / "index"
    KnownIndex.create(folder)
    with KnownIndex.writer(folder) as writer:
        writer.add(signed(known))
    index = KnownIndex.open(folder)

    def query(texts: Texts) -> list[set[int]]:
        pages = [Page(text) for text in texts]
        found = index.query(sketch([main_text(page).codes for page in pages]))
        ids = index.rows(found.run, found.item).column("id").to_pylist()
        sets: list[set[int]] = [set() for _ in texts]
        for text, name in zip(found.query.tolist(), ids, strict=True):
            sets[text].add(int(name))
        return sets

    return query


def signed(texts: Texts) -> pa.Table:
    records = [Record(id=str(n), source=f"known#{n}", text=t) for n, t in enumerate(texts)]
    return pa.Table.from_batches([signatures(records, [Page(t) for t in texts])])


def by_lsh(
    tokens: Callable[[str], list[bytes]], permutations: int, **lsh: object
) -> Callable[[Texts], Callable[[Texts], list[set[int]]]]:
    def prepare(known: Texts) -> Callable[[Texts], list[set[int]]]:
        index = MinHashLSH(num_perm=permutations, **lsh)
        for number, sign in enumerate(signs(known)):
            index.insert(number, sign)
        return lambda texts: [set(index.query(sign)) for sign in signs(texts)]

    def signs(texts: Texts) -> list[MinHash]:
        # The values are datasketch's own (tests/detector/copies), only sooner.
        values = affine_signatures(*sha1_hashes(map(tokens, texts)), permutations)
        return [datasketch_minhash(row) for row in values]

    return prepare


def char_grams(text: str, size: int = 5) -> list[bytes]:
    return [text[at : at + size].encode() for at in range(max(1, len(text) - size + 1))]


def text_dedup_grams(text: str) -> list[bytes]:
    words = re.split(r"\W", text.lower(), flags=re.UNICODE)
    return [" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))]


def datatrove_grams(text: str) -> list[bytes]:
    import jieba

    text = unicodedata.normalize("NFD", text.lower().strip())
    text = "".join(c for c in text if unicodedata.category(c)[0] not in "PM")
    text = re.sub(r"\d", "0", re.sub(r"\s+", " ", text))
    words = [word for word in jieba.lcut(text) if word.strip()]
    return [" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))]


def normalised_grams(text: str) -> list[bytes]:
    codes = main_text(Page(text)).codes
    return char_grams(codes.astype("<u4").tobytes().decode("utf-32-le"))


METHODS = {
    "datasketch": by_lsh(char_grams, 128, threshold=0.7),
    "datatrove": by_lsh(datatrove_grams, 112, params=(14, 8)),
    "text-dedup": by_lsh(text_dedup_grams, 256, threshold=0.7),
    "normalised MinHash": by_lsh(normalised_grams, 128, threshold=0.7),
    "darnel": ours,
}


def disguised(texts: Texts, change: d.Disguise, strength: float) -> list[str]:
    return [change(text, strength, random.Random(n)) for n, text in enumerate(texts)]


def all_of_these(text: str, other: str, rng: random.Random) -> str:
    return d.emoji(d.place_lists(text, 0.2, rng) + "\n" + other, 30, rng)


def cases(known: Texts, strangers: Texts) -> dict[str, list[str]]:
    queries = known[:QUERIES]
    glued = [f"{a}\n{b}" for a, b in zip(queries, strangers, strict=True)]
    half = [
        b[: len(b) // 2] + a[len(a) // 4 : len(a) // 4 + len(a) // 2] + b[len(b) // 2 :]
        for a, b in zip(queries, strangers, strict=True)
    ]
    made = {
        "emoji every 30 characters": disguised(queries, d.emoji, 30),
        "+ place lists of twice the length": disguised(
            disguised(queries, d.emoji, 30), d.place_lists, 2
        ),
        "two articles glued": glued,
        "all of these": [
            all_of_these(a, b, random.Random(n))
            for n, (a, b) in enumerate(zip(queries, strangers, strict=True))
        ],
        "half an article inside another": half,
        "pinyin after characters": disguised(queries, d.pinyin, 1.0),
        "homoglyphs, full width": disguised(disguised(queries, d.homoglyphs, 1), d.full_width, 0.5),
        "characters in brackets": disguised(queries, d.wrapped, 1.0),
        "invisible characters": disguised(queries, d.invisibles, 0.5),
        "entities (read as HTML)": [
            html.unescape(text) for text in disguised(queries, d.entities, 0.5)
        ],
        "sentences shuffled": disguised(queries, d.shuffled, 1.0),
        "every 20th character deleted": disguised(queries, d.deletion, 20),
        "words spun every 20 characters": disguised(queries, d.spun, 20),
        "paraphrased, half the sentences": disguised(queries, d.paraphrased, 0.5),
    }
    if importlib.util.find_spec("opencc"):
        import opencc

        traditional = opencc.OpenCC("s2tw").convert
        made["traditional, sentence by turns"] = [
            "。".join(traditional(s) if n % 2 else s for n, s in enumerate(text.split("。")))
            for text in queries
        ]
    return made


def recall(texts: list[str]) -> None:
    known, unseen = texts[:KNOWN], texts[KNOWN : KNOWN + UNSEEN]
    strangers = texts[KNOWN + UNSEEN :][:QUERIES]
    strangers += unseen[: QUERIES - len(strangers)]
    made = cases(known, strangers)
    made["(false matches in 1,000 unseen)"] = list(unseen)
    columns = {}
    for name, prepare in METHODS.items():
        if name == "datatrove" and not importlib.util.find_spec("jieba"):
            print("datatrove's tokenisation left out: jieba is not installed")
            continue
        query = prepare(known)
        print(f"... {name}", flush=True)
        columns[name] = {
            case: (
                sum(bool(found) for found in query(queries))
                if case.startswith("(")
                else float(np.mean([n in found for n, found in enumerate(query(queries))]))
            )
            for case, queries in made.items()
        }
    print(f"recall of the source, {QUERIES} queries on {len(known)} articles")
    print(f"{'':36}" + "".join(f"{name:>20}" for name in columns))
    for case in made:
        print(f"{case:36}" + "".join(f"{column[case]:>20.3g}" for column in columns.values()))


CURVES: dict[str, tuple[d.Disguise, Sequence[float]]] = {
    "emoji every n characters": (d.emoji, (30, 10, 5, 2, 1)),
    "place lists, times the length": (d.place_lists, (0.5, 1, 2, 5, 10)),
    "share of characters followed by an invisible": (d.invisibles, (0.05, 0.2, 0.5, 1)),
    "share of characters in brackets": (d.wrapped, (0.05, 0.2, 0.5, 1)),
    "share of sentences moved": (d.shuffled, (0.25, 0.5, 1)),
    "every n-th character deleted": (d.deletion, (50, 30, 20, 15, 12, 10, 8)),
    "every n-th character replaced": (d.replacement, (50, 30, 20, 15, 12, 10, 8)),
    "a word spun every n characters": (d.spun, (80, 40, 20, 15, 10, 6)),
    "share of sentences paraphrased": (d.paraphrased, (0.25, 0.5, 0.75, 0.9, 1)),
}


def curves(texts: list[str]) -> None:
    known, strangers = texts[:KNOWN], texts[KNOWN : KNOWN + QUERIES]
    query = ours(known)

    def rate(queries: Texts) -> str:
        return f"{np.mean([n in found for n, found in enumerate(query(queries))]):.3f}"

    for name, (change, strengths) in CURVES.items():
        points = [f"{s:g}: {rate(disguised(known[:QUERIES], change, s))}" for s in strengths]
        print(f"{name:46}" + "  ".join(points))
    points = []
    for share in (0.1, 0.2, 0.3, 0.5, 0.7):
        inside = [
            b[: len(b) // 2] + a[: int(len(a) * share)] + b[len(b) // 2 :]
            for a, b in zip(known[:QUERIES], strangers, strict=True)
        ]
        points.append(f"{share:g}: {rate(inside)}")
    print(f"{'share of an article inside another':46}" + "  ".join(points))


def short(texts: list[str]) -> None:
    """Short texts: known whole, and met again with emoji, alone or inside an article."""
    rng = random.Random(3)
    print("short texts: recall met again with emoji; met inside an article; false in unseen")
    print("with the 16 smallest hashes kept, and (in brackets) with the fixed threshold alone")
    for size in (50, 80, 120, 200, 300):
        cut = [text[at : at + size] for text in texts for at in [rng.randrange(50)]]
        known, unseen = cut[:KNOWN], cut[KNOWN : KNOWN + UNSEEN]
        again = disguised(known[:QUERIES], d.emoji, 30)
        inside = [
            b[: len(b) // 2] + a + b[len(b) // 2 :]
            for a, b in zip(known[:QUERIES], texts[KNOWN:], strict=False)
        ]
        full = ours(known)
        told = [
            float(np.mean([n in found for n, found in enumerate(full(q))])) for q in (again, inside)
        ]
        plain = [threshold_recall(known, q) for q in (again, inside)]
        false = sum(bool(found) for found in full(unseen))
        print(
            f"{size:5} characters: {told[0]:.3f} ({plain[0]:.3f})  "
            f"{told[1]:.3f} ({plain[1]:.3f})  {false}"
        )
    quotes(texts)


def threshold_recall(known: Texts, queries: Texts) -> float:
    """What the threshold alone would find: three shared hashes, no smallest ones kept."""
    from detector.copies.match import LEAST_SHARE, LEAST_SHARED
    from detector.copies.sketch import THRESHOLD

    def low(text: str) -> set[int]:
        hashes = sketch([main_text(Page(text)).codes]).hashes
        return set(hashes[hashes < THRESHOLD].tolist())

    found = 0
    for text, query in zip(known, queries, strict=False):
        one, other = low(text), low(query)
        shared = len(one & other)
        least = max(1, min(len(one), len(other)))
        found += shared >= LEAST_SHARED and shared / least >= LEAST_SHARE
    return found / len(queries)


def quotes(texts: list[str]) -> None:
    """A page that quotes a paragraph is not a copy; one that is mostly another's text is."""
    from detector.copies.arm import find_copies

    known = texts[:QUERIES]
    for share in (0.1, 0.2, 0.3, 0.5, 0.7, 0.9):
        made = []
        for a, b in zip(known, texts[KNOWN:], strict=False):
            taken = a[: int(len(a) * share)]
            own = b[: max(20, int(len(taken) * (1 - share) / share))]
            made.append(own[: len(own) // 2] + taken + own[len(own) // 2 :])
        records = [
            Record(id=f"{k}{n}", source="x", url=f"http://{k}{n}.example/", text=t, published=p)
            for k, p, group in (("a", "2023-01-01", known), ("b", "2023-02-01", made))
            for n, t in enumerate(group)
        ]
        pages = [Page(r.text or "", url=r.url, published=r.published) for r in records]
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder) / "part.arrow"
            batch = signatures(records, pages)
            with pa.ipc.new_file(str(part), batch.schema) as out:
                out.write_batch(batch)
            rows = next(iter(find_copies([part], None, Path(folder)))).to_pylist()
        # What names a source for all of its text has given credit and is never called a copy.
        credit = [bool(names) for names in batch.column("sources").to_pylist()]
        flagged = [row["mostly_copied"] for row in rows]
        later = range(len(known), len(rows))
        listed = [any(c["id"] == f"a{n}" for c in rows[at]["copies"]) for n, at in enumerate(later)]
        plain = [flagged[at] for at in later if not credit[at]]
        print(
            f"{share:.0%} of a later page is another's: listed {np.mean(listed):.3f}, "
            f"called a copy {np.mean(plain):.3f} of {len(plain)} that name no source and "
            f"{sum(flagged[n] for n in later if credit[n])} of {len(made) - len(plain)} that do, "
            f"originals called copies {sum(flagged[: len(known)])}"
        )


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of processor time, so that other work on the machine counts less."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def speed(texts: list[str], english: list[str]) -> None:
    zh = ["".join(texts[n : n + 3])[:1000] for n in range(0, 1500, 3)]  # 3 KB of UTF-8
    en = [text[:3000] for text in english if len(text) >= 3000][:500]
    for name, sample, gram in (("Chinese", zh, 5), ("English", en, 5)):
        rows = {"darnel, numpy bulk": partial(bulk_minhash, sample, name == "English")}
        tokens = [char_grams(t, gram) if name == "Chinese" else word_grams(t, gram) for t in sample]
        few = tokens[:100]
        rows["datasketch bulk"] = lambda few=few: MinHash.bulk(few, num_perm=128)
        if importlib.util.find_spec("rensa"):
            from rensa import RMinHash

            strings = [[t.decode() for t in ts] for ts in tokens]

            def rensa(strings: list[list[str]] = strings) -> None:
                for each in strings:
                    sign = RMinHash(num_perm=128, seed=1)
                    sign.update(each)
                    sign.digest()

            rows["rensa"] = rensa
        if importlib.util.find_spec("gaoya"):
            from gaoya.minhash import MinHashStringIndex

            def gaoya(sample: list[str] = sample, name: str = name) -> None:
                index = MinHashStringIndex(
                    32,
                    0.7,
                    16,
                    8,
                    128,
                    analyzer="char" if name == "Chinese" else "word",
                    ngram_range=(5, 5),
                )
                index.par_bulk_insert_docs(list(range(len(sample))), sample)

            rows["gaoya (insert, all cores)"] = gaoya
        print(f"128-permutation signatures, {name}, 3 KB: documents/s")
        for row, work in rows.items():
            count = len(few) if row == "datasketch bulk" else len(sample)
            print(f"  {row:28}{count / best(work):>10,.0f}")
    pages = [text[:700] for text in texts if len(text) >= 700]
    build = best(lambda: sketch_texts(pages[:1000]), 9) / 1000
    print(f"containment sketch of a 700-character page, text to hashes: {build * 1e6:.1f} us")
    folder = Path(tempfile.mkdtemp()) / "index"
    KnownIndex.create(folder)
    with KnownIndex.writer(folder) as writer:
        writer.add(signed(texts[:5000]))
    index = KnownIndex.open(folder)
    sketches = sketch_texts(pages[:1000])
    asked = best(lambda: index.query(sketches), 9) / 1000
    print(f"query of a 700-character page on {len(index):,} articles: {asked * 1e6:.1f} us")


def word_grams(text: str, size: int) -> list[bytes]:
    words = text.split()
    return [" ".join(words[at : at + size]).encode() for at in range(max(1, len(words) - size + 1))]


def bulk_minhash(sample: list[str], words: bool) -> object:
    return affine_signatures(*shingles(sample, 5, words=words))


def known_at_scale(items: int) -> None:
    """Adding and querying ``items`` synthetic sketches of 700-character pages."""
    place = Path(tempfile.mkdtemp(prefix="darnel-bench-"))
    folder, size = place / "index", 100_000
    KnownIndex.create(folder)
    spent = used = 0.0
    for first in range(0, items, size):
        batch = synthetic(first, min(size, items - first))[0]
        with KnownIndex.writer(folder) as writer:
            start, cpu = time.perf_counter(), time.process_time()
            writer.add(batch)
            spent += time.perf_counter() - start
            used += time.process_time() - cpu
    stored = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    print(
        f"index: {items:,} items added at {items / spent:,.0f}/s by the clock, "
        f"{items / used:,.0f}/s of processor; {stored / items:.0f} B an item"
    )
    print(f"  peak memory, mapped pages included {peak_memory():,.0f} MB")
    asked = synthetic(0, min(size, items))[1]
    sketches = Sketches(asked.hashes[: asked.starts[4000]], asked.starts[:4001])
    for label in ("as added", "compacted"):
        if label == "compacted":
            with KnownIndex.writer(folder) as writer:
                start = time.perf_counter()
                writer.compact()
                print(f"  compacting takes {time.perf_counter() - start:.1f} s")
        index = KnownIndex.open(folder)
        found = index.query(sketches)
        assert set(range(4000)) <= set(found.query.tolist())
        rate = 4000 / best(lambda index=index: index.query(sketches), 3)
        print(f"  {label}: {len(index.runs)} runs, {rate:,.0f} queries/s")
    shutil.rmtree(place)


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def synthetic(first: int, count: int) -> tuple[pa.Table, Sketches]:
    rng = np.random.default_rng(first)
    sizes = rng.integers(32, 45, count)
    hashes = rng.integers(0, 2**60, int(sizes.sum()), dtype=np.uint64)
    texts = np.repeat(np.arange(count), sizes)
    hashes = hashes[np.lexsort((hashes, texts))]
    starts = np.concatenate(([0], np.cumsum(sizes)))
    urls = [
        f"https://www.site{n % 997}.example/news/2023/{n}.html" for n in range(first, first + count)
    ]
    columns: dict[str, list[object]] = {
        "id": urls,
        "url": urls,
        "host": [u.split("/")[2] for u in urls],
        "published": [None] * count,
        "fetched": [None] * count,
        "names": [["site"]] * count,
        "credited": [[]] * count,
        "sources": [[]] * count,
        "chars": [700] * count,
        "disguise": [0.0] * count,
    }
    arrays = [pa.array(columns[f.name], f.type) for f in signature_schema() if f.name in columns]
    arrays.append(pa.ListArray.from_arrays(pa.array(starts, pa.int32()), pa.array(hashes)))
    return pa.Table.from_arrays(arrays, schema=signature_schema()), Sketches(hashes, starts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("recall", "curves", "short", "speed", "index", "all"))
    root = Path(__file__).resolve().parent.parent
    parser.add_argument("--corpus", type=Path, default=root.parent / "shared" / "corpus")
    parser.add_argument("--items", type=int, default=1_000_000)
    given = parser.parse_args()
    if given.what in ("index", "all"):
        known_at_scale(given.items)
    if given.what == "index":
        return
    texts = articles(given.corpus)
    print(f"{len(texts)} distinct articles of 300 characters and more")
    if given.what in ("recall", "all"):
        recall(texts)
    if given.what in ("curves", "all"):
        curves(texts)
    if given.what in ("short", "all"):
        short(texts)
    if given.what in ("speed", "all"):
        with gzip.open(given.corpus / "en_seo_heavy_legit_text.jsonl.gz", "rt") as lines:
            speed(texts, [json.loads(line)["text"] for line in lines])


if __name__ == "__main__":
    main()
