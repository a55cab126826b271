"""A model is data: nothing in it is unpickled or run, and what is wrong with it is refused."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import joblib
import pytest

from detector.archive import read_members
from detector.errors import RefusedError
from detector.model import Model

WHAT_TO_DO = r"fetch the model again|train it again|Train it again|train the model again"

# Tells of every object a pickle asks for, whoever reads it, and of every process that is begun.
# Fork servers and loky read their own pickles; no process of those is needed here.
HOOK = """
import sys
def refuse(event, args):
    if event in ("pickle.find_class", "os.system", "subprocess.Popen", "os.exec", "os.posix_spawn"):
        sys.stderr.write(f"RUN {event} {args!r}\\n")
        sys.stderr.flush()
        import os
        os._exit(96)
"""


class Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.place),)


@pytest.fixture
def model(tiny_model: Path, tmp_path: Path) -> Path:
    """A copy an attacker may change."""
    target = tmp_path / "model"
    target.mkdir()
    for file in tiny_model.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    return target


def vouched(folder: Path, name: str, content: bytes | None) -> None:
    """Put a file into a model and make the manifest vouch for it, as an attacker would."""
    path = folder / "manifest.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    if content is None:
        (folder / name).unlink()
        del fields["files"][name]
    else:
        (folder / name).write_bytes(content)
        fields["files"][name] = hashlib.sha256(content).hexdigest()
    path.write_text(json.dumps(fields), encoding="utf-8")


def dumped(value: object) -> bytes:
    out = io.BytesIO()
    joblib.dump(value, out)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(contents: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, content in contents.items():
            made.writestr(name, content)
    return out.getvalue()


def npy(shape: str, kind: str = "<f8", body: bytes = b"") -> bytes:
    header = f"{{'descr': {kind!r}, 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + body


def flipped(data: bytes) -> bytes:
    return data[:200] + bytes(255 - b for b in data[200:260]) + data[260:]


def encrypted(data: bytes) -> bytes:
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + bytes([data[place] | 1]) + data[place + 1 :]


def doubled(data: bytes) -> bytes:
    out = io.BytesIO(data)
    name, content = next(iter(members(data).items()))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as made:
        made.writestr(name, content)
    return out.getvalue()


def test_an_archive_of_too_many_members_is_refused() -> None:
    data = archive({f"{n}.npy": npy("(0,)") for n in range(5)})
    assert len(read_members(data, 5, 1 << 20)) == 5
    with pytest.raises(ValueError, match="more than a model may have"):
        read_members(data, 4, 1 << 20)


FILES = ["estimator.skops", "arrays.npz"]


def broken(folder: Path, name: str) -> None:
    """Make ``name`` the file the model is loaded from."""
    if name == "estimator.skops":
        vouched(folder, "arrays.npz", None)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-30],
        flipped,
        encrypted,
        doubled,
        lambda data: archive(members(data), zipfile.ZIP_LZMA),
        lambda data: archive({**members(data), "a.npy": b"\0" * (70 << 20)}),
        lambda _: pickle.dumps({"base": 1.0}),
        lambda _: b"\x80\x04N.",
    ],
    ids=[
        "empty", "half", "no end", "flipped", "encrypted", "doubled", "lzma", "bomb",
        "pickle", "pickled None",
    ],
)  # fmt: skip
def test_a_broken_archive_is_refused_though_its_digest_fits(
    model: Path, name: str, change: Callable[[bytes], bytes]
) -> None:
    broken(model, name)
    vouched(model, name, change((model / name).read_bytes()))
    with pytest.raises(RefusedError, match=WHAT_TO_DO) as refused:
        Model.load(model)
    assert name in str(refused.value)
    assert len(str(refused.value)) < 700


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "content",
    [
        npy("(1000000000000,)"),
        npy("(2000000000,)"),
        npy("(-1,)"),
        npy("(2, 3)"),
        npy("(" * 500 + ")" * 500),
        npy("(1,)", "|O", pickle.dumps([os.getcwd])),
        npy("(1,)", "<f8", b"\0" * 9),
        npy("__import__('os').system('true')"),
        pickle.dumps([os.getcwd]),
        archive({"x.npy": b""}),
        b"\x93NUMPY\x09\x00" + b"\0" * 30,
        b"",
    ],
    ids=[
        "terabytes", "gigabytes", "negative", "nothing there", "nested", "objects", "too long",
        "code", "pickle", "archive", "version", "empty",
    ],
)  # fmt: skip
def test_an_array_that_is_none_is_refused_before_memory_is_taken(
    model: Path, name: str, content: bytes
) -> None:
    broken(model, name)
    held = members((model / name).read_bytes())
    first = sorted(member for member in held if member.endswith(".npy"))[0]
    vouched(model, name, archive({**held, first: content}))
    with pytest.raises(RefusedError, match=WHAT_TO_DO):
        Model.load(model)


def named(module: str, kind: str, loader: str, content: object = "echo") -> dict[str, object]:
    return {
        "__module__": module, "__class__": kind, "__loader__": loader, "content": content,
        "__id__": 99_999,
    }  # fmt: skip


@pytest.mark.parametrize(
    "node",
    [
        named("os", "system", "FunctionNode"),
        named("posix", "system", "ObjectNode"),
        named("subprocess", "Popen", "TypeNode"),
        named("builtins", "eval", "FunctionNode"),
        named("builtins", "str", "MethodNode", {"obj": {}, "func": "format"}),
        named("builtins", "str", "PartialNode"),
        named("builtins", "dict", "OperatorFuncNode"),
        named("sklearn.ensemble._forest", "RandomForestClassifier", "ObjectNode"),
        named("builtins", "str", "TypeNode", {"__module__": "os", "__class__": "system"}),
    ],
    ids=lambda node: f"{node['__loader__']} {node['__module__']}.{node['__class__']}",
)
def test_a_type_outside_our_list_is_refused_whatever_the_file_says_of_it(
    model: Path, node: dict[str, object]
) -> None:
    vouched(model, "arrays.npz", None)
    held = members((model / "estimator.skops").read_bytes())
    schema = json.loads(held["schema.json"])
    schema["content"]["content"]["loss"] = node
    for claim in ("trusted", "__trusted__", "is_trusted", "trusted_types"):
        schema[claim] = node[claim] = True
    schema["trusted"] = [f"{node['__module__']}.{node['__class__']}"]
    held["schema.json"] = json.dumps(schema).encode()
    vouched(model, "estimator.skops", archive(held))
    with pytest.raises(RefusedError, match=r"no use for.*" + WHAT_TO_DO):
        Model.load(model)


@pytest.mark.parametrize("text", ["[]", "null", '"x"', "1", "{}", "NaN", "[" * 100_000, "\xff"])
def test_a_schema_that_is_none_is_refused(model: Path, text: str) -> None:
    vouched(model, "arrays.npz", None)
    held = members((model / "estimator.skops").read_bytes())
    held["schema.json"] = text.encode("latin-1")
    vouched(model, "estimator.skops", archive(held))
    with pytest.raises(RefusedError, match=WHAT_TO_DO):
        Model.load(model)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 0},
        {"format": 2},
        {"format": "1' OR 1"},
        {"files": {}},
        {"files": {"../../outside": "0" * 64}},
        {"files": {"/etc/passwd": "0" * 64}},
        {"files": {"..": "0" * 64}},
        {"files": {"a\0b": "0" * 64}},
        {"columns": ["../x"]},
        {"fingerprints": None},
        {"threshold": "NaN"},
        {"calibration": {"slope": "inf", "intercept": 0}},
    ],
    ids=lambda changes: json.dumps(changes)[:40],
)
def test_a_foreign_or_older_manifest_is_refused_with_what_to_do(
    model: Path, changes: dict[str, object]
) -> None:
    path = model / "manifest.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    if changes.get("files"):
        changes = {"files": fields["files"] | changes["files"]}  # type: ignore[operator]
    path.write_text(json.dumps(fields | changes), encoding="utf-8")
    with pytest.raises(RefusedError, match=WHAT_TO_DO):
        Model.load(model)


def test_a_pipe_in_place_of_a_file_is_refused_not_waited_for(model: Path) -> None:
    (model / "CARD.md").unlink()
    os.mkfifo(model / "CARD.md")
    with pytest.raises(RefusedError, match="no plain file"):
        Model.load(model)


def guarded(code: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", HOOK + code, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent.parent)},
    )


LOAD = """
from detector.model import Model
sys.addaudithook(refuse)
print(Model.load(sys.argv[1]).identity)
"""


@pytest.mark.parametrize("name", FILES)
def test_loading_a_model_unpickles_nothing_and_runs_nothing(model: Path, name: str) -> None:
    broken(model, name)
    if name == "estimator.skops":
        # The libraries themselves are imported first: what they start on import is theirs.
        code = LOAD.replace(
            "sys.addaudithook",
            "import skops.io, sklearn.ensemble, sklearn."
            "pipeline, sklearn.impute, sklearn.linear_model\nsys.addaudithook",
        )
    else:
        code = LOAD
    done = guarded(code, str(model), cwd=model)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("trial 1 ")


def test_the_hook_would_see_a_pickle(tmp_path: Path) -> None:
    code = "sys.addaudithook(refuse)\nimport pickle\npickle.loads(pickle.dumps(print))"
    done = guarded(code, cwd=tmp_path)
    assert done.returncode == 96
    assert "RUN pickle.find_class" in done.stderr


@pytest.mark.parametrize("pack", [pickle.dumps, dumped], ids=["pickle", "joblib"])
@pytest.mark.parametrize("name", [*FILES, "golden.jsonl", "manifest.json"])
def test_a_pickle_in_place_of_any_file_of_a_model_is_never_opened(
    model: Path, tmp_path: Path, name: str, pack: Callable[[object], bytes]
) -> None:
    trap = pack(Trap(tmp_path / "sprung"))
    if name == "manifest.json":
        (model / name).write_bytes(trap)
    else:
        broken(model, name)
        vouched(model, name, trap)
    if name == "golden.jsonl":
        Model.load(model)  # pages and scores for people to check: not read to load a model
    else:
        with pytest.raises(RefusedError, match=WHAT_TO_DO):
            Model.load(model)
    assert not (tmp_path / "sprung").exists()


def test_what_mlflow_fetches_is_checked_like_any_folder(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A registered model with a pickled flavour beside, or in place of, ours runs nothing."""
    from training import tracking

    class Version:
        name, version = "darnel", "1"

    class Artifacts:
        @staticmethod
        def download_artifacts(artifact_uri: str) -> str:
            assert artifact_uri == "models:/darnel/1"
            return str(fetched)

    class Fake:
        artifacts = Artifacts()

    fetched = tmp_path / "fetched"
    (fetched / "data").mkdir(parents=True)
    monkeypatch.setattr(tracking, "_mlflow", Fake)
    monkeypatch.setattr(tracking, "_version", lambda _: Version)
    trap = pickle.dumps(Trap(tmp_path / "sprung"))
    (fetched / "python_model.pkl").write_bytes(trap)
    (fetched / "model.pkl").write_bytes(trap)
    (fetched / "MLmodel").write_text(
        "flavors:\n  python_function:\n    loader_module: mlflow.pyfunc.model\n"
        "    python_model: python_model.pkl\n  sklearn:\n    pickled_model: model.pkl\n",
        encoding="utf-8",
    )
    from detector.errors import UsageError

    with pytest.raises(UsageError, match="no model of this project"):
        Model.load("models:/darnel@champion")
    for file in model.iterdir():
        (fetched / "data" / file.name).write_bytes(file.read_bytes())
    assert Model.load("models:/darnel@champion").identity == Model.load(model).identity
    (fetched / "data" / "estimator.skops").write_bytes(trap)
    with pytest.raises(RefusedError, match=r"estimator\.skops.*" + WHAT_TO_DO):
        Model.load("models:/darnel@champion")
    assert not (tmp_path / "sprung").exists()
