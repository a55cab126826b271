"""What the documents say is there is there: commands, options, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer

from detector import cli


@pytest.fixture(scope="module")
def commands() -> dict[str, click.Command]:
    cli._register_other_floors()
    group = typer.main.get_command(cli.app)
    assert isinstance(group, click.Group) or hasattr(group, "commands")
    return dict(group.commands)


def test_every_command_has_help_and_stands_in_the_readme(
    commands: dict[str, click.Command], root: Path
) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert len(commands) >= 12
    for name, command in commands.items():
        assert command.help, name
        assert f"darnel {name}" in readme, name


def test_the_commands_of_the_contract_are_all_there(commands: dict[str, click.Command]) -> None:
    contract = (
        "score explain report hosts index copies bylines features train compare promote evaluate "
        "stress check-data demo review"
    )
    assert set(contract.split()) <= set(commands)


def documents(root: Path) -> list[Path]:
    return [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").glob("*.md"))]


def fenced(text: str) -> Iterator[str]:
    """The lines inside fenced blocks."""
    inside = False
    for line in text.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif inside:
            yield line


def test_every_command_line_in_the_documents_is_one_the_cli_knows(
    commands: dict[str, click.Command], root: Path
) -> None:
    shown = 0
    for path in documents(root):
        for line in fenced(path.read_text(encoding="utf-8")):
            match = re.match(r"(?:\$ )?(?:\.venv/bin/)?darnel ([a-z-]+)(.*)", line.strip())
            if not match:
                continue
            shown += 1
            command = commands.get(match[1])
            assert command is not None, f"{path.name}: {line}"
            known = {"--help"}
            stack = [command]
            while stack:
                current = stack.pop()
                for parameter in current.params:
                    known.update((*parameter.opts, *parameter.secondary_opts))
                stack.extend(getattr(current, "commands", {}).values())
            for option in re.findall(r"(?<!\S)(--[a-z-]+)", match[2]):
                assert option in known, f"{path.name}: {option} in {line}"
    assert shown >= 10


def test_every_file_the_documents_link_to_exists(root: Path) -> None:
    links = 0
    for path in documents(root):
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" in target:
                continue
            links += 1
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
    assert links >= 5


def test_no_file_names_a_package_index_host(root: Path) -> None:
    host = "pypi" + ".org"
    for name in ("constraints.txt", "pyproject.toml", "Makefile", "README.md"):
        assert host not in (root / name).read_text(encoding="utf-8"), name
