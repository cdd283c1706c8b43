"""Packages for tests that run programs in PHP: fetched once by Composer, and kept from run to run."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from scalehook.testing.throwaway import NoServer
from support.kept_libraries import kept_libraries
from support.patience import PATIENCE_SECONDS

NO_REGISTRY = "curl error"  # so Composer says what it cannot reach


def php_packages(name: str, wanted: Mapping[str, str]) -> Path:
    """The autoloader of these versions of packages; NoServer where they cannot be had. Where nobody can
    reach the registry, the test is skipped, in CI too: no tool is missing.
    """
    composer = shutil.which("composer")
    if composer is None or shutil.which("php") is None:
        raise NoServer("PHP and Composer are not installed")
    packages = [f"{package}:{version}" for package, version in wanted.items()]
    kept = kept_libraries(f"php-{name}", wanted, lambda folder: _fetch(composer, folder, packages))
    return kept / "vendor" / "autoload.php"


def _fetch(composer: str, folder: Path, wanted: list[str]) -> Path:
    flags = ["--no-interaction", "--no-plugins", "--no-scripts", "--no-progress", "--prefer-dist"]
    done = subprocess.run(
        [composer, "require", *flags, *wanted],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        told = " ".join(done.stderr.split())
        if (at := told.find(NO_REGISTRY)) >= 0:
            pytest.skip(f"Composer reaches no registry: {told[at : at + 200]}")
        raise NoServer(f"Composer cannot fetch {', '.join(wanted)}: {told[-300:]}")
    return folder
