"""``models:/`` URIs for the detector, which itself knows nothing of MLflow."""

from __future__ import annotations

from pathlib import Path


def resolve(uri: str) -> Path:
    """The folder of a registered model, fetched if it is not here already."""
    from training.tracking import fetch_model

    return fetch_model(uri)
