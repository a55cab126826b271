"""The estimator file: skops, opened against a type list kept here and nowhere else.

A skops archive names the types it wants built. What it claims to need is the attacker's word,
so every node is checked, before anything is built, against the list below.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from typing import Any

from detector.archive import read_array, read_members
from detector.arrays import REMEDY
from detector.errors import RefusedError

MAX_FILE = 8 << 20
MAX_UNPACKED = 64 << 20
MAX_MEMBERS = 20_000
MAX_DEPTH = 200

_TYPES = frozenset(
    {
        "builtins.bool",
        "builtins.dict",
        "builtins.float",
        "builtins.int",
        "builtins.list",
        "builtins.slice",
        "builtins.str",
        "builtins.tuple",
        "numpy.bool",
        "numpy.dtype",
        "numpy.float64",
        "numpy.int64",
        "numpy.ndarray",
        "numpy.random._generator.Generator",
        "numpy.uint64",
        "sklearn._loss._loss.CyHalfBinomialLoss",
        "sklearn._loss.link.Interval",
        "sklearn._loss.link.LogitLink",
        "sklearn._loss.loss.HalfBinomialLoss",
        "sklearn.ensemble._hist_gradient_boosting.binning._BinMapper",
        "sklearn.ensemble._hist_gradient_boosting.gradient_boosting.HistGradientBoostingClassifier",
        "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
        "sklearn.impute._base.MissingIndicator",
        "sklearn.impute._base.SimpleImputer",
        "sklearn.linear_model._logistic.LogisticRegression",
        "sklearn.pipeline.Pipeline",
        "sklearn.preprocessing._data.QuantileTransformer",
        "sklearn.preprocessing._data.StandardScaler",
        "sklearn.preprocessing._label.LabelEncoder",
    }
)
_LOADERS = frozenset(
    {
        "DictNode",
        "JsonNode",
        "ListNode",
        "LossNode",
        "DTypeNode",
        "NdArrayNode",
        "ObjectNode",
        "RandomGeneratorNode",
        "RandomStateNode",
        "SliceNode",
        "TupleNode",
        "TypeNode",
    }
)
_EXTRA = [
    "numpy.dtype",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
]
"""The types of the list above that skops itself does not trust."""
_NOT_REBUILT = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What skops and scikit-learn raise for a schema whose types are ours but whose values are not."""


def load_estimator(data: bytes, name: str) -> Any:
    """The estimator in a skops archive, or :class:`RefusedError` naming what is wrong with it.

    Checked before anything is built: size, members and unpacked size of the archive, and every
    type and node kind in its schema. A schema that nests too deep is refused too.
    """
    if len(data) > MAX_FILE:
        raise RefusedError(f"{name}: {len(data):,} bytes is more than a model may have: {REMEDY}")
    try:
        members = read_members(data, MAX_MEMBERS, MAX_UNPACKED)
        if not all(map(_plain_member, members)):
            raise RefusedError(f"{name}: holds a member that is no array and no schema: {REMEDY}")
        schema = json.loads(members["schema.json"])
        for member, content in members.items():
            if member != "schema.json":
                read_array(content)
    except (KeyError, ValueError, RecursionError) as error:
        raise RefusedError(f"{name}: not a skops archive ({error}): {REMEDY}") from error
    if not isinstance(schema, dict):
        raise RefusedError(f"{name}: not a skops archive (its schema is no object): {REMEDY}")
    foreign = sorted(_foreign_types(schema))
    if foreign:
        raise RefusedError(
            f"{name}: asks for types a model has no use for: {', '.join(foreign[:5])}: {REMEDY}"
        )
    import skops.io
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        return skops.io.loads(data, trusted=_EXTRA)
    except UntrustedTypesFoundException as error:
        raise RefusedError(f"{name}: {error}: {REMEDY}") from error
    except _NOT_REBUILT as error:
        raise RefusedError(
            f"{name}: cannot be rebuilt with this scikit-learn ({type(error).__name__}: {error}). "
            "Install the version in the manifest, or train the model again"
        ) from error


def dump_estimator(estimator: Any) -> bytes:
    """The estimator as a skops archive with the same bytes for the same estimator.

    skops names members after memory addresses and stamps them with the time; both are
    replaced, so that a model trained twice has one digest. Raises :class:`RefusedError` if
    :func:`load_estimator` would not take it back.
    """
    import skops.io

    renamed: dict[str, str] = {}
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(skops.io.dumps(estimator))) as archive:
        schema = json.loads(archive.read("schema.json"))
        _number_nodes(schema, {}, renamed)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
            text = json.dumps(schema, separators=(",", ":"), sort_keys=True)
            for old, new in sorted(renamed.items(), key=lambda pair: pair[1]):
                out.writestr(_member(new), archive.read(old))
            out.writestr(_member("schema.json"), text)
    data = packed.getvalue()
    load_estimator(data, "this estimator")
    return data


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _plain_member(name: str) -> bool:
    return name == "schema.json" or (name.endswith(".npy") and "/" not in name and "\\" not in name)


def _number_nodes(node: Any, ids: dict[int, int], renamed: dict[str, str]) -> None:
    if isinstance(node, dict):
        if "__id__" in node:
            node["__id__"] = ids.setdefault(node["__id__"], len(ids) + 1)
        file = node.get("file")
        if isinstance(file, str) and file.endswith(".npy"):
            node["file"] = renamed.setdefault(file, f"{len(renamed):05d}.npy")
        for value in node.values():
            _number_nodes(value, ids, renamed)
    elif isinstance(node, list):
        for value in node:
            _number_nodes(value, ids, renamed)


def _foreign_types(schema: Any) -> set[str]:
    found: set[str] = set()
    waiting: list[tuple[Any, int]] = [(schema, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > MAX_DEPTH:
            found.add("a schema nested without end")
            break
        if isinstance(node, list):
            waiting.extend((value, depth + 1) for value in node)
        elif isinstance(node, dict):
            if "__loader__" in node or "__class__" in node:
                found |= _foreign_in(node)
            waiting.extend((value, depth + 1) for value in node.values())
        elif isinstance(node, float) and not math.isfinite(node):
            continue  # JSON of skops writes parameters such as nan; they are values, not types
    return found


def _foreign_in(node: dict[str, Any]) -> set[str]:
    found = set()
    kind = f"{node.get('__module__')}.{node.get('__class__')}"
    if node.get("__loader__") not in _LOADERS:
        found.add(f"node {node.get('__loader__')}")
    if kind not in _TYPES:
        found.add(kind)
    content = node.get("content")
    if node.get("__loader__") == "TypeNode" and isinstance(content, dict):
        named = f"{content.get('__module__')}.{content.get('__class__')}"
        if named not in _TYPES:
            found.add(named)
    return found
