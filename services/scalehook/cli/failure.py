"""Exit codes, and a one-line message instead of a traceback."""

from typing import NoReturn

import typer

FAILED = 1  # a service failed again and again
USAGE = 2  # a wrong option: Typer's own
UNUSABLE = 3  # the state directory, a port, a key: mend it and start again
UNREACHABLE = 4  # no stack answers at the endpoint
REFUSED = 5  # the stack answers with an error
UNTRUE = 6  # the demo saw something else than it tells
INTERRUPTED = 130  # by Ctrl-C, as shells have it
UNHEARD = 141  # nobody reads what is written; as shells have it


def warn(message: str) -> None:
    """Say what looks wrong, and go on."""
    typer.secho(f"scalehook: {message}", fg="yellow", err=True)


def fail(code: int, message: str) -> NoReturn:
    """Say what is wrong and leave."""
    typer.secho(f"scalehook: {message}", fg="red", err=True)
    raise typer.Exit(code)
