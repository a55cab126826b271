"""A model's arrays alone, for scoring without scikit-learn.

``estimator.skops`` is the model; rebuilding it imports scikit-learn and more, which costs a
fresh process seconds. ``arrays.npz`` beside it holds what :mod:`detector.contributions` takes
out of it: plain numbers, read without pickle, checked by the same code. A test holds the two
together; the manifest vouches for both.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np

from detector.archive import read_array, read_members
from detector.contributions import MAX_PARTS, Alarmed, Blend, Decomposed, Forest, Steps, worded
from detector.errors import RefusedError

MAX_ARRAYS = 100_000
MAX_BYTES = 64 << 20
REMEDY = "fetch the model again from a source you trust, or train it again"


def pack(estimator: Any) -> bytes | None:
    """The arrays of an estimator; ``None`` for a kind that only scikit-learn can apply."""
    found: dict[str, np.ndarray] = {}
    if isinstance(estimator, dict) and "weights" in estimator:
        for name in ("weights", "bias", "slope"):
            found[f"wording.{name}"] = estimator[name]
        estimator = estimator["signals"]
    if isinstance(estimator, dict) and "alarms" in estimator:
        _pack_steps(found, "alarms", {"base": np.zeros(1), **estimator["alarms"]})
        estimator = estimator["signals"]
    parts = estimator.get("parts", [estimator]) if isinstance(estimator, dict) else [estimator]
    for number, part in enumerate(parts):
        if isinstance(part, dict):
            _pack_steps(found, f"{number}.steps", part)
        elif hasattr(part, "_predictors"):
            _pack_trees(found, f"{number}.trees", part)
        else:
            return None
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(found):
            content = io.BytesIO()
            np.lib.format.write_array(content, found[name], allow_pickle=False)
            member = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content.getvalue())
    return packed.getvalue()


def _pack_steps(found: dict[str, np.ndarray], name: str, part: dict[str, Any]) -> None:
    found[f"{name}.base"] = part["base"]
    for kind in ("edges", "heights"):
        found[f"{name}.{kind}"] = np.concatenate(part[kind])
        found[f"{name}.{kind}.sizes"] = np.array([len(one) for one in part[kind]], dtype=np.int64)


def _pack_trees(found: dict[str, np.ndarray], name: str, part: Any) -> None:
    trees = [tree.nodes for (tree,) in part._predictors]
    found[f"{name}.base"] = np.asarray(part._baseline_prediction, dtype=np.float64).ravel()
    found[f"{name}.nodes"] = np.concatenate(trees)
    found[f"{name}.nodes.sizes"] = np.array([len(one) for one in trees], dtype=np.int64)


def unpack(data: bytes, columns: int, name: str) -> Decomposed:
    """The arrays as something that scores; :class:`RefusedError` if they make no sense."""
    try:
        arrays = _read(data)
    except ValueError as error:
        raise RefusedError(f"{name}: not the arrays of a model ({error}): {REMEDY}") from error
    parts: list[Decomposed] = []
    for number in range(MAX_PARTS):
        if f"{number}.steps.base" in arrays:
            parts.append(_steps(arrays, f"{number}.steps", columns, name))
        elif f"{number}.trees.base" in arrays:
            parts.append(_trees(arrays, f"{number}.trees", columns, name))
        else:
            break
    if not parts:
        raise RefusedError(f"{name}: holds no model: {REMEDY}")
    whole = parts[0] if len(parts) == 1 else Blend(parts)
    if "alarms.base" in arrays:
        whole = Alarmed(whole, _steps(arrays, "alarms", columns, name))
    if "wording.weights" not in arrays:
        return whole
    return worded(
        whole, arrays["wording.weights"], arrays.get("wording.bias"), arrays.get("wording.slope")
    )


def _read(data: bytes) -> dict[str, np.ndarray]:
    return {
        member.removesuffix(".npy"): read_array(content)
        for member, content in read_members(data, MAX_ARRAYS, MAX_BYTES).items()
    }


def _cut(arrays: dict[str, np.ndarray], key: str, name: str) -> list[np.ndarray]:
    whole, sizes = arrays.get(key), arrays.get(f"{key}.sizes")
    sound = (
        whole is not None
        and sizes is not None
        and whole.ndim == sizes.ndim == 1
        and sizes.dtype == np.int64
        and bool((sizes >= 0).all())
        and bool((sizes <= len(whole)).all())
        and int(sizes.sum()) == len(whole)
    )
    if not sound or whole is None or sizes is None:
        raise RefusedError(f"{name}: {key} is not cut as it says: {REMEDY}")
    return np.split(whole, np.cumsum(sizes)[:-1]) if len(sizes) else []


def _base(arrays: dict[str, np.ndarray], key: str, name: str) -> float:
    base = arrays[f"{key}.base"]
    if base.shape != (1,) or base.dtype != np.float64 or not np.isfinite(base[0]):
        raise RefusedError(f"{name}: {key} has no base: {REMEDY}")
    return float(base[0])


def _steps(arrays: dict[str, np.ndarray], key: str, columns: int, name: str) -> Steps:
    edges = _cut(arrays, f"{key}.edges", name)
    heights = _cut(arrays, f"{key}.heights", name)
    if not len(edges) == len(heights) == columns:
        raise RefusedError(f"{name}: {key} is not for {columns} columns: {REMEDY}")
    return Steps(_base(arrays, key, name), edges, heights)


def _trees(arrays: dict[str, np.ndarray], key: str, columns: int, name: str) -> Forest:
    return Forest(_base(arrays, key, name), columns, _cut(arrays, f"{key}.nodes", name))
