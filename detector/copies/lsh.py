"""Whole-page near-duplicates through a datasketch LSH index, in memory or on its Redis storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detector.copies.content import main_text
from detector.copies.minhash import (
    PERMUTATIONS,
    SCHEME,
    SEED,
    Values,
    affine_signatures,
    datasketch_minhash,
    shingles,
)
from detector.errors import RefusedError
from features.page import Page
from features.text import NORMALISER_VERSION

if TYPE_CHECKING:
    from datasketch import MinHashLSH

SHINGLE = 5
"""Normalised characters a shingle."""
_HEADER = b"\x00darnel"


class PageLSH:
    """A ``datasketch.MinHashLSH`` of pages, signed in bulk after disguises are taken off.

    ``storage`` is datasketch's ``storage_config`` (give it a ``basename`` to open the same
    Redis index again); ``None`` keeps the index in memory. datasketch stores nothing that says
    how its signatures were made, so the index is given a header, and opening one whose pages
    were signed otherwise raises :class:`detector.errors.RefusedError`. An index without the
    header, filled by others, is taken as it is only when it is empty.

    This finds pages that are nearly the same as a whole. For a text inside a longer page, or
    several glued together, use the containment sketches of :mod:`detector.copies.arm`.
    """

    def __init__(
        self,
        threshold: float = 0.7,
        permutations: int = PERMUTATIONS,
        storage: Mapping[str, Any] | None = None,
    ) -> None:
        from datasketch import MinHashLSH

        self.permutations = permutations
        self.index: MinHashLSH = MinHashLSH(
            threshold=threshold,
            num_perm=permutations,
            storage_config=None if storage is None else dict(storage),
        )
        self._pin()

    def header(self) -> list[str]:
        """What decides whether two signatures can be compared."""
        return [
            f"scheme {SCHEME}",
            f"seed {SEED}",
            f"permutations {self.permutations}",
            f"bands {self.index.b} x {self.index.r}",
            f"shingle {SHINGLE}",
            f"normaliser {NORMALISER_VERSION}",
        ]

    def _pin(self) -> None:
        keys = self.index.keys
        found = [str(part, "utf-8") for part in keys.get(_HEADER)]
        if not found:
            if not self.index.is_empty():
                raise RefusedError(
                    "the LSH index holds signatures of unknown making: use one darnel has filled"
                )
            keys.insert(_HEADER, *(part.encode() for part in self.header()))
        elif found != self.header():
            differs = sorted(set(found) ^ set(self.header()))
            raise RefusedError(f"the LSH index was made otherwise ({', '.join(differs)})")

    def sign(self, pages: Sequence[Page]) -> Values:
        """Signatures of pages, one row each."""
        texts = [main_text(p).codes.astype("<u4").tobytes().decode("utf-32-le") for p in pages]
        return affine_signatures(*shingles(texts, SHINGLE), self.permutations)

    def add(self, ids: Sequence[str], pages: Sequence[Page]) -> None:
        """Add pages under their ids; an id that is there already is left as it is."""
        with self.index.insertion_session() as session:
            for name, row in zip(ids, self.sign(pages), strict=True):
                if name not in self.index:
                    session.insert(name, datasketch_minhash(row))

    def query(self, pages: Sequence[Page]) -> list[list[str]]:
        """For each page the ids of likely near-duplicates, sorted; candidates, not verified."""
        return [sorted(self.index.query(datasketch_minhash(row))) for row in self.sign(pages)]
