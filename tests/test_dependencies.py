"""What is installed with darnel: pinned with hashes, under licences that allow it, written down."""

from __future__ import annotations

import importlib.util
import re
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def listed(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("dependencies", root / "docs/dependencies.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_whatever_darnel_needs_is_pinned(listed: ModuleType) -> None:
    needed = listed.needed()
    assert {"numpy", "mlflow", "pyarrow", "scikit-learn", "colorama"} <= needed
    assert not {"pytest", "ruff", "fsspec"} & needed
    assert not needed - set(listed.pinned())


def test_every_pin_has_hashes_and_they_are_asked_for(root: Path) -> None:
    text = (root / "constraints.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    assert len(blocks) > 100
    for block in blocks:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", block), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]
    assert "://" not in re.sub(r"#.*", "", text), "a pin names an address"
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    # What `make demo` and `make test` install; the environment of the Spark tests is apart.
    installs = [line for line in makefile.splitlines() if "$(BIN)/python -m pip install" in line]
    assert len(installs) >= 3
    for line in installs:
        assert "--require-hashes" in line or "--no-deps --no-build-isolation -e ." in line, line


def test_licences_of_what_it_needs_are_known_and_compatible(listed: ModuleType) -> None:
    found = [package for package in listed.packages() if package.use == "run"]
    assert len(found) > 80
    refused = [package for package in found if not listed.accepted(package.licence)]
    assert not refused


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("BSD-3-Clause AND (MIT OR GPL-2.0-only)", True),
        ("BSD-3-Clause AND GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("SSPL-1.0", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_a_licence_that_does_not_fit_would_be_refused(
    listed: ModuleType, expression: str, fits: bool
) -> None:
    assert listed.accepted(expression) is fits


def test_the_table_is_that_of_the_pinned_set(listed: ModuleType) -> None:
    text = listed.PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| ([^|]+) \| ([^|]*) \|$", text, re.MULTILINE)
    written = {name: versions for name, versions, _ in rows if name != "package"}
    assert written == listed.pinned(), "run: python docs/dependencies.py"
    for name, versions, licence in rows:
        if name == "package":
            continue
        assert licence.strip(), name
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        if versions == installed:
            assert licence == listed.licence(name), name


def test_a_package_without_a_licence_has_none(listed: ModuleType, tmp_path: Path) -> None:
    place = tmp_path / "nameless-1.0.dist-info"
    place.mkdir()
    told = "Metadata-Version: 2.1\nName: nameless\nVersion: 1.0\n"
    (place / "METADATA").write_text(told, encoding="utf-8")
    (place / "RECORD").write_text("nameless-1.0.dist-info/METADATA,,\n", encoding="utf-8")
    sys.path.insert(0, str(tmp_path))
    try:
        assert listed.licence("nameless") == ""
        (place / "METADATA").write_text(told + "License: GPL-3.0-only\n", encoding="utf-8")
        assert not listed.accepted(listed.licence("nameless"))
    finally:
        sys.path.remove(str(tmp_path))
