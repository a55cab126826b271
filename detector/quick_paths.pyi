from typing import Any

import numpy.typing as npt

from detector.contributions import Floats

def add_paths(
    matrix: Floats,
    out: Floats,
    roots: npt.NDArray[Any],
    inner: npt.NDArray[Any],
    column: npt.NDArray[Any],
    asked: npt.NDArray[Any],
    threshold: Floats,
    children: npt.NDArray[Any],
    added: Floats,
    deepest: int,
) -> bool: ...
