from __future__ import annotations

import io
import json
import zipfile

import numpy as np
import pytest
import skops.io
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier

from detector.errors import RefusedError
from detector.trusted import dump_estimator, load_estimator


def fitted(seed: int = 0) -> HistGradientBoostingClassifier:
    rng = np.random.default_rng(seed)
    matrix = rng.normal(size=(300, 3))
    return HistGradientBoostingClassifier(
        max_iter=5, random_state=0, early_stopping=False, interaction_cst="no_interactions"
    ).fit(matrix, matrix[:, 0] > 0)


def rewritten(data: bytes, change) -> bytes:
    """The archive with its schema changed by ``change``, a function of the parsed schema."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            if member == "schema.json":
                schema = json.loads(content)
                change(schema)
                content = json.dumps(schema).encode()
            new.writestr(member, content)
    return packed.getvalue()


def test_an_estimator_comes_back_with_the_same_predictions():
    model = fitted()
    again = load_estimator(dump_estimator(model), "x")
    rows = np.random.default_rng(1).normal(size=(50, 3))
    np.testing.assert_array_equal(model.predict_proba(rows), again.predict_proba(rows))


def test_the_same_estimator_has_the_same_bytes_and_another_has_not():
    assert dump_estimator(fitted()) == dump_estimator(fitted())
    assert dump_estimator(fitted()) != dump_estimator(fitted(seed=1))


def test_a_type_outside_our_list_is_refused_though_skops_trusts_it():
    rows = np.random.default_rng(0).normal(size=(60, 2))
    forest = RandomForestClassifier(n_estimators=2).fit(rows, rows[:, 0] > 0)
    data = skops.io.dumps(forest)
    with pytest.raises(RefusedError, match="RandomForestClassifier"):
        load_estimator(data, "estimator.skops")


def test_a_hidden_call_is_refused_before_anything_is_built():
    def hide(schema: dict) -> None:
        schema["content"]["content"]["loss"] = {
            "__class__": "system",
            "__module__": "os",
            "__loader__": "FunctionNode",
            "content": "echo",
            "__id__": 99_999,
        }

    with pytest.raises(RefusedError, match=r"os\.system"):
        load_estimator(rewritten(dump_estimator(fitted()), hide), "estimator.skops")


def test_a_type_named_as_a_value_is_refused():
    def name_a_type(schema: dict) -> None:
        schema["extra"] = {
            "__class__": "Popen",
            "__module__": "subprocess",
            "__loader__": "TypeNode",
            "content": {"__class__": "Popen", "__module__": "subprocess"},
        }

    with pytest.raises(RefusedError, match="subprocess"):
        load_estimator(rewritten(dump_estimator(fitted()), name_a_type), "estimator.skops")


def test_an_endless_schema_is_refused():
    def nest(schema: dict) -> None:
        inner: list = []
        for _ in range(500):
            inner = [inner]
        schema["deep"] = inner

    with pytest.raises(RefusedError, match="without end"):
        load_estimator(rewritten(dump_estimator(fitted()), nest), "estimator.skops")


def test_an_archive_that_unpacks_to_too_much_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("schema.json", "{}")
        archive.writestr("1.npy", b"\0" * (70 << 20))
    with pytest.raises(RefusedError, match="unpacks"):
        load_estimator(packed.getvalue(), "estimator.skops")


@pytest.mark.parametrize("name", ["../../evil.npy", "run.py", "a\\b.npy"])
def test_members_that_are_no_arrays_are_refused(name):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("schema.json", "{}")
        archive.writestr(name, b"x")
    with pytest.raises(RefusedError, match="no array"):
        load_estimator(packed.getvalue(), "estimator.skops")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04garbage", b"not a zip at all" * 10])
def test_what_is_no_archive_is_refused(data):
    with pytest.raises(RefusedError, match="not a skops archive"):
        load_estimator(data, "estimator.skops")
