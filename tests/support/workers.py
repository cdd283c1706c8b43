"""Workers are forked where the tests are collected already (`support/programs/collected.py`)."""

import os
import shlex
from typing import Any

import pytest

from support.programs.kept import KEPT
from support.programs.program import collected


def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """Those that are processes of this machine, in the Python that runs the tests."""
    if not hasattr(os, "pidfd_open"):
        return
    python = shlex.quote(str(collected(config.invocation_params.args)))
    for spec in specs:
        if spec.popen and not spec.python:
            spec.python = python


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """A worker that was forked there has nothing to collect."""
    if hasattr(config, "workerinput") and KEPT.session is not None:
        KEPT.move_to(config)
