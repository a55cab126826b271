"""The second pass: rows of the first joined with whose text each page carries."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detector.batch.partfile import read_part, signatures_of
from detector.verdict import Label

if TYPE_CHECKING:
    import pyarrow as pa


def joined(parts: Sequence[Path], known: str | None, work: Path) -> Iterator[pa.Table]:
    """The rows of every part with ``copies``, ``cluster`` and the label they lead to.

    ``known`` is the folder of an index of known content, ``work`` a folder for temporary
    files. The result depends on the set of pages alone, not on how parts were cut.
    """
    from detector.copies.arm import find_copies

    index = None
    if known is not None:
        from detector.index.known import KnownIndex

        index = KnownIndex.open(Path(known))
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    found = find_copies([signatures_of(part) for part in parts], index, work)
    for part, copies in zip(parts, found, strict=True):
        yield with_copies(read_part(part).replace_schema_metadata(None), copies)


def with_copies(rows: pa.Table, found: pa.RecordBatch) -> pa.Table:
    """``rows`` with the columns the copy arm fills; as :meth:`Verdict.with_copies` does it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    schema = rows.schema
    copied = pc.and_(found.column("mostly_copied"), pc.equal(rows.column("label"), Label.LEGIT))
    label = pc.if_else(copied, str(Label.REPUBLISHED), rows.column("label"))
    for name, column in (
        ("copies", found.column("copies")),
        ("cluster", found.column("cluster")),
        ("label", label),
    ):
        at = schema.get_field_index(name)
        if isinstance(column, pa.Array):
            column = pa.chunked_array([column])  # noqa: PLW2901
        rows = rows.set_column(at, schema.field(at), column.cast(schema.field(at).type))
    return rows
