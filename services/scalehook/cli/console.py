"""`scalehook console`: the link to a stack's pages."""

import os
from typing import Annotated

import typer

from scalehook.cli import failure
from scalehook.cli.options import DEFAULT_STATE, StateOption
from scalehook.embedded.access import Access, NoAccess


def link(endpoint: str, token: str) -> str:
    """What a browser opens. The part behind `#` is never sent, so nobody logs it."""
    return f"{endpoint}/#token={token}"


def console(
    state: StateOption = DEFAULT_STATE,
    endpoint: Annotated[
        str,
        typer.Option(help="Of a stack that runs elsewhere; its token is in SCALEHOOK_CONSOLE_TOKEN."),
    ] = "",
) -> None:
    """Print the link that opens the console: pages of what there is, with buttons that work."""
    token = os.environ.get("SCALEHOOK_CONSOLE_TOKEN", "")
    if endpoint and not token:
        raise typer.BadParameter("--endpoint needs the stack's token in SCALEHOOK_CONSOLE_TOKEN")
    try:
        folder = state.expanduser()
        where = endpoint.rstrip("/") or Access.read(folder).endpoint
        typer.echo(link(where, token or Access.console_token(folder)))
    except NoAccess as problem:
        failure.fail(
            failure.UNREACHABLE, f"{problem}: start one with `scalehook up`, or name its --state"
        )
