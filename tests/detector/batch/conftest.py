from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cloudpickle
import pytest

from detector.batch.run import Job
from detector.record import Status
from detector.scorer import Scorer
from detector.sources.inputs import resolve
from detector.verdict import Label, Verdict
from features.page import Page


def page(number: int) -> dict[str, Any]:
    farm = number % 5 == 0
    body = [f"第{number}篇文章的第{line}段，讲的是第{number * 7 + line}件事。" for line in range(8)]
    if farm:
        body = [line.replace("的", "😀的🎉") for line in body]
    return {
        "id": f"p{number}",
        "url": f"https://site{number % 3}.example/{number}",
        "html": f"<title>第{number}篇</title><article><p>{'<p>'.join(body)}</article>",
    }


@pytest.fixture(scope="session")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSONL crawl of 300 pages, every fifth a farm page."""
    path = tmp_path_factory.mktemp("crawl") / "crawl.jsonl"
    path.write_text(
        "".join(json.dumps(page(n), ensure_ascii=False) + "\n" for n in range(300)), "utf-8"
    )
    return path


class PretendScorer(Scorer):
    """Judges by the length of the text, without a model; pages may do harm by their id."""

    @property
    def detector(self) -> Any:
        return None

    def read(self, records: Any, *, watch: Any = None) -> Any:
        for at, record in enumerate(records):
            watch(at)
            harm = record.id.partition("-")[0]
            if record.status is not Status.OK:
                continue
            if harm == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            elif harm == "exit":
                os._exit(9)
            elif harm == "hang":
                while True:
                    pass
            elif harm == "slow":
                time.sleep(0.002)
        return list(records), [Page(text=r.text or "", url=r.url) for r in records]

    def judge(self, records: Any, pages: Any) -> Any:
        return [
            Verdict(
                id=record.id,
                url=record.url,
                host=page.host,
                source=record.source,
                status=record.status,
                error=record.error,
                score=None if record.status is not Status.OK else len(page.text) / 1000,
                label=Label.LEGIT if record.status is Status.OK else Label.UNREAD,
                chars=len(page.text),
                model="pretend",
            )
            for record, page in zip(records, pages, strict=True)
        ]


class EndsItsReader(PretendScorer):
    """In whose process reading ``b.jsonl`` on to a record is the end."""

    def verdicts(self, *_: Any, **__: Any) -> Any:
        from detector.sources import inputs

        read = inputs.records

        def ending(file: Any, columns: Any, start: int = 0, _marks: Any = None) -> Any:
            for number, record in enumerate(read(file, columns)):
                if file.path.endswith("b.jsonl") and number == READ_TO[0]:
                    os.kill(os.getpid(), signal.SIGSEGV)
                if number >= start:
                    yield record

        inputs.records = ending
        return [], None


READ_TO = [0]

cloudpickle.register_pickle_by_value(sys.modules[__name__])


def _job(crawl: Path, out: Path, **options: Any) -> Job:
    return Job(
        files=resolve([str(crawl)]),
        out=str(out),
        scorer=PretendScorer(),
        **{"workers": 2} | options,
    )


@pytest.fixture
def job() -> Callable[..., Job]:
    """Makes a job for the pretended scorer."""
    return _job


@pytest.fixture
def ends_its_reader() -> Callable[[Job, int], Job]:
    """The job in whose workers reading ``b.jsonl`` on to this record is the end."""

    def make(given: Job, at: int) -> Job:
        READ_TO[0] = at
        return replace(given, scorer=EndsItsReader())

    return make


@pytest.fixture
def write_crawl(tmp_path: Path) -> Callable[..., Path]:
    """Writes a JSONL crawl of text records with the given ids."""

    def write(ids: Iterable[str], name: str = "in.jsonl") -> Path:
        path = tmp_path / name
        path.write_text(
            "".join(
                json.dumps({"id": name, "text": f"text of {name} " * (1 + n % 7)}) + "\n"
                for n, name in enumerate(ids)
            )
        )
        return path

    return write
