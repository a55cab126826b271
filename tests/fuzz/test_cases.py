"""Replays every input that once broke a harness, and some of those the fuzzer begins with."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent
CASES = sorted(path for path in (HERE / "cases").glob("*/*") if path.is_file())
STEP = {"html": 1, "sources": 1, "index": 37, "model": 11}
"""Every so many of the inputs to begin with are tried: a thousand indexes take too long."""


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def harnesses() -> Iterator[ModuleType]:
    module = loaded("harnesses")
    yield module
    module.forget()


@pytest.mark.parametrize("name", sorted(STEP))
def test_the_starting_inputs_hold(harnesses: ModuleType, name: str) -> None:
    for data in loaded("starts").STARTS[name][:: STEP[name]]:
        harnesses.HARNESSES[name](data)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_broke_holds_now(harnesses: ModuleType, case: Path) -> None:
    harnesses.HARNESSES[case.parent.name](case.read_bytes())


def test_the_starting_inputs_reach_what_they_are_for(harnesses: ModuleType) -> None:
    """Sound files of every kind are read, or the harness would fuzz nothing but refusals."""
    from detector.sources.formats import Format
    from detector.sources.inputs import records, resolve

    place = harnesses._scratch()
    formats, statuses = set(), set()
    for data in loaded("starts").STARTS["sources"]:
        packed, _ = harnesses.PACKINGS[data[1] % len(harnesses.PACKINGS)](data[3:], data[2])
        path = place / ("x" + harnesses.SUFFIXES[data[0]])
        path.write_bytes(packed)
        (file,) = resolve([str(path)])
        found = {record.status for record in records(file, {})}
        statuses |= found
        if "ok" in found:
            formats.add(file.format)
    assert formats >= set(Format) - {Format.UNKNOWN, Format.SNIFF}
    assert statuses >= {"ok", "empty", "skipped", "unreadable"}
