"""Runs one harness under atheris: ``python tests/fuzz/run.py html --seconds 1800``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

with atheris.instrument_imports(include=["detector", "features", "harnesses"]):
    import harnesses


def main() -> None:
    """Fuzz until the time is up; an input that breaks something is kept under ``found/``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("harness", choices=sorted(harnesses.HARNESSES))
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--corpus", type=Path, help="Folder of inputs to begin with and to grow.")
    options = parser.parse_args()
    found = HERE / "found" / options.harness
    found.mkdir(parents=True, exist_ok=True)
    corpus = options.corpus or HERE / "found" / f"corpus-{options.harness}"
    corpus.mkdir(parents=True, exist_ok=True)
    arguments = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={options.seconds}",
        f"-artifact_prefix={found}/",
        "-max_len=8192",
        "-timeout=20",
        "-rss_limit_mb=2048",
    ]
    atheris.Setup(arguments, harnesses.HARNESSES[options.harness])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
