"""Whether pages read and score the same to the last bit on another Python, machine or hash seed.

    python benchmarks/versions.py dump FILE [--corpus N]   # a line of JSON a page
    python benchmarks/versions.py compare FILE FILE...     # the first is what the others must equal
    python benchmarks/versions.py pin                      # what tests/security/ compares with

A line has the digest of everything read off a page (text, blocks, links, claims, every signal with
its evidence) and, where the model fits the code, the digest of its row and its score in
hexadecimal.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PINNED = ROOT / "tests" / "security" / "seeds.json"


def digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def records_of(corpus: int) -> Iterator[object]:
    """The seed pages, and ``corpus`` pages from across the labelled corpus beside the checkout."""
    from detector.record import Record
    from detector.sources.inputs import records, resolve

    for name in ("html", "pages.jsonl", "crawl.warc.gz"):
        for file in resolve([str(ROOT / "seeds" / "pages" / name)]):
            yield from records(file, {})
    files = sorted((ROOT.parent / "shared" / "corpus").glob("*.jsonl.gz"))
    for path in files if corpus else []:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        few = max(1, corpus // len(files))
        for row in rows[:: max(1, len(rows) // few)][:few]:
            yield Record(
                id=f"{path.name} {row.get('id')}",
                source=path.name,
                url=row.get("url"),
                html=row.get("html"),
                text=row.get("text"),
                title=row.get("title"),
            )


def dump(corpus: int, model: str | None = None) -> Iterator[dict[str, object]]:
    """What :func:`main` writes, page by page."""
    from dataclasses import replace

    from detector.errors import RefusedError
    from detector.record import Record
    from detector.scorer import Scorer
    from features.attribution.claims import claims
    from features.table import all_features, measure

    scorer = Scorer(model)
    try:
        _ = scorer.detector
        fits = True
    except RefusedError:
        fits = False
    found = list(records_of(corpus))
    # Where the checkout lies is no part of what is compared.
    every = [
        replace(r, source=r.source.replace(str(ROOT), ""), id=r.id.replace(str(ROOT), ""))
        for r in found
        if isinstance(r, Record)
    ]
    seen, pages = scorer.read(every)
    verdicts = scorer.judge(seen, pages) if fits else [None] * len(seen)
    for record, page, verdict in zip(seen, pages, verdicts, strict=True):
        told: dict[str, object] = {"id": record.id}
        if page is not None:
            readings = [
                (
                    signal.name,
                    "nan" if math.isnan(reading.value) else float(reading.value).hex(),
                    [(int(s.start), int(s.end)) for s in reading.evidence()]
                    if reading.evidence
                    else [],
                )
                for signal, reading in zip(all_features(), measure(page), strict=True)
            ]
            facts = (page.title, page.lang, page.blocks, page.links, page.markup)
            told["page"] = digest((page.text, *map(steady, facts)))
            told["claims"] = digest(
                [tuple(map(str, claim)) for claim in map(tuple_of, claims(page))]
            )
            told["signals"] = digest(readings)
        if verdict is not None:
            told["row"] = digest(sorted(verdict.row().items()))
            told["score"] = None if verdict.score is None else verdict.score.hex()
        yield told


def tuple_of(claim: object) -> tuple[object, ...]:
    return tuple(str(getattr(claim, name)) for name in ("role", "name", "text", "start", "end"))


def steady(value: object) -> str:
    """``repr`` with sets in order, which differs from process to process else."""
    if isinstance(value, frozenset | set):
        return f"{{{', '.join(sorted(map(steady, value)))}}}"
    if isinstance(value, tuple | list):
        return f"({', '.join(map(steady, value))})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{steady(k)}: {steady(v)}' for k, v in value.items())}}}"
    return repr(value)


def pins() -> dict[str, object]:
    """What the seed pages read and score, in few lines.

    Signals and rows are no part of it: processors differ in the last bit of numpy's sums, and a
    test must hold on all of them. ``dump`` has them, for versions of Python on one machine.
    """
    from detector.errors import RefusedError
    from detector.model import identity

    lines = list(dump(0))
    try:
        model = identity(None)
    except RefusedError:
        model = "none"
    return {
        "pages": digest([line.get("page") for line in lines]),
        "claims": digest([line.get("claims") for line in lines]),
        "model": model,
        "scores": {str(line["id"]): line.get("score") for line in lines},
    }


def compare(paths: list[Path]) -> int:
    """Print how the later files differ from the first; 1 if they do."""
    first, *others = ([json.loads(x) for x in p.read_text("utf-8").splitlines()] for p in paths)
    differing = 0
    for path, other in zip(paths[1:], others, strict=True):
        keys = ("id", "page", "claims", "signals", "row", "score")
        unlike = {
            key: sum(a.get(key) != b.get(key) for a, b in zip(first, other, strict=True))
            for key in keys
        }
        worst = max(
            (
                abs(float.fromhex(a["score"]) - float.fromhex(b["score"]))
                for a, b in zip(first, other, strict=True)
                if a.get("score") and b.get("score")
            ),
            default=0.0,
        )
        scored = sum(bool(a.get("score")) for a in first)
        differing += any(unlike.values())
        print(
            f"{path}: {len(other)} pages, {scored} with a score; differing: "
            + ", ".join(f"{key} {count}" for key, count in unlike.items())
            + f"; scores at most {worst:g} apart"
        )
    return 1 if differing else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("do", choices=["dump", "compare", "pin"])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--corpus", type=int, default=0, help="pages of the labelled corpus")
    parser.add_argument("--model", help="a folder; the shipped model if absent")
    args = parser.parse_args()
    if args.do == "compare":
        return compare(args.files)
    if args.do == "pin":
        PINNED.write_text(json.dumps(pins(), indent=1, ensure_ascii=False) + "\n", "utf-8")
        return 0
    with args.files[0].open("w", encoding="utf-8") as out:
        for line in dump(args.corpus, args.model):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"Python {platform.python_version()}: {args.files[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
