"""Workers are forked where the tests are collected already (`support/programs/collected.py`)."""

import os
import shlex
from typing import Any

import pytest

from support.programs.program import collected


def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """Those that are processes of this machine, in the Python that runs the tests."""
    if not hasattr(os, "pidfd_open"):
        return
    python = shlex.quote(str(collected(config.invocation_params.args)))
    for spec in specs:
        if spec.popen and not spec.python:
            spec.python = python
