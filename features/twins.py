"""The compiled twins of inner loops: quick where they were built, never needed."""

from __future__ import annotations

import importlib
from typing import Any


def twin_of(name: str) -> Any:
    """The compiled twin of the module called ``name``; ``None`` where it was not built.

    The twin of ``words`` is ``_words`` in the same package. It gives the same results to the
    last bit: the module that asks is its specification, and what runs without it.
    """
    package, _, own = name.rpartition(".")
    try:
        return importlib.import_module(f"{package}._{own}")
    except ImportError:
        return None
