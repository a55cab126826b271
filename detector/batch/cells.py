"""Cells of a CSV file that a spreadsheet shows and does not run."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """``text``, made text by an apostrophe where a spreadsheet would take it for a formula.

    A leading apostrophe is what spreadsheets themselves write for "this is text" (OWASP, CSV
    injection). NUL, which ends a cell for some readers, becomes U+FFFD.
    """
    text = text.replace("\0", "\ufffd")
    return "'" + text if text.startswith(_FORMULA) else text
