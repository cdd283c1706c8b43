"""Workers of the tests are forked once what they collect is imported."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
NOTED = """
import os
from pathlib import Path

with Path("imported").open("a") as file:
    file.write(f"{os.getpid()}\\n")

def test_is_forked():
    assert Path("imported").read_text().split() == [str(os.getppid())]
"""
DIES = """
import os

def test_dies():
    os._exit(3)
"""
SKIPPED = """
import pytest

pytest.skip("not here", allow_module_level=True)
"""


def test_what_is_imported_is_imported_once(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be is told as ever; a worker that dies is replaced by one of xdist's own."""
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    pytester.makepyfile(test_noted=NOTED, test_broken="import no_such_module", test_skipped=SKIPPED)
    options = ("--import-mode=importlib", "-p", "support.workers", "-n2")
    shown = pytester.runpytest_subprocess(*options)
    shown.assert_outcomes(passed=1, errors=1, skipped=1)
    shown.stdout.fnmatch_lines("*No module named 'no_such_module'*")
    pytester.path.joinpath("test_broken.py").write_text(DIES)
    pytester.path.joinpath("imported").unlink()
    shown = pytester.runpytest_subprocess(*options)
    shown.assert_outcomes(passed=1, failed=1, skipped=1)
    shown.stdout.fnmatch_lines(["*replacing crashed worker*", "*test_dies*"])
