"""Installing, with the commands of README, from a wheel that is built of the tree as it is."""

import os
import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

from support.documents import ROOT, blocks
from support.patience import PATIENCE_SECONDS

SOURCES = ("contracts", "services", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The source tree, without what has been made in it."""
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def environment(tree: Path) -> dict[str, str]:
    """A new virtual environment, that finds what scalehook needs, and pip, in the one of the tests."""
    command = [sys.executable, "-m", "venv", "--without-pip", tree / "new"]
    subprocess.run(command, check=True, timeout=PATIENCE_SECONDS)
    (tree / "new/bin/pip").write_text('#!/bin/sh\nexec python -m pip "$@"\n')
    (tree / "new/bin/pip").chmod(0o755)
    [packages] = (tree / "new/lib").glob("python*/site-packages")
    (packages / "of_the_tests.pth").write_text("\n".join(site.getsitepackages()))
    offline = {
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_COMPILE": "0",
        "PIP_FORCE_REINSTALL": "1",  # what is there already goes first
    }
    return {**os.environ, **offline, "PATH": f"{tree / 'new/bin'}:{os.environ['PATH']}"}


def test_the_commands_of_the_documents_install_it(tree: Path, environment: dict[str, str]) -> None:
    """From the tree, and by way of a wheel; the licence and all data files come along."""
    commands = [c for block in blocks("console") for c in block.commands if c.startswith("pip ")]
    assert len(commands) == 4
    for command in commands:
        run(command, tree, environment)
        if "wheel" not in command:
            assert run("scalehook --version", tree, environment) == "scalehook 0.1.0\n"
    [wheel] = (tree / "dist").glob("*.whl")
    names = run(f"python -m zipfile --list {wheel}", tree, environment)
    assert "licenses/LICENSE" in names
    for data in (file for kind in ("y*ml", "template") for file in ROOT.glob(f"services/**/*.{kind}")):
        assert data.relative_to(ROOT / "services").as_posix() in names


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["sh", "-c", command],
        env=environment, cwd=folder, capture_output=True, text=True, timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout
