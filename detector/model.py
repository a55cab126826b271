"""A model: a folder that is checked whole before any of it is believed.

``manifest.json`` names the columns, the threshold, the calibration and the sha256 of every
other file; ``estimator.skops`` holds scikit-learn and numpy objects only, ``arrays.npz`` the
numbers out of it that scoring needs (:mod:`detector.arrays`); ``golden.jsonl`` holds pages with
the scores they must get; ``CARD.md`` says what the model is good for.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.arrays import REMEDY, pack, unpack
from detector.contributions import Decomposed, Floats, decompose
from detector.errors import RefusedError, UsageError
from detector.trusted import dump_estimator, load_estimator
from detector.wording import NAME as WORDING
from detector.wording import Wording
from features.feature import Feature

FORMAT = 1
MANIFEST = "manifest.json"
ESTIMATOR = "estimator.skops"
ARRAYS = "arrays.npz"
GOLDEN = "golden.jsonl"
CARD = "CARD.md"
MAX_MANIFEST = 1 << 20
MAX_COLUMNS = 2_000
_LOGIT_LIMIT = 700.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log-odds of the score = ``slope`` times the estimator's log-odds + ``intercept``.

    Platt's sigmoid (1999), fitted on predictions for pages the estimator had not seen.
    """

    slope: float = 1.0
    intercept: float = 0.0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model folder says of itself; see :func:`write_model` for how it is made.

    ``fingerprints`` are what the columns read on the probe pages, ``reference`` the mean
    addend of every column on honest training pages: contributions are told as the
    difference from an average honest page. ``files`` are sha256 digests.
    """

    name: str
    version: str
    columns: tuple[str, ...]
    threshold: float
    fingerprints: Mapping[str, str]
    calibration: Calibration = field(default_factory=Calibration)
    reference: tuple[float, ...] = ()
    training: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT


class Model:
    """A calibrated classifier over the readings of named signals."""

    def __init__(self, manifest: Manifest, parts: Decomposed, digest: str = "unsaved") -> None:
        self.manifest = manifest
        self.digest = digest
        self._parts = parts
        wording: Wording | None = getattr(parts, "wording", None)
        if (WORDING in manifest.columns) is not (wording is not None):
            raise RefusedError(
                f"model {manifest.name} {manifest.version}: columns and arrays do not belong "
                f"together: {REMEDY}"
            )
        self.wording = wording
        slope, intercept = manifest.calibration.slope, manifest.calibration.intercept
        reference = np.array(manifest.reference or [0.0] * len(manifest.columns))
        self._slope = slope
        self._reference: Floats = reference * slope
        self._base = intercept + slope * self._parts.base + float(self._reference.sum())

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the signals the model reads, in the order of its matrix."""
        return self.manifest.columns

    @property
    def own(self) -> dict[str, Feature]:
        """The signals that are this model's own and in no table, by name: its wording, if any."""
        return {} if self.wording is None else {WORDING: self.wording.signal()}

    @property
    def signals(self) -> tuple[Feature, ...]:
        """The signals behind :attr:`columns`, to be measured on a page."""
        from features.table import feature_named

        own = self.own
        return tuple(own[name] if name in own else feature_named(name) for name in self.columns)

    @property
    def threshold(self) -> float:
        """The score at or above which the model's makers call a page a farm."""
        return self.manifest.threshold

    @property
    def identity(self) -> str:
        """Name, version and digest, as they stand in every output row."""
        return _identity(self.manifest, self.digest)

    @classmethod
    def load(cls, path: str | Path | None = None) -> Model:
        """The model in a folder, behind a ``models:/`` URI, or the shipped one (``None``).

        Every digest is checked before anything but the manifest is parsed. Raises
        :class:`RefusedError` if a file is missing, changed or foreign, or if a column reads
        differently today than when the model was trained; :class:`UsageError` if there is no
        such folder.
        """
        folder = locate(path)
        manifest, digest = read_manifest(folder)
        contents = _checked_files(folder, manifest)
        _check_columns(manifest)
        width = len(manifest.columns)
        if ARRAYS in contents:
            parts = unpack(contents[ARRAYS], width, f"{folder}/{ARRAYS}")
        else:
            estimator = load_estimator(contents[ESTIMATOR], f"{folder}/{ESTIMATOR}")
            parts = decompose(estimator, width)
        model = cls(manifest, parts, digest)
        _check_readings(manifest, model.own)
        return model

    @classmethod
    def of(cls, manifest: Manifest, estimator: Any) -> Model:
        """The model an estimator would make, without writing it anywhere."""
        return cls(manifest, decompose(estimator, len(manifest.columns)))

    def score(self, matrix: npt.ArrayLike) -> Floats:
        """Calibrated probability of a farm or spam page for every row, float64 ``(rows,)``."""
        return sigmoid(self.logits(matrix))

    def logits(self, matrix: npt.ArrayLike) -> Floats:
        """Log-odds of :meth:`score`, float64 ``(rows,)``."""
        base, parts = self.contributions(matrix)
        total = np.full(len(parts), base, dtype=np.float64)
        # Column by column: a row's sum must not depend on which rows stand beside it.
        for column in range(parts.shape[1]):
            total += parts[:, column]
        return total

    def contributions(self, matrix: npt.ArrayLike) -> tuple[float, Floats]:
        """The base and what every column adds to it, in log-odds, float64 ``(rows, columns)``.

        The base is the log-odds of an average honest training page. Base plus a row's sum is
        the log-odds of that row's score.
        """
        values = np.asarray(matrix, dtype=np.float64)
        if values.ndim != 2 or values.shape[1] != len(self.columns):
            raise UsageError(
                f"the model reads {len(self.columns)} columns, the matrix has shape {values.shape}"
            )
        return self._base, self._parts.addends(values) * self._slope - self._reference


