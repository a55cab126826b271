"""Pairs of twins: one honest page and one farm page made from the same article."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detector.record import Record
from training.farmgen.draft import Article, Draft, as_html, as_text
from training.farmgen.honest import draft_of, dress
from training.farmgen.phrases import TRAIN, Cast
from training.farmgen.tricks import COMBINATIONS, TRICKS, Helpers

MIN_PARAGRAPH = 8


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up page: the record, whether it is the farm or its twin, and how it was made."""

    record: Record
    farm: bool
    tricks: tuple[str, ...]
    strength: float
    lang: str
    group: str
    form: str


def article_of(
    *,
    id: str,  # noqa: A002 - the field is called so
    title: str | None,
    text: str,
    lang: str,
    group: str,
) -> Article | None:
    """An article to build on, or ``None`` if the text is too short to carry any trick."""
    paragraphs = [line.strip() for line in text.split("\n") if len(line.strip()) >= MIN_PARAGRAPH]
    if len(paragraphs) == 1:
        paragraphs = _broken_up(paragraphs[0], lang)
    if sum(map(len, paragraphs)) < (200 if lang == "zh" else 500) or len(paragraphs) < 2:
        return None
    name = (title or "").strip() or _first_words(paragraphs[0], lang)
    paragraphs = _at_most(paragraphs, 6000)
    return Article(id, name, tuple(paragraphs), lang, group)


def _first_words(text: str, lang: str) -> str:
    stops = "，。！？：；" if lang == "zh" else ".!?;:"
    limit = 28 if lang == "zh" else 80
    for place, char in enumerate(text[:limit]):
        if char in stops and place > 6:
            return text[:place]
    return text[:limit]


def _broken_up(text: str, lang: str) -> list[str]:
    from training.farmgen.padding import sentences

    per = 3 if lang == "zh" else 4
    parts = sentences(text)
    return ["".join(parts[at : at + per]).strip() for at in range(0, len(parts), per)]


def _at_most(paragraphs: list[str], chars: int) -> list[str]:
    out: list[str] = []
    for paragraph in paragraphs:
        if out and sum(map(len, out)) + len(paragraph) > chars:
            break
        out.append(paragraph[:chars])
    return out


def twins(
    article: Article,
    tricks: Sequence[str],
    strength: float,
    helpers: Helpers,
    *,
    cast: Cast,
    seed: str,
) -> tuple[Draft, Draft]:
    """The farm page and its honest twin; the same seed gives the same pair anywhere."""
    rng = random.Random(f"{seed}:{article.id}")  # noqa: S311 - reproducible, not secret
    base = draft_of(article, rng)
    dress(base, cast, rng, helpers.same)
    farm = base.copy()
    for trick in sorted((TRICKS[name] for name in tricks), key=lambda t: (t.phase, t.name)):
        trick.apply(farm, cast, rng, strength, helpers)
    farm.paragraphs = [line for line in farm.paragraphs if line.strip()] or [farm.headline or "-"]
    return farm, base


def possible(names: Sequence[str], lang: str) -> tuple[str, ...]:
    """The tricks among ``names`` that can be played in a language."""
    return tuple(
        name for name in names if not TRICKS[name].languages or lang in TRICKS[name].languages
    )


def written(
    article: Article,
    tricks: Sequence[str],
    strength: float,
    helpers: Helpers,
    *,
    cast: Cast,
    seed: str,
    source: str,
    forms: Sequence[str] = ("html", "text"),
) -> Iterator[Made]:
    """Both twins in every form in which the tricks can be seen."""
    farm, honest = twins(article, tricks, strength, helpers, cast=cast, seed=seed)
    unseen = all(TRICKS[name].html_only for name in tricks)
    rng = random.Random(f"{seed}:{article.id}:forms")  # noqa: S311 - reproducible, not secret
    titled = rng.random() < 0.75
    for form in forms:
        if form == "text" and unseen:
            continue
        for is_farm, draft in ((True, farm), (False, honest)):
            draft.id = f"{article.id}:{seed}:{form}:{'farm' if is_farm else 'twin'}"
            record = (
                as_html(draft, source, random.Random(f"{seed}:{article.id}:html"))  # noqa: S311 - reproducible, not secret
                if form == "html"
                else as_text(draft, source, with_title=titled)
            )
            yield Made(record, is_farm, tuple(tricks), strength, article.lang, article.group, form)


def corpus(
    articles: Sequence[Article],
    *,
    pairs: int,
    seed: int,
    cast: Cast = TRAIN,
    without: Sequence[str] = (),
    source: str = "farmgen",
) -> Iterator[Made]:
    """``pairs`` pairs of twins: single tricks, combinations seen together, and random ones."""
    rng = random.Random(f"corpus:{seed}")  # noqa: S311 - reproducible, not secret
    names = [name for name in TRICKS if name not in without]
    known = [tuple(n for n in combo if n not in without) for combo in COMBINATIONS.values()]
    for number in range(pairs):
        article = articles[number % len(articles)]
        helpers = helpers_for(article, articles, rng)
        draw = rng.random()
        if draw < 0.55:
            wanted: tuple[str, ...] = (names[number % len(names)],)
        elif draw < 0.75:
            wanted = rng.choice(known)
        else:
            wanted = tuple(rng.sample(names, rng.randint(2, 6)))
        tricks = possible(wanted, article.lang)
        if not tricks:
            continue
        strength = rng.uniform(0.5, 1.2)
        yield from written(
            article, tricks, strength, helpers, cast=cast, seed=f"{seed}.{number}", source=source
        )


def helpers_for(article: Article, articles: Sequence[Article], rng: random.Random) -> Helpers:
    """Articles of the same language to steal from, and one of another language."""
    same: list[Article] = []
    foreign = article
    for _ in range(400):
        other = articles[rng.randrange(len(articles))]
        if other.lang == article.lang and other.id != article.id and len(same) < 8:
            same.append(other)
        elif other.lang != article.lang:
            foreign = other
        if len(same) >= 8 and foreign is not article:
            break
    return Helpers(tuple(same) or (article,), foreign)
