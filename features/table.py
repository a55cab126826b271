"""The table of signals: walks ``extractors/`` and is the only road to a model's input."""

from __future__ import annotations

import functools
import importlib
import inspect
import math
import pkgutil
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

import features.extractors
from features.feature import Feature, Reading, Subject
from features.page import Page
from features.subjects import Subjects


class SignalFailedError(RuntimeError):
    """An extractor raised, or read a value outside its bounds; names signal and page."""

    def __init__(self, signal: str, url: str | None, problem: str) -> None:
        super().__init__(f"signal {signal} failed on {url or 'a page without url'}: {problem}")
        self.signal = signal
        self.url = url
        self.problem = problem

    def __reduce__(self) -> tuple[type[SignalFailedError], tuple[str, str | None, str]]:
        return type(self), (self.signal, self.url, self.problem)


def _load(module_name: str) -> Feature:
    module = importlib.import_module(module_name)
    _, _, group, name = module_name.rsplit(".", 3)
    measure = getattr(module, name, None)
    if measure is None:
        raise ImportError(f"{module_name} must define a function called {name}")
    description = (inspect.getdoc(measure) or "").split("\n", 1)[0]
    return Feature(
        name,
        group,
        description,
        module.BOUNDS,
        module.SOURCE,
        measure,
        getattr(module, "SUBJECT", None),
    )


@functools.cache
def all_features() -> tuple[Feature, ...]:
    """Every signal found in ``extractors/<group>/<name>.py``, ordered by name."""
    root = features.extractors
    found = [
        _load(info.name)
        for info in pkgutil.walk_packages(root.__path__, root.__name__ + ".")
        if not info.ispkg
    ]
    names = [feature.name for feature in found]
    if len(set(names)) != len(names):
        raise ImportError("two extractors share a name: " + ", ".join(sorted(names)))
    return tuple(sorted(found, key=lambda feature: feature.name))


def feature_named(name: str) -> Feature:
    """The signal called ``name``; ``KeyError`` if there is none."""
    for feature in all_features():
        if feature.name == name:
            return feature
    raise KeyError(name)


@functools.lru_cache(maxsize=8)
def _put_together(subjects: tuple[Subject | None, ...]) -> Subjects:
    return Subjects(subjects)


def _subjects(signals: Sequence[Feature]) -> Subjects:
    return _put_together(tuple([feature.subject for feature in signals]))


def measure(page: Page, signals: Sequence[Feature] | None = None) -> list[Reading]:
    """Read every signal off ``page``, in table order (or in the order of ``signals``).

    Raises :class:`SignalFailedError` naming the signal and the url when an extractor raises:
    a failure is never turned into a quiet zero.
    """
    chosen = all_features() if signals is None else signals
    absent = _subjects(chosen).absent(page)
    readings = []
    for number, feature in enumerate(chosen):
        try:
            if absent and absent[number] and feature.subject:
                readings.append(feature.subject.absent)
            else:
                readings.append(feature.measure(page))
        except Exception as error:  # the one boundary: name the signal and page, then stop
            raise SignalFailedError(
                feature.name, page.url, f"{type(error).__name__}: {error}"
            ) from error
    return readings


_PAGES = 64
_CHARACTERS = 200_000


def _batches(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Pages in batches whose views fit into the processor's cache, more or less."""
    batch: list[Page] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.text)
        if len(batch) == _PAGES or size > _CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _measured(batch: Sequence[Page], signals: Sequence[Feature]) -> Iterator[tuple[Reading, ...]]:
    subjects = _subjects(signals)
    flags = [subjects.absent(page) for page in batch]
    # Of each signal the flags of all pages; a page whose signals are all measured has none.
    absent = zip(*[own or bytes(len(signals)) for own in flags], strict=True)
    columns = []
    for feature, skipped in zip(signals, absent, strict=True):
        read, subject = feature.measure, feature.subject
        try:
            if subject is None:
                columns.append([read(page) for page in batch])
            else:
                nothing = subject.absent
                columns.append(
                    [
                        nothing if skip else read(page)
                        for page, skip in zip(batch, skipped, strict=True)
                    ]
                )
        except Exception:
            for page in batch:  # signals are pure: the page that failed fails again, by name
                measure(page, (feature,))
            raise
    return zip(*columns, strict=True) if columns else iter([()] * len(batch))


def measure_all(
    pages: Iterable[Page], signals: Sequence[Feature] | None = None
) -> list[list[Reading]]:
    """What :func:`measure` reads on each page, one list of readings a page.

    Signal after signal over batches of pages, which keeps the code of each in the processor's
    cache: about a quarter less time than page after page. Raises :class:`SignalFailedError`
    as :func:`measure` does.
    """
    chosen = all_features() if signals is None else signals
    return [list(row) for batch in _batches(pages) for row in _measured(batch, chosen)]


def matrix(
    pages: Iterable[Page], signals: Sequence[Feature] | None = None
) -> npt.NDArray[np.float64]:
    """Values of every signal on every page, shape ``(pages, signals)``; ``nan`` = nothing read."""
    chosen = all_features() if signals is None else signals
    rows = [
        [reading.value for reading in row]
        for batch in _batches(pages)
        for row in _measured(batch, chosen)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(chosen))


def in_bounds(feature: Feature, value: float) -> bool:
    """Whether ``value`` is one that ``feature`` may read: ``nan``, or finite inside the bounds."""
    low, high = feature.bounds
    return math.isnan(value) or (math.isfinite(value) and low <= value <= high)
