"""What is said of failures that no command has met: one line, and an exit code."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO


@contextlib.contextmanager
def last_words() -> Iterator[None]:
    """What is the machine's fault, or the caller's, is said in a line; one of ours is shown whole."""
    _write_whatever_comes()
    try:
        yield
    except SystemExit as ending:
        if isinstance(ending.__context__, BrokenPipeError):  # the command line has met it
            _end_unheard()
        raise
    except BrokenPipeError:
        _end_unheard()
    except KeyboardInterrupt:  # before a command could
        from scalehook.cli import failure

        raise SystemExit(failure.INTERRUPTED) from None
    except (OSError, ValueError) as problem:
        _end(problem)


def _write_whatever_comes() -> None:
    """The output may be closed, or know fewer characters than we write; a name may be no UTF-8."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            unicode = stream.encoding.lower().startswith("utf")
            reconfigure(errors="surrogateescape" if unicode else "backslashreplace")


def _end_unheard() -> None:
    """Nobody reads what is written: the exit code is that of a program which SIGPIPE has ended."""
    from scalehook.cli import failure

    _let_go_of_the_output()
    raise SystemExit(failure.UNHEARD) from None


def _let_go_of_the_output() -> None:
    """Python writes what is left when it ends, and would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w")


def _end(problem: OSError | ValueError) -> None:
    from pydantic import ValidationError

    from scalehook.cli import failure

    code, said = failure.UNUSABLE, str(problem)
    if isinstance(problem, OSError):
        _let_go_of_the_output()
    elif isinstance(problem, UnicodeEncodeError):
        code, said = failure.USAGE, f"this is no UTF-8: {problem.object!r}"
    else:
        from scalehook.cli.variables import misfit, of_a_setting

        if not (isinstance(problem, ValidationError) and of_a_setting(problem)):
            raise problem
        said = misfit(problem)
    try:
        failure.warn(said)
    finally:  # the errors' output may be full, too
        raise SystemExit(code) from None
