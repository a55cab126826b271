"""datatrove steps: a filter that drops farm pages, an annotator that only marks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.filters.base_filter import BaseFilter

from detector.record import Record
from detector.scorer import Scorer
from detector.verdict import Verdict

if TYPE_CHECKING:
    from datatrove.data import Document
    from datatrove.pipeline.writers.disk_base import DiskWriter

BATCH = 128


def judge(scorer: Scorer, documents: Iterable[Document]) -> list[Verdict]:
    """A verdict a document; raw HTML in the text is read as such."""
    verdicts, _ = scorer.verdicts([_record(document) for document in documents])
    return verdicts


def _record(document: Document) -> Record:
    html = document.text[:2048].lstrip()[:1] == "<"
    return Record(
        id=document.id,
        source="datatrove",
        url=document.metadata.get("url"),
        html=document.text if html else None,
        text=None if html else document.text,
    )


class DarnelFilter(BaseFilter):  # type: ignore[misc,unused-ignore]
    """Drops documents at or above the threshold; put it before or after text extraction."""

    name = "darnel"

    def __init__(
        self, scorer: Scorer | None = None, exclusion_writer: DiskWriter | None = None
    ) -> None:
        super().__init__(exclusion_writer, batch_size=BATCH)
        self.scorer = scorer or Scorer(evidence=False)

    def filter(self, doc: Document) -> tuple[bool, str]:
        """Whether to keep one document, and why not."""
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: list[Document]) -> list[tuple[bool, str]]:
        """Whether to keep each document, and why not."""
        found = []
        for document, verdict in zip(batch, judge(self.scorer, batch), strict=True):
            document.metadata["darnel_score"] = verdict.score
            found.append((verdict.label != "farm", "content_farm"))
        return found


class DarnelAnnotator(PipelineStep):  # type: ignore[misc,unused-ignore]
    """Adds ``darnel_score``, ``darnel_label`` and ``darnel_reasons`` to the metadata."""

    name = "darnel"
    type = "annotator"

    def __init__(self, scorer: Scorer | None = None) -> None:
        super().__init__()
        self.scorer = scorer or Scorer(evidence=False)

    def run(
        self, data: Iterable[Document], rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Pass every document on, marked."""
        del rank, world_size
        documents = iter(data)
        while batch := list(islice(documents, BATCH)):
            for document, verdict in zip(batch, judge(self.scorer, batch), strict=True):
                marks: dict[str, Any] = {
                    "darnel_score": verdict.score,
                    "darnel_label": str(verdict.label),
                    "darnel_reasons": [reason.signal for reason in verdict.reasons],
                }
                document.metadata.update(marks)
                yield document
