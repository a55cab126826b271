"""Labels as a person gives them, saved one by one in the format training reads."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from detector.errors import OutputError, UsageError

CHOICES = ("farm", "legit", "unsure")
"""``unsure`` is remembered so that a page is not asked twice; training leaves it out."""


@dataclass(frozen=True, slots=True)
class Given:
    """One label a person gave."""

    id: str
    url: str | None
    label: str
    motive: str
    score: float
    model: str


class LabelFile:
    """An append-only JSONL file; the last line for an id is the one that counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.labels: dict[str, str] = {}
        if path.exists():
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                try:
                    row = json.loads(line)
                    self.labels[str(row["id"])] = str(row["label"])
                except (ValueError, KeyError, TypeError) as error:
                    raise UsageError(
                        f"{path}, line {number}: not a label ({error}); mend or remove the line"
                    ) from error

    def save(self, given: Given) -> None:
        """Append one label and force it to disk; :class:`OutputError` when that fails."""
        line = json.dumps(
            {
                "id": given.id,
                "url": given.url,
                "label": given.label,
                "label_basis": f"review: {given.motive}",
                "score": given.score,
                "model": given.model,
            }
        )
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{self.path}: {error.strerror}; the label was not saved") from error
        self.labels[given.id] = given.label
