"""Labels and made-up pages as one table: what the signals read, and what is known of each page.

Every page is measured in each form a crawler could deliver it in (as HTML, and as text without
markup), so that the mere presence of markup says nothing about the label.
"""

from __future__ import annotations

import functools
import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import numpy.typing as npt
import pandas as pd

import detector
import features
from detector.reading import read_page
from detector.record import Record
from detector.wording import MOST
from features.page import Page
from features.table import all_features, measure
from features.views.stretches import folded
from training.cache import Part, kept
from training.farmgen.draft import Article
from training.farmgen.generate import Made, article_of, corpus
from training.farmgen.phrases import TRAIN
from training.labels import Labelled, file_digest, read_labels
from training.split import groups, registrable_domain, sketch
from training.wording import runs_of

ONLY_IN_MARKUP = frozenset({"hidden-links", "hacked-page"})
"""Kinds of page whose evidence is hidden by markup: as plain text they are honest pages."""

MADE_UP = "farmgen"
MAX_TEXT = 6_000
CHUNK = 64
FORMS = 2
"""Part of the cache's key: raise it when :func:`forms` or the facts of a page change."""
UNTITLED = 0.3


@dataclass(frozen=True, slots=True)
class Dataset:
    """Measured pages: ``matrix`` float64 ``(pages, columns)``, ``pages`` one row each.

    ``runs`` are the hashed runs of characters of every page (:mod:`training.wording`), if read.
    Columns of ``pages``: ``id, source, farm, weak, subtype, basis, verified, lang, era, form,
    kit, domain, group, tricks, strength, chars, text``.
    """

    columns: tuple[str, ...]
    matrix: npt.NDArray[np.float64]
    pages: pd.DataFrame
    runs: Any = None

    def where(self, mask: npt.ArrayLike) -> Dataset:
        """The pages for which ``mask`` holds."""
        chosen = np.asarray(mask, dtype=bool)
        return Dataset(
            self.columns,
            self.matrix[chosen],
            self.pages[chosen].reset_index(drop=True),
            None if self.runs is None else self.runs[chosen],
        )


def code_digest() -> str:
    """A digest of everything that decides what a page reads: signals, views, data, reader."""
    roots = [Path(str(package.__file__)).parent for package in (features, detector)]
    files = [p for p in roots[0].rglob("*") if p.suffix != ".pyc" and p.is_file()]
    files += [roots[1] / "reading.py", roots[1] / "decoding.py", *roots[1].glob("html/*.py")]
    return _digest(files)


def generator_digest() -> str:
    """A digest of everything that decides what a made-up page looks like."""
    return _digest(list(Path(__file__).parent.glob("farmgen/*.py")))


def _digest(files: list[Path]) -> str:
    seen = hashlib.sha256()
    for file in sorted(files):
        seen.update(str(file.name).encode() + b"\0" + file.read_bytes())
    return seen.hexdigest()


def load(
    files: Sequence[Path],
    *,
    cache: Path,
    article_files: Sequence[str] = (),
    pairs: int = 0,
    seed: int = 0,
    jobs: int = 1,
    at_most: Mapping[str, int] | None = None,
) -> Dataset:
    """Every label file, and ``pairs`` made-up pairs, measured; from the cache where possible.

    ``at_most`` limits honest pages by label file, drawn by a hash of their ids.
    """
    digest = code_digest()
    limits = at_most or {}
    parts = []
    for path in files:
        limit = limits.get(_stem(path), 0)
        key = {
            "name": _stem(path),
            "file": file_digest(path),
            "code": digest,
            "limit": limit,
            "forms": FORMS,
        }
        parts.append(kept(cache, key, functools.partial(_measured_file, path, limit, jobs)))
    if pairs:
        bases = [path for path in files if _stem(path) in article_files]
        key = {
            "files": [*(file_digest(path) for path in bases), generator_digest()],
            "code": digest,
            "pairs": pairs,
            "seed": seed,
            "forms": FORMS,
        }
        make = functools.partial(_measured_pairs, bases, pairs, seed, jobs)
        parts.append(kept(cache, key, make))
    pages = pd.concat([part[0] for part in parts], ignore_index=True)
    matrix = np.concatenate([part[1] for part in parts])
    sketches = [one for part in parts for one in part[2]]
    # A missing domain may come back from a table as nan, which would join all such pages.
    domains = [name if isinstance(name, str) else None for name in pages["domain"]]
    pages["group"] = groups(domains, list(pages["kit"]), sketches)
    words = [np.frombuffer(text.encode("utf-32-le"), dtype="<u4") for text in pages["words"]]
    pages = pages.drop(columns="words")
    return Dataset(tuple(f.name for f in all_features()), matrix, pages, runs_of(words))


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".jsonl")


def _measured_file(path: Path, limit: int, jobs: int) -> Part:
    labels = list(read_labels(path))
    if limit:
        honest = [label for label in labels if not label.farm and not label.verified]
        honest.sort(key=lambda label: hashlib.sha256(label.record.id.encode()).digest())
        left_out = {label.record.source for label in honest[limit:]}
        labels = [label for label in labels if label.record.source not in left_out]
    rows = ((label.record, label) for label in labels)
    return _measured(rows, _of_label, jobs)


def _measured_pairs(paths: Sequence[Path], pairs: int, seed: int, jobs: int) -> Part:
    bases = articles(paths, seed)
    rows = ((made.record, made) for made in corpus(bases, pairs=pairs, seed=seed, cast=TRAIN))
    return _measured(rows, _of_made, jobs)


