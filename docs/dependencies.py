"""Writes dependencies.md: every package darnel is installed with, and under which licence.

    python docs/dependencies.py

Which packages: ``constraints.txt``. Which of them are needed to run: what the installed metadata
require, followed to the end. Licences: the SPDX expression in a package's metadata, else its
classifiers, else its short name, else the text of the licence file it installs.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
EXTRAS = ("spark", "remote", "fast")

ACCEPTED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Unlicense",
        "ZPL-2.1",
        "Zlib",
    }
)
"""Licences a package may have that an Apache-2.0 program needs to run. MPL-2.0 binds changed files
of the package itself; darnel changes none and ships none."""

# Short names and classifiers that are no SPDX identifier.
_NAMES = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "the unlicense (unlicense)": "Unlicense",
}
# By a sentence only that licence has, for packages whose metadata name none.
_TEXTS = (
    ("Permission is hereby granted, free of charge", "MIT"),
    ("Neither the name", "BSD-3-Clause"),
    ("Redistribution and use in source and binary forms", "BSD-2-Clause"),
    ("Apache License", "Apache-2.0"),
)
_ELSEWHERE = {
    "async-timeout": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "tzdata": "Apache-2.0",
    "waitress": "ZPL-2.1",
}
"""Packages only other systems or older Pythons install."""


class Package(NamedTuple):
    """A package of the pinned set; ``licence`` is an SPDX expression, empty if none is known."""

    name: str
    versions: str
    use: str
    licence: str


def pinned() -> dict[str, str]:
    """Name and versions of every package in ``constraints.txt``."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line)
        if match:
            found.setdefault(canonicalize_name(match[1]), []).append(match[2])
    return {name: ", ".join(versions) for name, versions in sorted(found.items())}


def needed(extras: tuple[str, ...] = ()) -> set[str]:
    """Every package that must be there to run darnel, with ``extras``, on any system."""
    found: set[str] = set()
    waiting = [("darnel", frozenset(extras))]
    done = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in done:
            continue
        done.add((name, wanted))
        try:
            requires = metadata.distribution(name).requires or []
        except metadata.PackageNotFoundError:
            continue
        for text in requires:
            requirement = Requirement(text)
            if _applies(requirement, wanted):
                inner = canonicalize_name(requirement.name)
                found.add(inner)
                waiting.append((inner, frozenset(requirement.extras)))
    return found


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    if requirement.marker is None:
        return True
    places = [{}, {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"}]
    pythons = [{}, {"python_version": "3.11", "python_full_version": "3.11.0"}]
    return any(
        requirement.marker.evaluate(
            {**default_environment(), **place, **python, "extra": extra}  # type: ignore[arg-type]
        )
        for place in places
        for python in pythons
        for extra in extras | {""}
    )


def licence(name: str) -> str:
    """The SPDX expression of an installed package; empty if none can be told."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return _ELSEWHERE.get(name, "")
    told = found.metadata
    if told.get("License-Expression"):
        return str(told["License-Expression"])
    classified = [
        text.split(" :: ")[-1]
        for text in told.get_all("Classifier") or []
        if text.startswith("License :: OSI Approved ::")
    ]
    short = (told.get("License") or "").strip()
    for text in (*classified, short):
        known = _NAMES.get(text.lower(), text)
        if known and all(part in ACCEPTED for part in re.split(r" (?:AND|OR) ", known)):
            return known
    if short and "\n" not in short and len(short) < 60:
        return short
    return _of_text(found)


def _of_text(found: metadata.Distribution) -> str:
    for file in found.files or []:
        if re.search(r"dist-info/(?:licenses/)?(?:LICEN[CS]E|COPYING)", str(file), re.IGNORECASE):
            text = " ".join(Path(str(file.locate())).read_text("utf-8", "replace").split())
            for sentence, name in _TEXTS:
                if sentence in text:
                    return name
    return ""


def accepted(expression: str) -> bool:
    """Whether every part that is demanded (of a choice, one) is an accepted licence."""
    if not expression:
        return False
    parts = expression.replace("(", "").replace(")", "").split(" AND ")
    return all(any(one.strip() in ACCEPTED for one in part.split(" OR ")) for part in parts)


def packages() -> list[Package]:
    """All pinned packages, those needed to run first."""
    runs, more = needed(), needed(EXTRAS)
    found = [
        Package(
            name,
            versions,
            "run" if name in runs else "extra" if name in more else "development",
            licence(name),
        )
        for name, versions in pinned().items()
    ]
    order = ("run", "extra", "development")
    return sorted(found, key=lambda package: (order.index(package.use), package.name))


def page() -> str:
    """The document."""
    found = packages()
    lines = [
        "# Dependencies and their licences",
        "",
        "Every package of `constraints.txt`, which pins each with its hashes. Written by",
        "`python docs/dependencies.py` from the metadata of the installed packages; a test refuses",
        "a package that darnel needs to run under a licence that is unknown or not on the list in",
        "that script, and this page when it is out of date. The wheel holds none of them.",
        "",
    ]
    for use, title in (
        ("run", "Needed to run"),
        ("extra", "Optional (extras `spark`, `remote`, `fast`)"),
        ("development", "Development only"),
    ):
        chosen = [package for package in found if package.use == use]
        if not chosen:
            continue
        lines += [f"## {title}: {len(chosen)}", "| package | version | licence |", "|---|---|---|"]
        lines += [f"| {p.name} | {p.versions} | {p.licence} |" for p in chosen]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
