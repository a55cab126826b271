"""The registrable domain a host belongs to: what makes two hosts one site."""

from __future__ import annotations

import functools
from typing import Any


@functools.cache
def _suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


@functools.lru_cache(maxsize=1 << 16)
def site_of(host: str | None) -> str | None:
    """The registrable domain of ``host`` (the host itself if it has none)."""
    if not host:
        return None
    bare = host.lower().rstrip(".")
    return _suffixes().privatesuffix(bare) or bare
