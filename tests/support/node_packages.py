"""Packages of npm for tests that run programs in Node: installed once, and kept from run to run."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from scalehook.testing.throwaway import NoServer
from support.kept_libraries import kept_libraries
from support.patience import PATIENCE_SECONDS


def node_packages(name: str, wanted: Mapping[str, str]) -> Path:
    """A folder `node_modules` with these versions of packages; NoServer where they cannot be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NoServer("Node.js and npm are not installed")
    packages = [f"{package}@{version}" for package, version in wanted.items()]
    kept = kept_libraries(name, wanted, lambda folder: _install(npm, folder, packages))
    return kept / "node_modules"


def _install(npm: str, folder: Path, wanted: list[str]) -> Path:
    command = [
        npm,
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
        folder,
        *wanted,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    if done.returncode:
        raise NoServer(f"npm cannot install {', '.join(wanted)}: {done.stderr.strip()[-300:]}")
    return folder
