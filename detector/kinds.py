"""What kind of farm a page is, told from the reasons it was flagged for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

KINDS = {
    "obfuscation": "disguised text",
    "padding": "padding and doorways",
    "duplication": "repeated text",
    "attribution": "contradictory origin",
    "template": "template residue",
    "stuffing": "keyword stuffing",
    "links": "link farm",
    "markup": "hidden text and markup tricks",
    "engagement": "invented engagement",
    "topic": "host and topic disagree",
}
"""Group of signals to the name people read. A new group reads as itself until named here."""


def group_weights(reasons: Iterable[Mapping[str, Any]], groups: Mapping[str, str]) -> Counter[str]:
    """Positive weight a signal group carries on one page, in log-odds."""
    weights: Counter[str] = Counter()
    for reason in reasons:
        if reason["weight"] > 0:
            weights[groups.get(reason["signal"], "other")] += reason["weight"]
    return weights


def kind_of(weights: Counter[str]) -> str:
    """The kind named after the group that weighed most; ``unclear`` when none did."""
    if not weights:
        return "unclear"
    group = max(sorted(weights), key=lambda name: weights[name])
    return KINDS.get(group, group)
