"""The manifest: header and list of runs, in sqlite, changed only in transactions."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from detector.errors import RefusedError, UsageError
from detector.index.layout import MANIFEST, REMEDY, check_header, header

_NAME = re.compile(r"[0-9a-f]{16}")
_TABLES = {
    "header": "CREATE TABLE header (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "runs": """CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    items INTEGER NOT NULL,
    postings INTEGER NOT NULL,
    digests TEXT NOT NULL
)""",
}
_OWN = [("table", "sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)")]


class Listed(NamedTuple):
    """A run as the manifest lists it."""

    name: str
    items: int
    postings: int
    digests: dict[str, str]


def create(folder: Path) -> None:
    """Write the manifest of a new, empty index; all of it or nothing."""
    path = folder / MANIFEST
    if path.exists():
        raise UsageError(f"{folder} is an index already: use 'darnel index add', or another folder")
    fresh = folder / f".{MANIFEST}.tmp"
    fresh.unlink(missing_ok=True)
    with _closing(sqlite3.connect(fresh)) as connection:
        for table in _TABLES.values():
            connection.execute(table)
        connection.executemany("INSERT INTO header VALUES (?, ?)", header().items())
        connection.commit()
    fresh.rename(path)


@contextmanager
def _closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    path = folder / MANIFEST
    if not path.is_file():
        raise UsageError(f"{folder} is no index: it has no {MANIFEST}")
    uri = path.resolve().as_uri()
    try:
        with _closing(_connected(uri)) as connection:
            yield connection
    # What sqlite says of a damaged file may itself not be text.
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise RefusedError(f"{path} is damaged: {error}: {REMEDY}") from error


def _connected(uri: str) -> sqlite3.Connection:
    """Writable if possible: after a crash the journal has to be rolled back by someone."""
    with suppress(sqlite3.OperationalError):
        return _checked(sqlite3.connect(f"{uri}?mode=rw", uri=True, timeout=30))
    return _checked(sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True))


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    """``connection``, closed again by an error if its manifest is not sound."""
    try:
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Raise unless there are our tables and nothing else, and they agree with their indexes.

    A view in place of a table can have rows without end, a trigger do anything to them; a row that
    its index misses is listed but cannot be taken off the list.
    """
    statement = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL LIMIT 10"
    found = connection.execute(statement).fetchall()
    ours = [("table", name, table) for name, table in _TABLES.items()]
    if sorted(found, key=repr) != sorted([*ours, *_OWN], key=repr):
        raise sqlite3.DatabaseError("it has other tables than an index has")
    (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if told != "ok":
        raise sqlite3.DatabaseError(str(told))


def load(folder: Path) -> list[Listed]:
    """The runs of an index, oldest first; ``RefusedError`` when the header does not fit."""
    with _opened(folder) as connection:
        check_header(dict(connection.execute("SELECT key, value FROM header")), str(folder))
        rows = connection.execute(
            "SELECT name, items, postings, digests FROM runs ORDER BY number"
        ).fetchall()
    listed = []
    for name, items, postings, digests in rows:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise RefusedError(
                f"{folder}: the manifest lists a run with a name that is none: {REMEDY}"
            )
        try:
            entry = Listed(name, int(items), int(postings), dict(json.loads(digests)))
            if entry.items < 1 or entry.postings < 1:  # no run is written empty
                raise ValueError(name)
            listed.append(entry)
        except (TypeError, ValueError, OverflowError, RecursionError) as error:
            raise RefusedError(
                f"{folder}: the manifest's entry for {name} is damaged: {REMEDY}"
            ) from error
    return listed


def replace(folder: Path, old: Sequence[str], new: Sequence[Listed]) -> None:
    """Take runs off the list and put others on, in one durable transaction."""
    with _opened(folder) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        with connection:
            connection.executemany("DELETE FROM runs WHERE name = ?", [(name,) for name in old])
            connection.executemany(
                "INSERT INTO runs (name, items, postings, digests) VALUES (?, ?, ?, ?)",
                [(run.name, run.items, run.postings, json.dumps(run.digests)) for run in new],
            )
