"""What the workers of a run of the tests are forked from."""

import os
import subprocess
from pathlib import Path

import pytest

from support.programs.kept import KEPT
from support.programs.program import collected, start_file

WHOLE = "def test_it() -> None: pass\n"
BROKEN = "import no_such_module\n"
POOL = """\
import sys
from concurrent.futures import ThreadPoolExecutor
sys.pool = ThreadPoolExecutor()
assert sys.pool.submit(str, 1).result() == "1"
"""


def modules_in(python: Path, folder: Path) -> set[str]:
    """Which modules of this folder a worker finds imported when it begins, started as xdist does."""
    program = (
        f"import sys; print(*(m.__file__ for m in sys.modules.values() if {str(folder)!r} in str(m)))"
    )
    command = [python, "-u", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {Path(file).name for file in done.stdout.split()}


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="workers import the tests themselves")
def test_a_worker_finds_the_tests_imported(tmp_path: Path) -> None:
    """But none of them if one cannot be imported: it meets the problem itself, and tells it."""
    (tmp_path / "pytest.ini").touch()
    (tmp_path / "test_whole.py").write_text(WHOLE)
    arguments = [str(tmp_path), "--rootdir", str(tmp_path), "--import-mode=importlib", "--junitxml", "x"]
    arguments += ["-p", "no:cacheprovider"]
    assert modules_in(collected(arguments), tmp_path) == {"test_whole.py"}
    (tmp_path / "test_broken.py").write_text(BROKEN)
    assert modules_in(collected(arguments), tmp_path) == set()
    assert not Path("x").exists()


def test_a_worker_collects_nothing(request: pytest.FixtureRequest) -> None:
    """It goes on with the tests that were there when it was forked."""
    forked = hasattr(request.config, "workerinput") and hasattr(os, "pidfd_open")
    assert (KEPT.session is request.session) == forked


def test_a_fixture_is_there_once(request: pytest.FixtureRequest) -> None:
    """Or what a test asks for by its name would be made anew: another broker, to the end of the run."""
    found = request.session._fixturemanager.getfixturedefs("broker", request.node) or ()
    functions = [each.func for each in found]
    assert len(set(functions)) == len(functions) > 0


def test_a_program_ends_with_threads_that_wait_for_work(tmp_path: Path) -> None:
    """As Python ends: a worker that stayed was waited for ten seconds at the end of a run."""
    (tmp_path / "pool.py").write_text(POOL)
    assert start_file(tmp_path / "pool.py").wait() == 0
