"""The HTML shell both documents share: one file, no network, a policy that runs only our script."""

from __future__ import annotations

import base64
import hashlib
import html
import importlib.resources
import json
import re
from typing import Any

from detector.terminal import printable

_BREAKING = re.compile("[<>&\u2028\u2029]")


def asset(name: str) -> str:
    """The text of a file under ``detector/report/assets``."""
    return (
        importlib.resources.files("detector.report")
        .joinpath("assets", name)
        .read_text(encoding="utf-8")
    )


def text(value: object) -> str:
    """``value`` as HTML text: escaped, controls made visible, its direction kept to itself."""
    return f"<bdi>{html.escape(printable(str(value)))}</bdi>"


def data_block(name: str, value: Any) -> str:
    """``value`` as a JSON block a script can read and a page cannot break out of."""
    # ASCII only: lone surrogates stay \\ud800 escapes, and no byte of page text is markup.
    encoded = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    safe = _BREAKING.sub(lambda match: f"\\u{ord(match.group()):04x}", encoded)
    return f'<script type="application/json" id="{name}">{safe}</script>'


def document(title: str, body: str, data: str = "", script: str = "") -> str:
    """A whole document. Its policy allows our one style and script by their digests, nothing else."""
    style = asset("style.css")
    policy = [
        "default-src 'none'",
        f"style-src '{_digest(style)}'",
        f"script-src '{_digest(script)}'" if script else "script-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(policy)}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(printable(title))}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n{data}\n"
        + (f"<script>{script}</script>\n" if script else "")
        + "</body>\n</html>\n"
    )


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
