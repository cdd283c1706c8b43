"""`scalehook reset`: a running stack as it was at first."""

import typer

from scalehook.cli import remote


def reset(endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT) -> None:
    """Empty the stack: all resources and all that has happened. Keys, port and settings stay."""
    now = remote.ask(endpoint, "POST", "reset", {})["now"]
    typer.echo(f"The stack is empty. It is now {now}.")
