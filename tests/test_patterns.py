"""No regular expression of ours can be made to hang: every one found by walking is attacked.

A pattern that backtracks over a repeat needs time in the square of its input or worse. Attack
strings are built from the pattern's own characters; 60,000 of them take a linear pattern
milliseconds and a quadratic one far longer than the limit, whatever else the machine does.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import regex

LENGTH = 60_000
LIMIT_SECONDS = 4.0
PACKAGES = ("features", "detector", "training")
COMMON = ["a", " ", "\n", "0", "中", "A", ".", "<", "&", "/"]


def modules() -> Iterator[Any]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for info in pkgutil.walk_packages(package.__path__, name + "."):
            if "build_" not in info.name:
                yield importlib.import_module(info.name)


def patterns_in(value: Any, depth: int = 0) -> Iterator[Any]:
    if isinstance(value, re.Pattern | regex.Pattern):
        yield value
    elif hasattr(value, "cache_info") and not inspect.signature(value).parameters:
        # Built once, when first asked for: patterns and tables of patterns.
        yield from patterns_in(value(), depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for item in [*value.keys(), *value.values()]:
            yield from patterns_in(item, depth + 1)
    elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from patterns_in(item, depth + 1)


def found() -> dict[str, Any]:
    patterns: dict[str, Any] = {}
    seen: set[tuple[Any, int]] = set()
    for module in modules():
        for name, value in sorted(vars(module).items()):
            for number, pattern in enumerate(patterns_in(value)):
                key = (pattern.pattern, pattern.flags)
                if key not in seen:
                    seen.add(key)
                    patterns[f"{module.__name__}.{name}.{number}"] = pattern
    return patterns


def alphabet(pattern: str) -> list[str]:
    # What the pattern is made of is what it repeats over: its literals, most useful first.
    literals = [c for c in dict.fromkeys(pattern) if c.isalnum() or ord(c) > 127]
    escaped = [m[1] for m in re.finditer(r"\\([^\w\s])", pattern)]
    plain = [c for c in dict.fromkeys(pattern) if c in " ,:;!=@#%-_/'\"<>&~"]
    return list(dict.fromkeys([*COMMON[:5], *escaped[:4], *plain[:5], *literals[:6], *COMMON[5:]]))


def attacks(pattern: str) -> Iterator[str]:
    letters = alphabet(pattern)
    for letter in letters:
        yield letter * LENGTH
    for one, two in itertools.permutations(letters[:6], 2):
        yield (one + two) * (LENGTH // 2)
    words = re.findall(r"[^\W\d_]{2,}", pattern)[:3]
    for word in words:
        yield word * (LENGTH // len(word))
        yield (word + " ") * (LENGTH // (len(word) + 1))
        yield word + " " * LENGTH
        yield word + "a" * LENGTH


def run(pattern: Any, text: str | bytes) -> None:
    for _ in pattern.finditer(text):
        pass


def test_there_are_patterns_to_attack() -> None:
    assert len(found()) > 20


@pytest.mark.parametrize("package", PACKAGES)
def test_every_pattern_of_the_package_stays_linear(package: str) -> None:
    slow = []
    for name, pattern in found().items():
        if not name.startswith(package + "."):
            continue
        bytes_pattern = isinstance(pattern.pattern, bytes)
        source = pattern.pattern.decode("latin-1") if bytes_pattern else pattern.pattern
        for attack in attacks(source):
            text = attack.encode("utf-8") if bytes_pattern else attack
            # A short run first: a pattern that is lost already shows it before it can hang us.
            cut = text[: LENGTH // 8]
            began = time.process_time()
            run(pattern, cut)
            if time.process_time() - began > LIMIT_SECONDS / 8:
                slow.append((name, attack[:20]))
                break
            began = time.process_time()
            run(pattern, text)
            if time.process_time() - began > LIMIT_SECONDS / 4:
                slow.append((name, attack[:20]))
                break
    assert slow == []
