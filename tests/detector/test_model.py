from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from detector.errors import RefusedError, UsageError
from detector.model import Calibration, Manifest, Model, identity, locate, write_model
from detector.probes import fingerprints
from features.table import all_features


@pytest.fixture(scope="module")
def columns() -> tuple[str, ...]:
    return tuple(feature.name for feature in all_features()[:5])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, columns: tuple[str, ...]) -> Path:
    rng = np.random.default_rng(3)
    matrix = rng.normal(size=(400, len(columns)))
    estimator = HistGradientBoostingClassifier(
        max_iter=15, random_state=0, early_stopping=False, interaction_cst="no_interactions"
    ).fit(matrix, matrix[:, 0] - matrix[:, 2] > 0)
    manifest = Manifest(
        name="trial",
        version="1.2",
        columns=columns,
        threshold=0.7,
        fingerprints=fingerprints(columns),
        calibration=Calibration(1.3, -0.4),
        reference=(0.5, 0.0, -0.25, 0.0, 0.1),
    )
    path = tmp_path_factory.mktemp("models") / "trial"
    write_model(path, manifest, estimator, [{"id": "a", "score": 0.5}], "# Card\n")
    return path


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    target = tmp_path / "copy"
    target.mkdir()
    for file in folder.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    return target


def edit(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    fields = json.loads(path.read_text())
    fields.update(changes)
    path.write_text(json.dumps(fields))


def test_contributions_sum_to_the_log_odds_of_the_score(folder, columns):
    model = Model.load(folder)
    rows = np.random.default_rng(0).normal(size=(64, len(columns)))
    rows[5] = np.nan
    base, parts = model.contributions(rows)
    scores = model.score(rows)
    assert parts.shape == rows.shape
    assert scores.dtype == np.float64
    np.testing.assert_allclose(
        base + parts.sum(axis=1), np.log(scores / (1 - scores)), rtol=0, atol=1e-9
    )


def test_scores_are_the_estimators_calibrated(folder, columns):
    from detector.trusted import load_estimator

    raw = load_estimator((folder / "estimator.skops").read_bytes(), "x")
    rows = np.random.default_rng(0).normal(size=(64, len(columns)))
    expected = 1 / (1 + np.exp(-(1.3 * raw.decision_function(rows) - 0.4)))
    np.testing.assert_allclose(Model.load(folder).score(rows), expected, rtol=0, atol=1e-12)


def test_a_row_scores_the_same_alone_and_in_any_batch(folder, columns):
    model = Model.load(folder)
    rows = np.random.default_rng(0).normal(size=(300, len(columns)))
    together = model.score(rows)
    assert together[7:8].tobytes() == model.score(rows[7:8]).tobytes()
    assert together[::3].tobytes() == model.score(rows[::3]).tobytes()


def test_arrays_score_as_the_estimator_does(folder, columns):
    from detector.contributions import decompose
    from detector.trusted import load_estimator

    estimator = load_estimator((folder / "estimator.skops").read_bytes(), "x")
    rows = np.random.default_rng(4).normal(size=(50, len(columns)))
    rows[::7, 1] = np.nan
    model = Model.load(folder)
    slow = Model(model.manifest, decompose(estimator, len(columns)))
    assert model.score(rows).tobytes() == slow.score(rows).tobytes()


def test_a_model_loads_without_scikit_learn(folder):
    code = (
        "import sys; from detector.model import Model; "
        f"Model.load({str(folder)!r}); "
        "sys.exit(any(name in sys.modules for name in ('sklearn', 'skops', 'mlflow')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_arrays_that_are_not_arrays_are_refused(copy):
    path = copy / "arrays.npz"
    for content in (b"", b"PK\x03\x04", b"x" * 100):
        path.write_bytes(content)
        fields = json.loads((copy / "manifest.json").read_text())
        edit(copy, files=fields["files"] | {"arrays.npz": hashlib.sha256(content).hexdigest()})
        with pytest.raises(RefusedError, match="not the arrays"):
            Model.load(copy)


def test_identity_names_version_and_digest_without_loading(folder):
    digest = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    assert identity(folder) == Model.load(folder).identity == f"trial 1.2 {digest[:12]}"


@pytest.mark.parametrize("name", ["estimator.skops", "arrays.npz", "golden.jsonl", "CARD.md"])
def test_a_changed_file_is_refused(copy, name):
    path = copy / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(RefusedError, match=name):
        Model.load(copy)


@pytest.mark.parametrize("name", ["estimator.skops", "golden.jsonl", "CARD.md", "manifest.json"])
def test_a_missing_file_is_refused(copy, name):
    (copy / name).unlink()
    with pytest.raises(RefusedError):
        Model.load(copy)


def test_a_manifest_that_reaches_outside_is_refused(copy):
    fields = json.loads((copy / "manifest.json").read_text())
    edit(copy, files=fields["files"] | {"../secret": "0" * 64})
    with pytest.raises(RefusedError, match="outside its folder"):
        Model.load(copy)


def test_a_changed_signal_is_named(copy, columns):
    fields = json.loads((copy / "manifest.json").read_text())
    edit(copy, fingerprints=fields["fingerprints"] | {columns[2]: "0123456789abcdef"})
    with pytest.raises(RefusedError, match=rf"differently: {columns[2]}\. Train"):
        Model.load(copy)


def test_a_signal_this_version_does_not_have_is_named(copy, columns):
    edit(copy, columns=["no_such_signal", *columns[1:]])
    with pytest.raises(RefusedError, match="no_such_signal"):
        Model.load(copy)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"threshold": 1.5},
        {"threshold": "high"},
        {"threshold": 10**400},
        {"columns": []},
        {"columns": ["a", "a"]},
        {"reference": [1.0]},
        {"calibration": {"slope": 1}},
        {"calibration": None},
        {"files": []},
        {"files": {}},
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(copy, changes):
    edit(copy, **changes)
    with pytest.raises(RefusedError):
        Model.load(copy)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"[" * 100_000, b"x" * (2 << 20)])
def test_a_broken_manifest_is_refused(copy, content):
    (copy / "manifest.json").write_bytes(content)
    with pytest.raises(RefusedError):
        Model.load(copy)


def test_a_matrix_of_another_width_is_a_usage_error(folder, columns):
    with pytest.raises(UsageError, match="columns"):
        Model.load(folder).score(np.zeros((2, len(columns) + 1)))


def test_a_missing_folder_and_an_unknown_scheme_are_usage_errors(tmp_path):
    with pytest.raises(UsageError, match="no model folder"):
        locate(tmp_path / "nothing")
    with pytest.raises(UsageError, match="nothing installed"):
        locate("nowhere:/darnel@champion")
