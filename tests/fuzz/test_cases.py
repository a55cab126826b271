"""Replays every input that once broke a harness, and a few that never may."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent
CASES = sorted(path for path in (HERE / "cases").glob("*/*") if path.is_file())
STARTS = {
    "html": [b"", b"<", b"<p>x", b"\xff\xfe<\x00", b"<!--", b"<script>", b"<p\x00>&#x110000;"],
    "sources": [
        b"\x00WARC/1.0\r\n\r\n",
        b"\x01\x1f\x8b",
        b"\x03{",
        b'\x05"',
        b"\x07\x28\xb5\x2f\xfd",
    ],
    "index": [
        b"\x00\x00\x00\x00",
        b"\x01\x00\x10\x01zz",
        b"\x02\x00\x40\x02zz",
        b"\x03\x01\x00\x00",
    ],
}


@pytest.fixture(scope="module")
def harnesses() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_harnesses", HERE / "harnesses.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(STARTS))
def test_the_starting_inputs_hold(harnesses: ModuleType, name: str) -> None:
    for data in STARTS[name]:
        harnesses.HARNESSES[name](data)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_broke_holds_now(harnesses: ModuleType, case: Path) -> None:
    harnesses.HARNESSES[case.parent.name](case.read_bytes())
