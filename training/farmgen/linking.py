"""Tricks with links and markup: SIGNALS.md 2.7, 2.8 and section 3, items 9 and 10."""

from __future__ import annotations

import random

from training.farmgen.draft import Draft
from training.farmgen.phrases import Cast, brand, random_host, random_path, search_phrase

_STYLES = (
    "display:none",
    "visibility:hidden",
    "position:absolute;left:-9999px;top:-9999px",
    "font-size:0;line-height:0",
    "text-indent:-9999em;overflow:hidden",
    "height:1px;width:1px;overflow:hidden",
    "color:#fff;background:#fff",
)


def link_blocks(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Chains of links with random or commercial anchors to unrelated hosts."""
    count = max(10, round(40 * strength))
    style = rng.randrange(3)
    for _ in range(count):
        host = random_host(rng)
        if style == 0:
            anchor = "".join(
                rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(5, 9))
            )
        elif style == 1:
            anchor = search_phrase(
                rng, brand(cast, rng, chinese=draft.chinese), chinese=draft.chinese
            )
        else:
            anchor = f"{brand(cast, rng, chinese=draft.chinese)}({host})|"
        draft.links.append((anchor, f"http://{host}{random_path(rng)}"))


def hidden_links(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Links to brands where nobody sees them (HTML only)."""
    draft.hide_style = rng.choice(_STYLES)
    for _ in range(max(3, round(15 * strength))):
        name = brand(cast, rng, chinese=draft.chinese)
        draft.hidden_links.append((name, f"http://{random_host(rng)}{random_path(rng)}"))


def hidden_text(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Search phrases where nobody sees them (HTML only)."""
    draft.hide_style = rng.choice(_STYLES)
    draft.hidden_text = " ".join(
        search_phrase(rng, brand(cast, rng, chinese=draft.chinese), chinese=draft.chinese)
        for _ in range(max(8, round(40 * strength)))
    )


def random_markup(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Class names from a generator, a foreign canonical address, a jump to somewhere else."""
    draft.random_classes = True
    phrases = [
        search_phrase(rng, brand(cast, rng, chinese=draft.chinese), chinese=draft.chinese)
        for _ in range(max(4, round(10 * strength)))
    ]
    draft.keywords = ",".join(phrases)
    if strength > 0.4:
        draft.canonical = f"http://{random_host(rng)}{random_path(rng)}"
    if rng.random() < 0.5 * strength:
        draft.refresh = f"{rng.randint(0, 5)};url=http://{random_host(rng)}/"
