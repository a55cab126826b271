"""No regular expression of ours can be made to hang: every one found by walking is attacked.

A pattern that backtracks over a repeat, or scans on from every place it may start at, needs time in
the square of its input or worse. Attack strings are built from the pattern's own characters; where
one takes any time at all, three times its length must not take six times as long (linear: three,
quadratic: nine), measured in processor time, least of three.
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

LENGTH = 3_000
NOTICED_SECONDS = 0.004
LINEAR = 6.0
PACKAGES = ("features", "detector", "training")
COMMON = ["a", " ", "\n", "0"]


def modules() -> Iterator[Any]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for info in pkgutil.walk_packages(package.__path__, name + "."):
            if "build_" not in info.name:
                try:
                    yield importlib.import_module(info.name)
                except ModuleNotFoundError as error:
                    # An adapter for a library that is not installed here; ours must be there.
                    if (error.name or "").partition(".")[0] in PACKAGES:
                        raise


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
    return list(dict.fromkeys([*COMMON, *escaped[:2], *plain[:3], *literals[:3], "中"]))


def attacks(pattern: str) -> Iterator[str]:
    letters = alphabet(pattern)
    for letter in letters:
        yield letter * LENGTH
    for one, two in itertools.combinations(letters[:4], 2):
        yield (one + two) * (LENGTH // 2)
    words = re.findall(r"[^\W\d_]{2,}", pattern)[:1]
    for word in words:
        yield word * (LENGTH // len(word))
        yield (word + " ") * (LENGTH // (len(word) + 1))
        yield word + " " * LENGTH
        yield word + "a" * LENGTH


def seconds(pattern: Any, text: str | bytes) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


def superlinear(pattern: Any, text: str | bytes) -> bool:
    if seconds(pattern, text) < NOTICED_SECONDS:
        return False
    third = min(seconds(pattern, text[: LENGTH // 3]) for _ in range(3))
    return min(seconds(pattern, text) for _ in range(3)) > LINEAR * third


@pytest.mark.parametrize("pattern", [r"\s*x", r"\w+@", r"[ab]*c"])
def test_the_attack_finds_what_it_is_for(pattern: str) -> None:
    assert any(superlinear(re.compile(pattern), attack) for attack in attacks(pattern))


def test_there_are_patterns_to_attack() -> None:
    assert len(found()) > 20


@pytest.mark.parametrize("package", PACKAGES)
def test_every_pattern_of_the_package_stays_linear(package: str) -> None:
    slow = []
    for name, pattern in found().items():
        if not name.startswith(package + "."):
            continue
        as_bytes = isinstance(pattern.pattern, bytes)
        source = pattern.pattern.decode("latin-1") if as_bytes else pattern.pattern
        for attack in attacks(source):
            if superlinear(pattern, attack.encode("utf-8") if as_bytes else attack):
                slow.append((name, attack[:20]))
                break
    assert slow == []
