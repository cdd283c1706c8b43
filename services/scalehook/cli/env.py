"""`scalehook env`: how to reach a stack, as variables of a shell."""

import json
import shlex
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from scalehook.cli import failure
from scalehook.cli.options import DEFAULT_STATE, StateOption
from scalehook.embedded.access import Access, NoAccess


class Form(StrEnum):
    """How the variables are written."""

    SHELL = "shell"
    DOTENV = "dotenv"
    JSON = "json"


def env(
    state: StateOption = DEFAULT_STATE,
    as_json: Annotated[bool, typer.Option("--json", help="As a JSON object.")] = False,
    as_dotenv: Annotated[bool, typer.Option("--dotenv", help="As lines of a file `.env`.")] = False,
) -> None:
    """Print endpoint, keys, region and account of the stack, for `eval "$(scalehook env)"`."""
    if as_json and as_dotenv:
        raise typer.BadParameter("--json and --dotenv exclude each other")
    form = Form.JSON if as_json else Form.DOTENV if as_dotenv else Form.SHELL
    try:
        access = Access.read(state.expanduser())
    except NoAccess as problem:
        failure.fail(
            failure.UNREACHABLE, f"{problem}: start one with `scalehook up`, or name its --state"
        )
    typer.echo(written(access, form))


def written(access: Access, form: Form) -> str:
    """The variables in this form; their names are those that the command line and the services read."""
    variables = {f"SCALEHOOK_{name.upper()}": value for name, value in asdict(access).items()}
    if form is Form.JSON:
        return json.dumps(variables, indent=2)
    if form is Form.DOTENV:
        return "\n".join(f"{name}={_quoted_for_dotenv(value)}" for name, value in variables.items())
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in variables.items())


def _quoted_for_dotenv(value: str) -> str:
    """As it is where that is plain; else in single quotes, in which nothing is expanded."""
    if shlex.quote(value) == value:
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