def for_stress(article: str) -> bool:
    """Whether an article is kept for the stress suite; training never builds on those."""
    return hashlib.sha256(article.encode()).digest()[0] < 64


def articles(paths: Sequence[Path], seed: int, *, stress: bool = False) -> list[Article]:
    """Honest articles to build on, languages and files mixed, in an order drawn from ``seed``.

    A quarter of all articles is kept for the stress suite (``stress``).
    """
    per_file = []
    for path in paths:
        found = []
        for label in read_labels(path):
            if label.farm or not label.main_text or for_stress(label.record.id) is not stress:
                continue
            article = article_of(
                id=label.record.id,
                title=label.record.title,
                text=label.main_text,
                lang=label.lang,
                group=label.record.id,
            )
            if article is not None:
                found.append(article)
        random.Random(f"{seed}:{path.name}").shuffle(found)  # noqa: S311 - reproducible, not secret
        per_file.append(found)
    # One from each file in turn: small files in other languages count as much as large ones.
    mixed = []
    for place in range(max(map(len, per_file), default=0)):
        mixed += [found[place % len(found)] for found in per_file if found]
    return mixed


def _measured(
    rows: Iterable[tuple[Record, Any]],
    describe: Callable[[Any], dict[str, Any]],
    jobs: int,
) -> Part:
    work = joblib.Parallel(n_jobs=jobs, return_as="generator")
    known: list[dict[str, Any]] = []
    values: list[list[float]] = []
    sketches: list[npt.NDArray[np.uint64]] = []
    for found in work(joblib.delayed(_chunk)(chunk, describe) for chunk in _chunks(rows)):
        for facts, read, shape in found:
            known.append(facts)
            values.append(read)
            sketches.append(shape)
    matrix = np.array(values, dtype=np.float64).reshape(len(values), len(all_features()))
    return pd.DataFrame(known), matrix, sketches


def _chunks(rows: Iterable[tuple[Record, Any]]) -> Iterator[list[tuple[Record, Any]]]:
    chunk: list[tuple[Record, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _chunk(
    rows: list[tuple[Record, Any]], describe: Callable[[Any], dict[str, Any]]
) -> list[tuple[dict[str, Any], list[float], npt.NDArray[np.uint64]]]:
    out = []
    for record, label in rows:
        facts = describe(label)
        for form, page in forms(record, facts):
            if not page.text.strip():
                continue
            read = [reading.value for reading in measure(page)]
            shown = page.text[: page.visible_end][:MAX_TEXT]
            more = {
                "form": form,
                "domain": None if facts["source"] == MADE_UP else registrable_domain(page.host),
                "chars": len(page.text),
                "text": f"{page.title or ''}\n{shown}",
                "words": folded(page).codes[:MOST].astype("<u4").tobytes().decode("utf-32-le"),
            }
            out.append((facts | more, read, sketch(shown)))
    return out


def forms(record: Record, facts: dict[str, Any]) -> Iterator[tuple[str, Page]]:
    """The page as delivered and, if it came as HTML, once more as the text alone."""
    page = read_page(record)
    drawn = random.Random(f"form:{record.id}").random()  # noqa: S311 - reproducible, not secret
    if not record.html:
        if facts["source"] != MADE_UP and drawn < UNTITLED:
            page = read_page(replace(record, title=None, url=None))
            object.__setattr__(page, "url", None)
        yield "text", page
        return
    yield "html", page
    if facts["subtype"] not in ONLY_IN_MARKUP and facts["source"] != MADE_UP:
        titled = drawn >= UNTITLED
        yield (
            "text",
            read_page(
                Record(
                    id=record.id,
                    source=record.source,
                    url=record.url if titled else None,
                    text=page.text[: page.visible_end],
                    title=page.title if titled else None,
                )
            ),
        )


def _of_label(label: Labelled) -> dict[str, Any]:
    return {
        "id": label.record.id,
        "source": label.source,
        "farm": label.farm,
        "weak": label.subtype == "weak",
        "subtype": label.subtype,
        "basis": label.basis,
        "verified": label.verified,
        "lang": label.lang,
        "era": label.era,
        "kit": kit_of(label),
        "tricks": (),
        "strength": 0.0,
    }


def kit_of(label: Labelled) -> str | None:
    """The kit or network a page comes from, where the labels say so; pages of one stay together."""
    if not label.farm:
        return f"page:{label.record.id}"
    if label.subtype in {"forum-autogen", "spider-pool", "spun"}:
        return f"{label.source}:{label.subtype}"
    if label.source in {"en_hacked_doorways_html", "en_rewritten_news_html"}:
        return label.source
    return f"page:{label.record.id}"


def _of_made(made: Made) -> dict[str, Any]:
    return {
        "id": made.record.id,
        "source": MADE_UP,
        "farm": made.farm,
        "weak": False,
        "subtype": "+".join(made.tricks) if made.farm else "twin",
        "basis": "made up",
        "verified": "",
        "lang": made.lang,
        "era": "",
        "kit": f"page:{made.group}",
        "tricks": made.tricks,
        "strength": made.strength,
    }


@functools.cache
def column_names() -> tuple[str, ...]:
    """The names of all signals, in table order."""
    return tuple(feature.name for feature in all_features())
