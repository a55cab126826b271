"""The article behind the page this project began with is honest once its disguise is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import regex

from detector.detector import Detector
from detector.reading import read_page
from detector.record import Record

EMOJI = regex.compile(r"\p{Extended_Pictographic}\ufe0f?")


@pytest.mark.corpus
@pytest.mark.parametrize("one_line", [False, True])
def test_the_cleaned_article_scores_low(shared: Path, one_line: bool) -> None:
    (path,) = (shared / "example").glob("*.txt")
    text = path.read_text(encoding="utf-8")
    title = text.partition("\n")[0]
    begin = text.index("文 |")
    article = EMOJI.sub("", text[begin : text.index("返回搜狐", begin)]).replace("展开全文", "")
    # The byline stands twice in a row; once is what an honest page has.
    article = re.sub(r"\A(文 \| \S+)\s+文 \| \S+\s*", r"\1\n", article)
    assert len(article) > 3_000
    if not one_line:
        article = "\n".join(part for part in re.split(r"\s{2,}", article) if part)
    record = Record(id="cleaned", source="cleaned", text=article, title=title)
    (verdict,) = Detector.load().judge([record], [read_page(record)])
    assert verdict.score is not None
    assert verdict.score < 0.2
