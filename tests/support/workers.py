"""Workers that are forked from the process that hands out the tests (`pytest -n 4`).

It imports first what they are going to collect, so that this is done once and not by each of them: it is
two thirds of what a collection takes. One that is started later, as another has died, starts as xdist
has it. So do all where they are not just processes of this machine.
"""

import atexit
import gc
import logging
import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook
from _pytest.pathlib import import_path
from execnet import gateway_io
from execnet.gateway_base import Popen2IO
from hypothesis import given, settings, strategies

from scalehook.testing.as_it_is import AsItIs, import_as_it_is
from support import scratch

FILES = "conftest.py", "test_*.py"
_waiting: list["Forked"] = []
_start = gateway_io.create_io


class Forked(Popen2IO):
    """One of them as execnet has it: how to write to it, to read from it, and to see it end."""

    def __init__(self, process: int, to_it: int, from_it: int, execmodel: Any = None) -> None:
        super().__init__(open(to_it, "wb"), open(from_it, "rb"), execmodel)  # noqa: SIM115  (execnet closes them)
        self.process, self._code = process, None

    def wait(self) -> int:
        """How it has ended."""
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        return self._code

    def kill(self) -> None:
        """At once."""
        if self._code is None:
            os.kill(self.process, signal.SIGKILL)


def pytest_configure() -> None:
    """In a worker, pytest has set its hook before that of our plugin, which was imported already."""
    import_as_it_is()


def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """All are forked here: no thread runs by now."""
    if not all(str(spec).endswith("popen") for spec in specs):
        return
    _import_tests(config)
    _find_constants()
    config.get_terminal_writer().flush()
    gc.freeze()
    for _ in specs:
        _waiting.append(_fork())
    gateway_io.create_io = _next


def pytest_unconfigure() -> None:
    """Whoever runs tests in this process after us, has xdist's own."""
    gateway_io.create_io = _start


def _next(spec: Any, execmodel: Any) -> Any:
    if not (spec.popen and _waiting):
        return _start(spec, execmodel)
    forked = _waiting.pop(0)
    forked.execmodel = execmodel
    return forked


def _import_tests(config: pytest.Config) -> None:
    """Those that the command line names. What goes wrong is told by the workers, who try again."""
    how: dict[str, Any] = {
        "mode": "importlib", "root": config.rootpath, "consider_namespace_packages": False
    }  # fmt: skip
    for named in config.args:
        path = config.invocation_params.dir / named.partition("::")[0]
        found = path.rglob("*.py") if path.is_dir() else [path]
        for file in sorted(file for file in found if any(map(file.match, FILES))):
            try:
                import_path(file, **how)
            except (Exception, pytest.skip.Exception):
                _forget(file)


def _forget(file: Path) -> None:
    """Half of a module is none: who asks for it again would be given what there is."""
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) == str(file):
            del sys.modules[name]


@settings(max_examples=1, database=None)
@given(strategies.integers())
def _find_constants(number: int) -> None:
    """Hypothesis looks through all that is imported, once, for values that are worth a try."""


def _fork() -> Forked:
    (reads, to_it), (from_it, writes) = os.pipe(), os.pipe()
    process = os.fork()
    if process == 0:
        for ours in (to_it, from_it):  # else it would outlive us: its input would have no end
            os.close(ours)
        _work(reads, writes)
    os.close(reads)
    os.close(writes)
    return Forked(process, to_it, from_it)


def _work(reads: int, writes: int) -> NoReturn:
    """As `python -c` of execnet would: it reads what it has to do, and ends as a process does."""
    code = 1
    try:
        _move_in(reads, writes)
        exec(eval(sys.stdin.readline()), {})
        threading._shutdown()
        atexit._run_exitfuncs()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _is_of_pytest(finder: object) -> bool:
    return finder is AsItIs or isinstance(finder, AssertionRewritingHook)


def _move_in(reads: int, writes: int) -> None:
    """Nothing is left of the process that hands out the tests: files, ends, log handlers, hooks."""
    for other in _waiting:
        other.close_read()
        other.close_write()
    _waiting.clear()
    scratch.leave()
    gateway_io.create_io = _start
    atexit._clear()
    logging.root.handlers.clear()
    sys.meta_path[:] = [each for each in sys.meta_path if not _is_of_pytest(each)]
    for file, number in ((reads, 0), (writes, 1)):
        os.dup2(file, number)
        os.close(file)
    sys.argv, sys.modules["__main__"] = ["-c"], ModuleType("__main__")
    sys.stdin = sys.__stdin__ = open(0, closefd=False)  # noqa: SIM115  (stay open)
    sys.stdout = sys.__stdout__ = open(1, "w", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
