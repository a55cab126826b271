"""The wheel holds what it must and nothing else, and scores in a clean place beside an intruder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

GOLDEN = """
import json, sys
from detector import Detector
from detector.model import locate
from detector.reading import read_page
from detector.record import Record
folder = locate(None)
assert "default_model" in str(folder), folder
detector = Detector.load()
worst = 0.0
for line in (folder / "golden.jsonl").read_text(encoding="utf-8").splitlines():
    row = json.loads(line)
    fields = {k: v for k, v in row["record"].items() if v is not None}
    record = Record(**{"id": "golden", "source": "golden", **fields})
    verdict = detector.judge([record], [read_page(record)])[0]
    worst = max(worst, abs(verdict.score - row["score"]))
print(json.dumps(worst))
"""


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--no-isolation",
            "--wheel",
            "--outdir",
            str(out),
            str(root),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A wheel is a zip laid out as it will lie in site-packages; dependencies come from this
    # environment, darnel itself from the wheel only.
    place = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


def run(code: str, *paths: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    search = os.pathsep.join([*map(str, paths), *sorted(libraries)])
    # -S keeps .pth files (an editable install of this checkout) out of the way.
    return subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": search, "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_it_holds_the_packages_the_model_and_the_seeds_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "detector",
        "features",
        "training",
    }
    for needed in (
        "detector/default_model/manifest.json",
        "detector/default_model/estimator.skops",
        "detector/default_model/golden.jsonl",
        "detector/demo_pages/crawl.warc.gz",
        "detector/demo_labels.jsonl",
        "detector/report/assets/report.js",
        "features/py.typed",
    ):
        assert needed in names
    assert not [name for name in names if name.endswith((".pyc", ".key", ".env"))]


def test_the_golden_pages_score_the_same_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    result = run(GOLDEN, installed, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) < 1e-9


def test_a_foreign_features_package_is_named_not_used(installed: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "other" / "features"
    foreign.mkdir(parents=True)
    (foreign / "__init__.py").write_text("raise SystemExit('foreign code ran')\n")
    result = run("import detector", foreign.parent, installed, cwd=tmp_path)
    assert result.returncode != 0
    assert "shadowed by" in result.stderr
    assert str(foreign) in result.stderr
    assert "foreign code ran" not in result.stderr
