"""A Scrapy item pipeline: ``ITEM_PIPELINES = {"detector.adapters.scrapy.DarnelPipeline": 500}``.

Settings: ``DARNEL_MODEL``, ``DARNEL_THRESHOLD``, ``DARNEL_DROP`` (drop farm pages; off).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from detector.record import Record
from detector.scorer import Scorer


class DarnelPipeline:
    """Scores items that carry ``html`` or ``text``; adds ``darnel``, the row as a mapping."""

    def __init__(self, scorer: Scorer, *, drop: bool) -> None:
        self.scorer = scorer
        self.drop = drop

    @classmethod
    def from_crawler(cls, crawler: Any) -> DarnelPipeline:
        """As Scrapy makes a pipeline."""
        settings = crawler.settings
        threshold = settings.get("DARNEL_THRESHOLD")
        return cls(
            Scorer(
                settings.get("DARNEL_MODEL"),
                threshold=None if threshold is None else float(threshold),
            ),
            drop=settings.getbool("DARNEL_DROP"),
        )

    def process_item(self, item: Any) -> Any:
        """The item with its verdict; raises ``DropItem`` for a farm page if asked to drop."""
        fields = ItemAdapter(item)
        [verdict], _ = self.scorer.verdicts([_record(fields)])
        if self.drop and verdict.label == "farm":
            raise DropItem(f"content farm, score {verdict.score:.3f}: {verdict.url}")
        fields["darnel"] = verdict.row()
        return item


def _record(fields: Mapping[str, Any]) -> Record:
    url = fields.get("url")
    return Record(
        id=url or "item",
        source="scrapy",
        url=url,
        html=fields.get("html"),
        text=fields.get("text"),
        title=fields.get("title"),
    )
