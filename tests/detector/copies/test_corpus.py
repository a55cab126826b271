"""Real articles in disguise are found, and unseen ones match nothing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from detector.copies.arm import signatures
from detector.copies.content import main_text
from detector.copies.sketch import sketch, sketch_texts
from detector.index.known import KnownIndex
from detector.record import Record
from features.page import Page

pytestmark = pytest.mark.corpus
KNOWN, ASKED = 600, 150


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[str]:
    path = shared / "corpus" / "zh_news2023_articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(1200), strict=False)]
    # The source holds several editions of some stories: only the first of each is taken.
    seen: set[int] = set()
    distinct = []
    for text in texts:
        hashes = set(sketch_texts([text]).hashes.tolist())
        if len(text) >= 400 and len(hashes & seen) < 0.1 * len(hashes):
            distinct.append(text)
        seen |= hashes
    return distinct


@pytest.fixture(scope="module")
def index(articles: list[str], tmp_path_factory: pytest.TempPathFactory) -> KnownIndex:
    place = tmp_path_factory.mktemp("known") / "index"
    records = [Record(id=str(n), source="x", text=t) for n, t in enumerate(articles[:KNOWN])]
    KnownIndex.create(place)
    with KnownIndex.writer(place) as writer:
        writer.add(signatures(records, [Page(r.text or "") for r in records]))
    return KnownIndex.open(place)


def recall(index: KnownIndex, texts: list[str]) -> float:
    found = index.query(sketch([main_text(Page(text)).codes for text in texts]))
    own = found.query[found.query == found.item]
    return len(np.unique(own)) / len(texts)


def emoji(text: str) -> str:
    return "".join(c + "😀😂😍🔥"[n % 4] * (n % 30 == 29) for n, c in enumerate(text))


def test_emoji_every_thirty_characters(articles: list[str], index: KnownIndex) -> None:
    assert recall(index, [emoji(text) for text in articles[:ASKED]]) >= 0.99


def test_glued_and_padded(articles: list[str], index: KnownIndex) -> None:
    padding = "\n" + "、".join(["东城区", "西城区", "朝阳区", "丰台区", "海淀区", "通州区"] * 20)
    texts = [
        emoji(one + padding + "\n" + other + padding)
        for one, other in zip(articles[:ASKED], articles[KNOWN:], strict=False)
    ]
    assert recall(index, texts) >= 0.99


def test_half_inside_another(articles: list[str], index: KnownIndex) -> None:
    texts = [
        other[:200] + one[len(one) // 4 : 3 * len(one) // 4] + other[200:]
        for one, other in zip(articles[:ASKED], articles[KNOWN:], strict=False)
    ]
    assert recall(index, texts) >= 0.97


def test_unseen_articles_match_nearly_nothing(articles: list[str], index: KnownIndex) -> None:
    unseen = articles[KNOWN : KNOWN + 200]
    found = index.query(sketch([main_text(Page(text)).codes for text in unseen]))
    assert len(np.unique(found.query)) <= 1
