"""A run as a TOML file says it: data, recipe, candidates, what to evaluate."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detector.errors import UsageError
from training.fit import Recipe


@dataclass(frozen=True, slots=True)
class RunConfig:
    """Everything that decides what a run does; paths are absolute.

    ``articles`` names the label files (without suffix) whose honest articles made-up pages are
    built on, ``pairs`` how many pairs of twins are made, ``at_most`` how many honest pages of a
    label file are used. ``notes`` stand in the card as they are. ``candidates`` are further
    recipes to set beside the first. ``held_out`` names the sources that are each left out once.
    """

    name: str
    version: str
    data: tuple[Path, ...]
    recipe: Recipe
    candidates: Mapping[str, Recipe] = field(default_factory=dict)
    articles: tuple[str, ...] = ()
    pairs: int = 0
    at_most: Mapping[str, int] = field(default_factory=dict)
    seed: int = 0
    jobs: int = 1
    cache: Path = Path(".darnel/cache")
    experiment: str = "darnel"
    held_out: tuple[str, ...] = ()
    baseline: bool = False
    stress_pairs: int = 0
    leave_out_tricks: bool = False
    ablation: bool = False
    notes: str = ""


_RUN = {"name", "version", "notes", "seed", "jobs", "cache", "experiment"}
_DATA = {"paths", "articles", "pairs", "at_most"}
_EVALUATION = {"held_out", "baseline", "stress_pairs", "leave_out_tricks", "ablation"}
_SECTIONS = {"run", "data", "recipe", "candidates", "evaluation"}


def read_config(path: Path, data: tuple[Path, ...] = ()) -> RunConfig:
    """The run in a TOML file; ``data`` replaces its label paths. Unknown keys are errors.

    Paths in the file are relative to the file.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error
    _known(path, "", found, _SECTIONS)
    run = dict(found.get("run", {}))
    files = dict(found.get("data", {}))
    judged = dict(found.get("evaluation", {}))
    _known(path, "run", run, _RUN)
    _known(path, "data", files, _DATA)
    _known(path, "evaluation", judged, _EVALUATION)
    seed = int(run.get("seed", 0))
    recipe = _recipe(path, "recipe", found.get("recipe", {}), seed)
    candidates = {
        name: _recipe(path, f"candidates.{name}", fields, seed)
        for name, fields in found.get("candidates", {}).items()
    }
    paths = data or tuple((path.parent / p).resolve() for p in files.get("paths", ()))
    if not paths:
        raise UsageError(f"{path} names no labels: set paths in [data] or give --data")
    return RunConfig(
        name=str(run.get("name", path.stem)),
        version=str(run.get("version", "0")),
        data=paths,
        recipe=recipe,
        candidates=candidates,
        articles=tuple(files.get("articles", ())),
        pairs=int(files.get("pairs", 0)),
        at_most={str(k): int(v) for k, v in files.get("at_most", {}).items()},
        seed=seed,
        jobs=int(run.get("jobs", 1)),
        cache=(path.parent / str(run.get("cache", "../../.darnel/cache"))).resolve(),
        experiment=str(run.get("experiment", "darnel")),
        held_out=tuple(judged.get("held_out", ())),
        baseline=bool(judged.get("baseline", False)),
        stress_pairs=int(judged.get("stress_pairs", 0)),
        leave_out_tricks=bool(judged.get("leave_out_tricks", False)),
        ablation=bool(judged.get("ablation", False)),
        notes=str(run.get("notes", "")),
    )


def _recipe(path: Path, section: str, fields: Mapping[str, Any], seed: int) -> Recipe:
    names = {f.name for f in dataclasses.fields(Recipe)}
    _known(path, section, fields, names)
    ready = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
    settings: dict[str, Any] = {"seed": seed} | ready
    return Recipe(**settings)


def _known(path: Path, section: str, fields: Mapping[str, Any], names: set[str]) -> None:
    unknown = sorted(set(fields) - names)
    if unknown:
        where = f" in [{section}]" if section else ""
        raise UsageError(
            f"{path}: unknown {', '.join(unknown)}{where}; known are {', '.join(sorted(names))}"
        )
