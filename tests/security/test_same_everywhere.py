"""The seed pages read and score the same on every Python and in every process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PINS = "import json, versions; print(json.dumps(versions.pins()))"
REMEDY = "if that is meant, run `python benchmarks/versions.py pin` and say why in the commit"


@pytest.fixture(scope="module")
def found(root: Path) -> dict[str, Any]:
    # Another hash seed in every run of the tests: nothing may depend on the order of sets.
    done = subprocess.run(
        [sys.executable, "-c", PINS],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "benchmarks"), "PYTHONHASHSEED": "random"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def pinned(root: Path) -> dict[str, Any]:
    return json.loads((root / "tests" / "security" / "seeds.json").read_text("utf-8"))


@pytest.mark.parametrize("what", ["pages", "claims"])
def test_what_is_read_off_the_seeds(what: str, found: dict[str, Any], pinned: Any) -> None:
    assert found[what] == pinned[what], f"{what} of the seeds have changed: {REMEDY}"


def test_what_the_seeds_score(found: dict[str, Any], pinned: Any) -> None:
    assert found["model"] == pinned["model"], f"another model is shipped: {REMEDY}"
    assert found["scores"].keys() == pinned["scores"].keys()
    for name, score in pinned["scores"].items():
        if score is None:
            assert found["scores"][name] is None
            continue
        # Not to the last bit: processors differ in how numpy sums on them.
        assert float.fromhex(found["scores"][name]) == pytest.approx(
            float.fromhex(score), abs=1e-9
        ), f"scores have changed: {REMEDY}"
