"""Pages in, verdicts out. Imports ``features``, never ``training``."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any


def _refuse_intruder() -> None:
    # The packages are flat and another distribution may ship a top-level "features": scoring
    # with foreign signals would be silent nonsense, so name the intruder instead.
    spec = importlib.util.find_spec("features")
    ours = Path(__file__).resolve().parent.parent / "features" / "__init__.py"
    if spec is None or spec.origin is None or Path(spec.origin).resolve() != ours:
        found = spec.origin if spec else None
        raise ImportError(
            f"darnel's package 'features' is shadowed by {found}; expected {ours}. "
            "Uninstall or move the other one, or give darnel its own environment."
        )


_refuse_intruder()

__all__ = ["Detector", "Page"]


def __getattr__(name: str) -> Any:
    # scikit-learn costs more than a second to import: pay only when a name is asked for.
    if name == "Detector":
        from detector.detector import Detector

        return Detector
    if name == "Page":
        from features.page import Page

        return Page
    raise AttributeError(f"module 'detector' has no attribute {name!r}")
