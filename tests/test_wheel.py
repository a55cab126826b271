"""The wheel and the source archive hold what they must and nothing else; the wheel scores in a
clean place beside an intruder."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from itertools import islice
from pathlib import Path

import pytest

SUFFIXES = frozenset(
    {
        "", ".css", ".gz", ".html", ".js", ".json", ".jsonl", ".md", ".npy", ".npz", ".py",
        ".skops", ".txt", ".typed",
    }
)  # fmt: skip
"""Kinds of files the wheel may hold; no others, and nothing compiled."""
SECRETS = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}"
    rb"|\bxox[abpr]-[0-9]|\bsk-[A-Za-z0-9]{32}|(?:/home|/root|/Users|/work)/[a-z]+/"
)


def unpacked(name: str, data: bytes) -> bytes:
    return gzip.decompress(data) if name.endswith(".gz") else data


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


def built(root: Path, out: Path, kind: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", kind, "--outdir", str(out), str(root)],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "DARNEL_COMPILED": "0"},
    )


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    built(root, out, "--wheel")
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def source(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("source")
    built(root, out, "--sdist")
    return next(out.glob("*.tar.gz"))


@pytest.fixture(scope="session")
def in_wheel(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def in_source(source: Path) -> dict[str, bytes]:
    """Files of the source archive by their place below its one folder."""
    found = {}
    with tarfile.open(source) as archive:
        for member in archive:
            assert member.isfile(), f"{member.name} is no plain file"
            top, _, name = member.name.partition("/")
            assert top.startswith("darnel-")
            read = archive.extractfile(member)
            assert read is not None
            found[name] = read.read()
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A wheel is a zip laid out as it will lie in site-packages; dependencies come from this
    # environment, darnel itself from the wheel only.
    place = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)  # noqa: S202 - our own wheel, a zip
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
    assert not [name for name in names if Path(name).suffix not in SUFFIXES]
    licences = [name for name in names if name.endswith("dist-info/licenses/LICENSE")]
    assert len(licences) == 1


def test_the_wheel_says_what_it_is(in_wheel: dict[str, bytes]) -> None:
    (told,) = (data.decode() for name, data in in_wheel.items() if name.endswith("/METADATA"))
    assert re.search(r"^Name: darnel$", told, re.MULTILINE)
    assert re.search(r"^License-Expression: Apache-2.0$", told, re.MULTILINE)
    assert re.search(r"^Requires-Python: >=3.11$", told, re.MULTILINE)


def test_the_source_archive_is_what_is_under_version_control(
    in_source: dict[str, bytes], root: Path
) -> None:
    """Work in progress, caches and findings of the fuzzer stay here."""
    for needed in ("pyproject.toml", "constraints.txt", "LICENSE", "models/default/CARD.md"):
        assert needed in in_source
    assert not [name for name in in_source if "/found/" in name or "node_modules" in name]
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this copy is not under version control")
    known = set(listed.stdout.decode().split("\0")) | {"PKG-INFO"}
    assert not set(in_source) - known


def test_neither_holds_secrets_or_places_of_a_machine(
    in_wheel: dict[str, bytes], in_source: dict[str, bytes]
) -> None:
    for name, data in {**in_wheel, **in_source}.items():
        if name == "tests/test_wheel.py":
            continue  # this file names what it looks for
        found = SECRETS.search(unpacked(name, data))
        assert not found, f"{name}: {found}"
        assert Path(name).suffix not in (".pem", ".key", ".env", ".p12", ".pickle", ".pkl")


def test_neither_is_larger_than_it_says_in_the_documents(
    in_wheel: dict[str, bytes], in_source: dict[str, bytes]
) -> None:
    for contents in (in_wheel, in_source):
        assert sum(map(len, contents.values())) < 64 << 20
        assert max(map(len, contents.values())) < 16 << 20


@pytest.mark.corpus
def test_neither_holds_pages_of_the_labelled_corpus(
    in_wheel: dict[str, bytes], in_source: dict[str, bytes], shared: Path
) -> None:
    names = {**in_wheel, **in_source}
    held = b"\n".join(unpacked(name, data) for name, data in names.items())
    looked_for = 0
    for path in sorted((shared / "corpus").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in islice(file, 0, 400, 8):
                text = json.loads(line).get("text") or ""
                middle = " ".join(text.split())[len(text) // 3 :][:60]
                if len(middle) == 60:
                    looked_for += 1
                    as_written = middle.encode("utf-8", "replace")
                    escaped = json.dumps(middle)[1:-1].encode()
                    assert as_written not in held, f"{path.name}: {middle}"
                    assert escaped not in held, f"{path.name}: {middle}"
    assert looked_for > 500


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
