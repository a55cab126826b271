"""From inputs to pages, a batch at a time, for the commands that sign without scoring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from detector.batch.stretches import batches
from detector.record import Record, Status
from detector.terminal import printable
from features.page import Page

MOST_LISTED = 20


@dataclass
class Tally:
    """How many records there were of each status, and the first of those that failed."""

    statuses: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    def count(self, record: Record, status: Status, error: str | None) -> None:
        """Count one record."""
        self.statuses[str(status)] += 1
        if status in (Status.UNREADABLE, Status.CRASHED) and len(self.failed) < MOST_LISTED:
            self.failed.append(f"{record.source}: {error}")

    @property
    def exit_code(self) -> int:
        """1 when records could not be read, else 0."""
        return int(any(self.statuses[s] for s in (Status.UNREADABLE, Status.CRASHED)))

    def told(self) -> str:
        """The tally in words, one line and one more for each failure listed."""
        counted = ", ".join(f"{count:,} {name}" for name, count in sorted(self.statuses.items()))
        return "\n  ".join(
            [f"{sum(self.statuses.values()):,} records: {counted}", *map(printable, self.failed)]
        )


def page_batches(
    inputs: Sequence[str], columns: Mapping[str, str], tally: Tally, size: int = 512
) -> Iterator[tuple[list[Record], list[Page | None]]]:
    """Read every record of ``inputs``, in order; a record without a page comes with ``None``."""
    from detector.sources.inputs import records, resolve

    stream = (record for file in resolve(inputs) for record in records(file, columns))
    for batch in batches(stream, size):
        yield batch, [_page(record, tally) for record in batch]


def _page(record: Record, tally: Tally) -> Page | None:
    from detector.reading import read_page

    if record.status is not Status.OK:
        tally.count(record, record.status, record.error)
        return None
    try:
        page = read_page(record)
    except Exception as error:  # noqa: BLE001 - one page's failure is that record's, and counted
        tally.count(record, Status.CRASHED, f"{type(error).__name__}: {error}")
        return None
    tally.count(record, Status.OK if page.text else Status.EMPTY, None)
    return page
