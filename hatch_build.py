"""Compiles the inner loops where a C++ compiler is at hand; darnel is complete without.

Every ``.pyx`` file is the quick twin of a module of pure Python that gives the same results and
takes over where there is no twin. ``DARNEL_COMPILED=0`` leaves the twins out (a wheel for every
platform), ``1`` makes a failure to compile an error instead of a notice.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKAGES = ("detector", "features")


class CustomBuildHook(BuildHookInterface[Any]):
    """Builds the twins beside their sources, and into a wheel when that is what is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; ``version`` is ``editable`` for a development install."""
        wanted = os.environ.get("DARNEL_COMPILED", "")
        if self.target_name != "wheel" or wanted == "0":
            return
        root = Path(self.root)
        sources = sorted(p for package in _PACKAGES for p in (root / package).rglob("*.pyx"))
        done = subprocess.run(
            [sys.executable, str(root / "hatch_build.py"), *map(str, sources)],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            if wanted == "1":
                raise RuntimeError(f"the compiled parts could not be built:\n{done.stderr[-4000:]}")
            self.app.display_warning(
                "no compiled parts: darnel works the same and reads pages more slowly"
            )
            return
        if version != "editable":
            built = [Path(line) for line in done.stdout.splitlines() if line.startswith(str(root))]
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            build_data["force_include"].update(
                {str(path): str(path.relative_to(root)) for path in built}
            )


def compile_beside(sources: list[Path]) -> list[Path]:
    """Compile each source to a module in its own folder; the modules' files."""
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    root = Path.cwd()
    extensions = [
        Extension(
            ".".join(source.relative_to(root).with_suffix("").parts),
            [str(source.relative_to(root))],
            extra_compile_args=[] if os.name == "nt" else ["-O2", "-g0"],
        )
        for source in sources
    ]
    found = cythonize(
        extensions, build_dir="build/cython", quiet=True, compiler_directives={"language_level": 3}
    )
    command = build_ext(Distribution({"ext_modules": found}))
    command.inplace = True
    command.build_temp = "build/temp"
    command.ensure_finalized()
    command.run()
    return [root / command.get_ext_fullpath(extension.name) for extension in found]


if __name__ == "__main__":
    for file in compile_beside([Path(name).resolve() for name in sys.argv[1:]]):
        print(file)
