"""Spider pools: pages of cut-off snippets under a search phrase, on a site without a name."""

from __future__ import annotations

import random

from training.farmgen.draft import Article, Draft
from training.farmgen.padding import sentences
from training.farmgen.phrases import Cast, brand, search_phrase

_CUTS = (" […]", "...", "…", " [...]", "......", "……")


def snippet_page(
    draft: Draft, cast: Cast, rng: random.Random, strength: float, others: tuple[Article, ...]
) -> None:
    """Beginnings of sentences of several texts, cut off the way each of their sources cuts."""
    zh = draft.chinese
    subject = brand(cast, rng, chinese=zh)
    phrases = [search_phrase(rng, subject, chinese=zh) for _ in range(12)]
    pool = sentences(draft.body)
    for other in others[:3]:
        pool += sentences("\n".join(other.paragraphs))[:12]
    least, most = (30, 70) if zh else (70, 160)
    pool = [sentence.strip() for sentence in pool]
    pool = [sentence for sentence in pool if len(sentence) > least + 8] or pool
    rng.shuffle(pool)
    cuts = rng.sample(_CUTS, 3)
    snippets = [
        sentence[: rng.randint(least, most)].rstrip(" ,.，。") + rng.choice(cuts)
        for sentence in pool[: max(4, round(14 * strength))]
    ]
    for at in range(len(snippets), 0, -5):
        snippets.insert(at, rng.choice(phrases))
    draft.title = draft.headline = phrases[0] + rng.choice([" - ", "_", "|"]) + phrases[1]
    draft.paragraphs = snippets
    if strength > 0.4:
        draft.above.append(" ".join(phrases[2:10]))


def unnamed_site(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """The bare host in the place of the site's name: as source of the text and holder of rights."""
    del cast
    host = draft.host
    year = rng.randint(2015, 2026)
    if draft.chinese:
        source, rights = f"来源：{host}", rng.choice([f"© {year} {host}", f"版权所有 {host}"])
        day = f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        source = rng.choice([source, f"发布时间：{day} {source}", f"作者：{host}"])
    else:
        source = rng.choice([f"Source: {host}", f"By {host}", f"Author: {host}"])
        rights = rng.choice([f"© {year} {host}", f"Copyright {year} {host}"])
    draft.above.append(source)
    if strength > 0.4:
        draft.below.append(rights)