def sigmoid(logits: Floats) -> Floats:
    """Probability of log-odds, without overflow at either end."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -_LOGIT_LIMIT, _LOGIT_LIMIT))))


def identity(path: str | Path | None = None) -> str:
    """Name, version and digest of a model from its manifest alone; loads no estimator."""
    return _identity(*read_manifest(locate(path)))


def _identity(manifest: Manifest, digest: str) -> str:
    return f"{manifest.name} {manifest.version} {digest[:12]}"


def locate(path: str | Path | None) -> Path:
    """The folder a model name stands for; asks the resolvers of other floors for URIs."""
    if path is None:
        return _shipped()
    text = str(path)
    scheme, separator, _ = text.partition(":/")
    if separator and scheme.isalpha() and len(scheme) > 1:
        for entry in entry_points(group="darnel.model_resolvers", name=scheme):
            return Path(entry.load()(text))
        raise UsageError(f"nothing installed here can find {text}; give the folder of the model")
    folder = Path(path)
    if not folder.is_dir():
        raise UsageError(f"there is no model folder at {folder}")
    return folder


def _shipped() -> Path:
    here = Path(__file__).resolve().parent
    for folder in (here.parent / "models" / "default", here / "default_model"):
        if (folder / MANIFEST).is_file():
            return folder
    raise UsageError("this installation carries no default model; name one with --model")


def read_manifest(folder: Path) -> tuple[Manifest, str]:
    """The manifest of a model folder, and its sha256."""
    path = folder / MANIFEST
    try:
        data = _read_small(path, MAX_MANIFEST)
        fields = json.loads(data)
        manifest = _manifest(fields)
    except FileNotFoundError as error:
        raise RefusedError(f"{folder} is no model: it has no {MANIFEST}: {REMEDY}") from error
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        told = " ".join(str(error).split())[:200]
        raise RefusedError(f"{path} is no manifest of this project ({told}): {REMEDY}") from error
    return manifest, hashlib.sha256(data).hexdigest()


def _manifest(fields: dict[str, Any]) -> Manifest:
    if fields["format"] != FORMAT:
        raise ValueError(
            f"format {str(fields['format'])[:20]}, this version of darnel reads {FORMAT}"
        )
    columns = tuple(str(name) for name in fields["columns"])
    reference = tuple(float(value) for value in fields.get("reference", ()))
    slope = float(fields["calibration"]["slope"])
    intercept = float(fields["calibration"]["intercept"])
    threshold = float(fields["threshold"])
    if WORDING in columns[:-1]:
        raise ValueError(f"{WORDING} is not the last column")
    if not 0 < len(columns) <= MAX_COLUMNS or len(set(columns)) != len(columns):
        raise ValueError("columns missing, doubled or too many")
    if reference and len(reference) != len(columns):
        raise ValueError("as many references as columns are needed")
    if not all(map(math.isfinite, (*reference, slope, intercept))) or not 0 <= threshold <= 1:
        raise ValueError("a number is out of range")
    return Manifest(
        name=str(fields["name"]),
        version=str(fields["version"]),
        columns=columns,
        threshold=threshold,
        fingerprints={str(k): str(v) for k, v in fields["fingerprints"].items()},
        calibration=Calibration(slope, intercept),
        reference=reference,
        training=dict(fields.get("training", {})),
        files={str(k): str(v) for k, v in fields["files"].items()},
    )


def _read_small(path: Path, limit: int) -> bytes:
    if path.exists() and not path.is_file():
        raise RefusedError(f"{path} is no plain file: {REMEDY}")  # a pipe would never end
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise RefusedError(f"{path} is larger than a model's file may be: {REMEDY}")
    return data


def _checked_files(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    from detector.trusted import MAX_FILE

    contents = {}
    for name in (ESTIMATOR, GOLDEN, CARD):
        if name not in manifest.files:
            raise RefusedError(f"{folder}: the manifest does not vouch for {name}: {REMEDY}")
    for name, digest in sorted(manifest.files.items()):
        if Path(name).name != name:
            raise RefusedError(f"{folder}: the manifest points outside its folder: {REMEDY}")
        try:
            contents[name] = _read_small(folder / name, MAX_FILE)
        except (OSError, ValueError) as error:
            raise RefusedError(f"{folder}: {name!r} cannot be read ({error}): {REMEDY}") from error
        if hashlib.sha256(contents[name]).hexdigest() != digest:
            raise RefusedError(
                f"{folder}/{name} is not the file the manifest vouches for, "
                f"it was changed or damaged: {REMEDY}"
            )
    return contents


def _check_columns(manifest: Manifest) -> None:
    from features.table import feature_named

    unknown = []
    for name in manifest.columns:
        if name == WORDING:
            continue
        try:
            feature_named(name)
        except KeyError:
            unknown.append(name)
    if unknown:
        raise RefusedError(
            f"model {manifest.name} {manifest.version} reads signals this version does not have: "
            f"{', '.join(unknown)}. Train it again or install the version it was trained with"
        )


def _check_readings(manifest: Manifest, own: Mapping[str, Feature]) -> None:
    from detector.probes import changed_columns

    changed = changed_columns(manifest.fingerprints, manifest.columns, own)
    if changed:
        raise RefusedError(
            f"model {manifest.name} {manifest.version} was trained when these signals read "
            f"differently: {', '.join(changed)}. "
            "Train it again or install the version it was trained with"
        )


def write_model(
    folder: Path,
    manifest: Manifest,
    estimator: Any,
    golden: Sequence[Mapping[str, Any]],
    card: str,
) -> Model:
    """Write a model folder, filling in the digests, and load it back through every check."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        ESTIMATOR: dump_estimator(estimator),
        GOLDEN: "".join(
            json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in golden
        ).encode(),
        CARD: card.encode(),
    }
    arrays = pack(estimator)
    if arrays is not None:
        contents[ARRAYS] = arrays
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    fields = asdict(manifest)
    fields["files"] = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    text = json.dumps(fields, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return Model.load(folder)
