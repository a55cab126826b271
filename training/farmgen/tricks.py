"""Every trick by name, in the order in which a generator would apply them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from training.farmgen import attribution, collecting, linking, obfuscation, padding, stuffing
from training.farmgen.draft import Article, Draft
from training.farmgen.phrases import Cast


@dataclass(frozen=True, slots=True)
class Helpers:
    """Other honest articles a trick may steal from: same language, and one in another."""

    same: tuple[Article, ...]
    foreign: Article


Apply = Callable[[Draft, Cast, random.Random, float, Helpers], None]


@dataclass(frozen=True, slots=True)
class Trick:
    """One trick: what it does to a draft, in which forms and languages it can be seen."""

    name: str
    apply: Apply
    phase: int
    html_only: bool = False
    languages: tuple[str, ...] = ()


def _plain(change: Callable[[Draft, Cast, random.Random, float], None]) -> Apply:
    def apply(
        draft: Draft, cast: Cast, rng: random.Random, strength: float, helpers: Helpers
    ) -> None:
        del helpers
        change(draft, cast, rng, strength)

    return apply


def _glue(d: Draft, c: Cast, r: random.Random, s: float, h: Helpers) -> None:
    padding.glued_articles(d, c, r, s, h.same[0])


def _shuffle(d: Draft, c: Cast, r: random.Random, s: float, h: Helpers) -> None:
    padding.shuffled_sentences(d, c, r, s, h.same)


def _foreign(d: Draft, c: Cast, r: random.Random, s: float, h: Helpers) -> None:
    padding.mixed_languages(d, c, r, s, h.foreign)


def _snippets(d: Draft, c: Cast, r: random.Random, s: float, h: Helpers) -> None:
    collecting.snippet_page(d, c, r, s, h.same)


def _engage(d: Draft, c: Cast, r: random.Random, s: float, h: Helpers) -> None:
    attribution.made_up_engagement(d, c, r, s, h.same)


_ALL = (
    Trick("question_page", _plain(stuffing.question_page), 0),
    Trick("keyword_page", _plain(stuffing.keyword_page), 0),
    Trick("city_doorway", _plain(padding.city_doorway), 0),
    Trick("cut_sentences", _plain(padding.cut_sentences), 0),
    Trick("shuffled_sentences", _shuffle, 0),
    Trick("snippet_page", _snippets, 0),
    Trick("glued_articles", _glue, 1),
    Trick("mixed_languages", _foreign, 1),
    Trick("spun_words", _plain(stuffing.spun_words), 1),
    Trick("brand_swap", _plain(stuffing.brand_swap), 1),
    Trick("keyword_stuffing", _plain(stuffing.keyword_stuffing), 1),
    Trick("repeated_paragraphs", _plain(padding.repeated_paragraphs), 1),
    Trick("repeated_lead", _plain(padding.repeated_lead), 1),
    Trick("conflicting_bylines", _plain(attribution.conflicting_bylines), 2),
    Trick("repeated_byline", _plain(attribution.repeated_byline), 2),
    Trick("unnamed_site", _plain(collecting.unnamed_site), 2),
    Trick("false_masthead", _plain(attribution.false_masthead), 2),
    Trick("template_residue", _plain(attribution.template_residue), 2),
    Trick("made_up_engagement", _engage, 2),
    Trick("title_repeats", _plain(stuffing.title_repeats), 2),
    Trick("title_tail", _plain(stuffing.title_tail), 2),
    Trick("search_phrases", _plain(stuffing.search_phrases), 2),
    Trick("place_lists", _plain(padding.place_lists), 2),
    Trick("place_pairs", _plain(padding.place_pairs), 2),
    Trick("link_blocks", _plain(linking.link_blocks), 2),
    Trick("hidden_links", _plain(linking.hidden_links), 2, html_only=True),
    Trick("hidden_text", _plain(linking.hidden_text), 2, html_only=True),
    Trick("random_markup", _plain(linking.random_markup), 2, html_only=True),
    Trick("wrapped_characters", _plain(obfuscation.wrapped_characters), 3),
    Trick("mojibake", _plain(obfuscation.mojibake), 3, languages=("zh",)),
    Trick("odd_digits", _plain(obfuscation.odd_digits), 3),
    Trick("stray_characters", _plain(obfuscation.stray_characters), 3),
    Trick("pinyin_injection", _plain(obfuscation.pinyin_injection), 3, languages=("zh",)),
    Trick("mixed_scripts", _plain(obfuscation.mixed_scripts), 3),
    Trick("emoji_scatter", _plain(obfuscation.emoji_scatter), 3),
    Trick("emoji_rhythm", _plain(obfuscation.emoji_rhythm), 3),
    Trick("invisible_characters", _plain(obfuscation.invisible_characters), 3),
    Trick("entity_encoding", _plain(obfuscation.entity_encoding), 3, html_only=True),
    Trick("split_words", _plain(obfuscation.split_words), 3, html_only=True),
)

TRICKS: Mapping[str, Trick] = MappingProxyType({trick.name: trick for trick in _ALL})
"""Every trick by name."""

COMBINATIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "disguised_republication": (
            "emoji_rhythm", "place_lists", "glued_articles", "conflicting_bylines",
            "repeated_byline", "repeated_lead", "made_up_engagement", "template_residue",
            "title_repeats",
        ),
        "emoji_and_places": ("emoji_rhythm", "place_lists"),
        "city_chain": ("city_doorway", "place_pairs", "title_tail"),
        "brand_clone": ("brand_swap", "title_tail", "false_masthead"),
        "shuffled_phrases": ("shuffled_sentences", "keyword_stuffing", "search_phrases"),
        "spun_copy": ("spun_words", "repeated_paragraphs", "title_tail"),
        "feed_lead": ("cut_sentences", "title_repeats", "link_blocks"),
        "hidden_block": ("hidden_links", "hidden_text"),
        "encoded_page": ("entity_encoding", "random_markup", "emoji_scatter"),
        "spider_pool": ("snippet_page", "unnamed_site", "title_tail"),
        "chat_number": ("odd_digits", "wrapped_characters", "search_phrases"),
    }
)  # fmt: skip
"""Tricks that are seen together; the first is the pattern of the page this project began with."""
