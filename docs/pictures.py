"""Makes the README's pictures from the seed pages: ``make pictures`` (needs Chromium)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = (
    ("report.html", "report.png", 1100, 1300),
    ("explained.html", "explained.png", 1100, 1300),
)


def main() -> None:
    """Photograph the demo's report and explanation into ``docs/img/``."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is not installed; the pictures are taken with it")
    for source, target, width, height in PICTURES:
        page = ROOT / "out" / "demo" / source
        if not page.is_file():
            sys.exit(f"{page} is missing: run `make demo` first")
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(  # noqa: S603 - the arguments are our own
                [
                    chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                    "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                    f"--user-data-dir={profile}", f"--window-size={width},{height}",
                    f"--screenshot={ROOT / 'docs' / 'img' / target}", page.as_uri(),
                ],
                check=True,
                capture_output=True,
                timeout=120,
            )  # fmt: skip


if __name__ == "__main__":
    main()
