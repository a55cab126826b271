"""Imports go down only: features <- detector <- training; no circles; mlflow in one file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["features", "detector", "training"]
FILES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
IDS = [str(path.relative_to(ROOT)) for path in FILES]
TRACKING = ROOT / "training" / "tracking.py"


def module_name(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, *, deferred: bool) -> set[str]:
    """Names imported by a file; without ``deferred`` only those that run when it is imported."""
    found: set[str] = set()

    def walk(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                if not deferred:
                    continue
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
                continue
            elif isinstance(child, ast.Import):
                found.update(alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}: relative import"
                assert child.module
                found.add(child.module)
                found.update(f"{child.module}.{alias.name}" for alias in child.names)
            walk(child)

    walk(ast.parse(path.read_text(encoding="utf-8")))
    return found


MODULES = {module_name(path): path for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_import_goes_up(path: Path) -> None:
    floor = FLOORS.index(path.relative_to(ROOT).parts[0])
    above = set(FLOORS[floor + 1 :])
    up = {name for name in imports(path, deferred=True) if name.split(".")[0] in above}
    assert not up


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_mlflow_is_imported_in_one_file_only(path: Path) -> None:
    names = {name.split(".")[0] for name in imports(path, deferred=True)}
    assert "mlflow" not in names or path == TRACKING


def test_nothing_is_imported_through_a_package_face() -> None:
    """Names come from the module that defines them, apart from the faces given to users."""
    faces = {module for module, path in MODULES.items() if path.name == "__init__.py"}
    wrong = []
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module in faces:
                wrong += [
                    f"{module} takes {alias.name} from {node.module}"
                    for alias in node.names
                    if f"{node.module}.{alias.name}" not in MODULES
                ]
    assert not wrong


def test_no_import_circles() -> None:
    graph = {
        module: {name for name in imports(path, deferred=False) if name in MODULES} - {module}
        for module, path in MODULES.items()
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for other in sorted(graph[module]):
                visit(other, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


def test_no_rooms_for_odds_and_ends() -> None:
    banned = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py", "settings.py"}
    assert not [name for path, name in zip(FILES, IDS, strict=True) if path.name in banned]
