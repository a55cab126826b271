"""The versions and folders a run depends on."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def artefact(place: str) -> str:
    """What tells the artefact at ``place`` from a later state of itself."""
    for name in ("manifest.json", "manifest.sqlite"):
        manifest = Path(place) / name
        if manifest.is_file():
            return f"sha256:{hashlib.sha256(manifest.read_bytes()).hexdigest()}"
    return place


def version_of(distribution: str) -> str:
    """The installed version; a checkout that is not installed has none."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"
