"""What each page is among those that share its text, and the reason, in words."""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING

import numpy as np

from detector.copies.links import Links, Range
from detector.copies.sketch import Ints

if TYPE_CHECKING:
    import pyarrow as pa


class Role(enum.StrEnum):
    """What a page is among the pages that share its text."""

    ORIGINAL = "original"
    SYNDICATION = "credited syndication"
    COPY = "uncredited copy"
    SAME_SITE = "same site"
    UNDECIDED = "undecided"
    QUOTATION = "quotation"
    BOILERPLATE = "mutual boilerplate"


@functools.cache
def role_schema() -> pa.Schema:
    """Columns of ``darnel copies``: one row for every page that shares text with another."""
    import pyarrow as pa

    return pa.schema(
        [
            ("id", pa.string()),
            ("url", pa.string()),
            ("cluster", pa.string()),
            ("cluster_pages", pa.int64()),
            ("role", pa.string()),
            ("reason", pa.string()),
            ("earliest", pa.bool_()),  # the page the cluster is named after: the one to keep
            ("other", pa.string()),  # the text the role was read from
            ("other_url", pa.string()),
            ("other_known", pa.bool_()),  # an item of the index, not a page of this run
            ("containment", pa.float64()),  # share of the other's text found here
            ("contained", pa.float64()),  # share of this page's text found in the other
            ("shared_chars", pa.int64()),
            ("others", pa.int64()),  # how many texts share text with this page
        ]
    )


def roles(found: Range, sizes: Ints, ids: pa.ChunkedArray, urls: pa.ChunkedArray) -> pa.RecordBatch:
    """Rows of :func:`role_schema` for the pages of a range that share text with any other.

    ``sizes`` counts the pages of each cluster by the position of its hub; ``ids`` and
    ``urls`` are those of the range.
    """
    import pyarrow as pa

    links = found.links
    pages, starts = np.unique(links.page, return_index=True)
    ends = np.append(starts[1:], len(links.page))
    rows = []
    for page, start, end in zip(pages.tolist(), starts.tolist(), ends.tolist(), strict=True):
        role, at, why = _role(links, start, end, bool(found.mostly_copied[page]))
        hub = int(found.hub[page])
        rows.append(
            {
                "id": ids[page].as_py(),
                "url": urls[page].as_py(),
                "cluster": found.cluster[page],
                "cluster_pages": int(sizes[hub]) if hub >= 0 else None,
                "role": str(role),
                "reason": why,
                "earliest": hub == found.first + page,
                "other": links.ids[at],
                "other_url": links.urls[at],
                "other_known": bool(links.known[at]),
                "containment": round(float(links.share_there[at]), 4),
                "contained": round(float(links.share_here[at]), 4),
                "shared_chars": round(float(links.share_there[at]) * int(links.chars[at])),
                "others": end - start,
            }
        )
    return pa.RecordBatch.from_pylist(rows, schema=role_schema())


def _role(links: Links, start: int, end: int, copied: bool) -> tuple[Role, int, str]:
    """The role of one page, the entry that shows it best, and the reason."""
    at = range(start, end)
    here, judged = links.share_here, links.judged
    if copied:
        best = max((i for i in at if links.taken[i]), key=lambda i: float(here[i]))
        return Role.COPY, best, _copied_from(links, best)
    same = [i for i in at if links.one_text[i]]
    foreign = [i for i in same if not judged.same_site[i]]
    if foreign:
        best = max(foreign, key=lambda i: float(max(here[i], links.share_there[i])))
        for i in foreign:
            if judged.credits[i] and judged.older[i] >= 0 and not judged.credited[i]:
                return Role.SYNDICATION, i, "names the other, or the source of both, as its source"
        if any(judged.gives[i] and judged.older[i] == 1 for i in foreign):
            return Role.SYNDICATION, best, "names a source for all of its text"
        younger = [i for i in foreign if _is_original(links, i)]
        if younger and not any(judged.older[i] == 1 for i in foreign):
            return Role.ORIGINAL, younger[0], _original_because(links, younger[0])
        if any(links.taken[i] for i in foreign):
            return Role.UNDECIDED, best, "shares text with an earlier page, yet most is its own"
        return Role.UNDECIDED, best, "neither date nor credit tells whose text it is"
    if same:
        return Role.SAME_SITE, same[0], "the other page is on the same site"
    best = max(at, key=lambda i: float(max(here[i], links.share_there[i])))
    if links.stock[best]:
        return Role.BOILERPLATE, best, "what they share stands in very many pages"
    return Role.QUOTATION, best, "they share a passage; most of each text is its own"


def _is_original(links: Links, at: int) -> bool:
    judged = links.judged
    return bool(
        judged.credited[at]
        or judged.older[at] == -1
        or (judged.older[at] == 0 and judged.cleaner[at])
    )


def _original_because(links: Links, at: int) -> str:
    if links.judged.credited[at]:
        return "the other page names it, or the source of both"
    if links.judged.older[at] == -1:
        return "the other page is later"
    return "no date tells, and the other page carries far more disguise or padding"


def _copied_from(links: Links, at: int) -> str:
    share = f"{links.share_here[at]:.0%} of its text stands in the other"
    if links.known[at] and links.judged.older[at] != 1:
        return f"{share}, which is known already; no credit"
    if links.judged.older[at] == 1:
        return f"{share}, which is earlier; no credit"
    return f"{share}; no date tells, and this page carries far more disguise or padding"
