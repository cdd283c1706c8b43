"""Test files of a fresh clone are parsed and their asserts rewritten, as pytest does it; half of them
here, by a second process, which begins at the other end: only the collection runs in these seconds.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

BY_PYTEST = ("conftest.py", "test_*.py")  # whatever else there is Python itself compiles


class Ahead:
    """A plugin of the run that collects."""

    _helper: int | None = None

    def pytest_collection(self, session: pytest.Session) -> None:
        """What it writes stays in the folders of Python's own, where the next runs find it too."""
        self._helper = os.fork()
        if self._helper == 0:
            with suppress(Exception):  # pytest meets the same problem, and tells it
                rewrite_all(session.config)
            os._exit(0)

    def pytest_unconfigure(self) -> None:
        """By now it has nothing left to do, and nobody else may come upon it as a child."""
        if self._helper is not None:
            os.waitpid(self._helper, 0)


def rewrite_all(config: pytest.Config) -> None:
    """What is asked for of the run, the last first."""
    state = config.stash[rewrite.assertstate_key]
    for file in sorted(asked_for(config), reverse=True):
        compiled = rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
        if is_older(compiled, file):
            rewrite.try_makedirs(compiled.parent)
            digest, code = rewrite._rewrite_test(file, config)
            rewrite._write_pyc(state, code, digest, compiled)


def asked_for(config: pytest.Config) -> Iterator[Path]:
    """All files of folders, and files by name."""
    for argument in config.args:
        path = config.invocation_params.dir / argument.partition("::")[0]
        for pattern in BY_PYTEST:
            yield from path.rglob(pattern) if path.is_dir() else path.parent.glob(path.name)


def is_older(compiled: Path, file: Path) -> bool:
    """Or not there."""
    try:
        return compiled.stat().st_mtime < file.stat().st_mtime
    except FileNotFoundError:
        return True
