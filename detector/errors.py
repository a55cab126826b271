"""Errors, named by what the caller does next."""

from __future__ import annotations


class DarnelError(Exception):
    """Something a person must decide on; the message names the thing and the remedy."""


class UsageError(DarnelError):
    """The call cannot be carried out as given: change the call (exit code 2)."""


class RefusedError(DarnelError):
    """A model or index is not safe or not fit to use: replace or rebuild it (exit code 2)."""


class OutputError(DarnelError):
    """The output cannot be written: free the space or change the place, then run again."""
