"""`scalehook reset`: a running stack as it was at first."""

from rich import print as show

from scalehook.cli import remote


def reset(endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT) -> None:
    """Empty the stack: all resources and all that has happened. Keys, port and settings stay."""
    now = remote.ask(endpoint, "POST", "reset", {})["now"]
    show(f"The stack is empty. It is now {now}.")
