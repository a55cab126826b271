"""The one command. Registers commands; their work, and its imports, live in ``commands/``."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points

import typer

from detector.commands.bylines import bylines
from detector.commands.copies import copies
from detector.commands.demo import demo
from detector.commands.explain import explain
from detector.commands.features import features
from detector.commands.hosts import hosts
from detector.commands.index import index
from detector.commands.report import report
from detector.commands.review import review
from detector.commands.score import score
from detector.errors import DarnelError
from detector.terminal import printable

app = typer.Typer(
    name="darnel",
    help="Find the pages that only pretend to be articles: content farms, SEO spam, copies.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (score, explain, report, hosts, review, copies, bylines, features, demo):
    app.command()(command)
app.add_typer(index, name="index")


def _register_other_floors() -> None:
    # training adds its commands through an entry point: this floor never imports that one.
    for entry in sorted(entry_points(group="darnel.commands"), key=lambda entry: entry.name):
        entry.load()(app)


def main() -> None:
    """Run the command line; a clear error becomes one line on stderr and exit code 2."""
    _register_other_floors()
    try:
        app()
    except DarnelError as error:
        # A message may quote a page, a file name or a model: all may be hostile.
        sys.stderr.write(f"darnel: {printable(str(error))}\n")
        sys.exit(2)
