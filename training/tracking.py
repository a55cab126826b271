"""MLflow, and the only file that knows it: runs, figures, models, aliases."""

from __future__ import annotations

import contextlib
import io
import logging
import math
import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from detector.errors import UsageError

REGISTERED = "darnel"
CHAMPION = "champion"
HELD_OUT = "held_out.parquet"
_DEFAULT_STORE = "sqlite:///mlflow.db"


def _mlflow() -> Any:
    """MLflow with telemetry off, quiet, on the user's store or on sqlite in this folder."""
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")
    logging.getLogger("alembic").setLevel(logging.ERROR)
    import mlflow

    for name in ("mlflow", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.ERROR)
    mlflow.set_tracking_uri(os.environ.get("MLFLOW_TRACKING_URI") or _DEFAULT_STORE)
    return mlflow


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    # MLflow tells of registrations on the standard streams, which belong to our results.
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


@dataclass(frozen=True, slots=True)
class Tracked:
    """A run that is being written; every method adds to it."""

    id: str

    def parameters(self, values: Mapping[str, Any]) -> None:
        """Parameters by name, shown as text."""
        _mlflow().log_params({key: str(value)[:500] for key, value in values.items()})

    def metrics(self, values: Mapping[str, float]) -> None:
        """Figures by name; what could not be measured is left out."""
        known = {_name(k): float(v) for k, v in values.items() if not math.isnan(v)}
        if known:
            _mlflow().log_metrics(known)

    def data(self, name: str, digest: str, source: str, pages: int, farms: int) -> None:
        """A label file as an input of the run, with its digest."""
        mlflow = _mlflow()
        from mlflow.data import meta_dataset, sources

        # Both classes are made at run time, out of sight of a type checker.
        local: Any = vars(sources)["LocalArtifactDatasetSource"]
        known: Any = meta_dataset.MetaDataset

        with _hushed():
            dataset = known(source=local(source), name=name, digest=digest[:36])
            mlflow.log_input(
                dataset, context="training", tags={"pages": str(pages), "farms": str(farms)}
            )

    def table(self, frame: pd.DataFrame, name: str) -> None:
        """A table as a Parquet file of the run."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            frame.to_parquet(path)
            _mlflow().log_artifact(str(path))

    def text(self, content: str, name: str) -> None:
        """A text file of the run."""
        _mlflow().log_text(content, name)

    def figure(self, figure: Any, name: str) -> None:
        """A picture of the run."""
        _mlflow().log_figure(figure, name)

    def model(self, folder: Path) -> str:
        """The model folder, served as :mod:`training.served` does, registered; its version."""
        mlflow = _mlflow()
        from mlflow.models import ModelSignature
        from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema

        from training.served import FIELDS

        strings: list[Any] = [ColSpec(DataType.string, name, required=False) for name in FIELDS]
        signature = ModelSignature(
            inputs=Schema(strings),
            outputs=None,
            params=ParamSchema([ParamSpec("threshold", DataType.double, -1.0)]),
        )
        with _hushed():
            info = mlflow.pyfunc.log_model(
                name="model",
                loader_module="training.served",
                data_path=str(folder),
                signature=signature,
                pip_requirements=["darnel"],
                registered_model_name=REGISTERED,
            )
        return str(info.registered_model_version)


def _name(text: str) -> str:
    return "".join(c if c.isalnum() or c in "_-. /" else "_" for c in text)[:250]


@contextlib.contextmanager
def run(experiment: str, name: str, *, inside: bool = False) -> Iterator[Tracked]:
    """A run, or with ``inside`` a child of the run under way."""
    mlflow = _mlflow()
    with _hushed():
        mlflow.set_experiment(experiment)
        active = mlflow.start_run(run_name=name, nested=inside)
    with active:
        yield Tracked(active.info.run_id)


def runs(experiment: str | None = None) -> pd.DataFrame:
    """All finished parent runs, newest first: ``run_id``, ``name``, metrics, parameters."""
    mlflow = _mlflow()
    with _hushed():
        names = None if experiment is None else [experiment]
        found = mlflow.search_runs(
            experiment_names=names,
            search_all_experiments=names is None,
            filter_string="attributes.status = 'FINISHED'",
            order_by=["attributes.start_time DESC"],
        )
    return pd.DataFrame(found)


def run_id(name: str) -> str:
    """The id of a run given by id, by name, or as ``models:/name@alias``; see :func:`chosen`."""
    return chosen(name).id


class Chosen(NamedTuple):
    """The run a name stands for, when it began, and how many finished runs have that name."""

    id: str
    began: str
    namesakes: int


def chosen(name: str) -> Chosen:
    """The run given by id, by name, or as ``models:/name@alias``.

    Of several runs with one name the newest is meant; ``name~1`` is the one before it.
    """
    mlflow = _mlflow()
    from mlflow.exceptions import MlflowException

    if name.startswith("models:/"):
        return Chosen(str(_version(name).run_id), "", 1)
    with _hushed():
        try:
            return Chosen(str(mlflow.get_run(name).info.run_id), "", 1)
        except MlflowException:
            found = runs()
    plain, _, back = name.rpartition("~") if name.rpartition("~")[2].isdigit() else (name, "", "0")
    if len(found):
        mine = found[found["tags.mlflow.runName"] == plain]
        if len(mine) > int(back):
            row = mine.iloc[int(back)]
            began = row["start_time"].strftime("%Y-%m-%d %H:%M:%S")
            return Chosen(str(row["run_id"]), began, len(mine))
    raise UsageError(f"there is no run called {name}; `mlflow ui` lists them")


def held_out(name: str) -> pd.DataFrame:
    """Out-of-fold scores of a run: ``source, id, form, farm, group, lang, score, ...``."""
    mlflow = _mlflow()
    from mlflow.exceptions import MlflowException

    with _hushed(), tempfile.TemporaryDirectory() as folder:
        try:
            path = mlflow.artifacts.download_artifacts(
                run_id=run_id(name), artifact_path=HELD_OUT, dst_path=folder
            )
        except (MlflowException, OSError) as error:
            raise UsageError(f"run {name} has no held-out scores ({error})") from error
        return pd.read_parquet(path)


def _version(uri: str) -> Any:
    mlflow = _mlflow()
    from mlflow.exceptions import MlflowException

    name, separator, alias = uri.removeprefix("models:/").partition("@")
    client = mlflow.MlflowClient()
    try:
        with _hushed():
            if separator:
                return client.get_model_version_by_alias(name, alias)
            name, _, version = name.partition("/")
            return client.get_model_version(name, version)
    except MlflowException as error:
        raise UsageError(f"there is no model at {uri} in {mlflow.get_tracking_uri()}") from error


def version_of_run(name: str) -> str | None:
    """The registered version a run made, if any."""
    mlflow = _mlflow()
    with _hushed():
        found = mlflow.MlflowClient().search_model_versions(f"run_id='{run_id(name)}'")
    return str(found[0].version) if found else None


def champion() -> str | None:
    """The URI of the champion, or ``None`` when nothing was promoted yet."""
    uri = f"models:/{REGISTERED}@{CHAMPION}"
    try:
        _version(uri)
    except UsageError:
        return None
    return uri


def crown(version: str, tags: Mapping[str, str]) -> str:
    """Give a version the alias ``champion``; its URI."""
    client = _mlflow().MlflowClient()
    with _hushed():
        for key, value in tags.items():
            client.set_model_version_tag(REGISTERED, version, key, value[:4000])
        client.set_registered_model_alias(REGISTERED, CHAMPION, version)
    return f"models:/{REGISTERED}@{CHAMPION}"


def fetch_model(uri: str) -> Path:
    """The model folder behind a ``models:/`` URI."""
    mlflow = _mlflow()
    version = _version(uri)
    with _hushed():
        # A local store answers with its own folder; a remote one with a private temporary copy.
        folder = mlflow.artifacts.download_artifacts(
            artifact_uri=f"models:/{version.name}/{version.version}"
        )
    for manifest in sorted(Path(folder).rglob("manifest.json")):
        return manifest.parent
    raise UsageError(f"{uri} holds no model of this project")


def store() -> str:
    """Where runs are written."""
    return str(_mlflow().get_tracking_uri())


def all_versions() -> Sequence[Any]:
    """Every registered version."""
    with _hushed():
        return list(_mlflow().MlflowClient().search_model_versions(f"name='{REGISTERED}'"))
