"""Packages of npm for tests that run programs in Node: installed once, and kept from run to run."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from scalehook.testing.throwaway import NoServer
from support.patience import PATIENCE_SECONDS


def node_packages(name: str, wanted: Mapping[str, str]) -> Path:
    """A folder `node_modules` with these versions of packages; NoServer where they cannot be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NoServer("Node.js and npm are not installed")
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    sign = hashlib.sha256(json.dumps(sorted(wanted.items())).encode()).hexdigest()[:12]
    folder = caches / "scalehook-tests" / f"{name}-{sign}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=folder.parent))
        _install(npm, new, [f"{package}@{version}" for package, version in wanted.items()])
        with contextlib.suppress(OSError):  # another run of the tests was quicker
            new.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
    return folder / "node_modules"


def _install(npm: str, folder: Path, wanted: list[str]) -> None:
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
        shutil.rmtree(folder)
        raise NoServer(f"npm cannot install {', '.join(wanted)}: {done.stderr.strip()[-300:]}")
