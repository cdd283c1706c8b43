"""The commands, and how their failures reach a person."""

import gc
import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

import scalehook as package

# modules of this folder, with a function or a group of that name
COMMANDS = (
    "up", "env", "console", "doctor", "status", "tail", "timeline", "clock", "queue", "topic",
    "mailbox", "metric", "fleet", "fault", "resource", "template",
    "access", "dead", "state", "reset", "new", "certify", "simulate", "worker", "demo",
    "service", "contracts",
)  # fmt: skip
SERVERS = ("up", "service")  # they look for garbage when they run


class Commands(TyperGroup):
    """Imports a command's module when it is asked for: `up` needs no client of a broker."""

    def list_commands(self, ctx: Any) -> list[str]:
        """In the order in which a person needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"scalehook.cli.{cmd_name}")
        if cmd_name not in SERVERS:
            gc.enable()
        group = getattr(module, "app", None)
        if group is None:
            group = typer.Typer(add_completion=False)
            group.command(cmd_name)(getattr(module, cmd_name))
        command = get_command(group)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Commands,
    help="A local Alibaba Cloud for Auto Scaling lifecycle hooks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"scalehook {package.__version__}")
        raise typer.Exit


@app.callback()
def scalehook(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version.")
    ] = False,
) -> None:
    """A local Alibaba Cloud for Auto Scaling lifecycle hooks."""
