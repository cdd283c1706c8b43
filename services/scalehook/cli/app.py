"""The commands, and how their failures reach a person."""

import sys

import typer

from scalehook.cli import clock, contracts, dead, service, tail, up
from scalehook.cli.demo import demo

app = typer.Typer(
    help="A local Alibaba Cloud for Auto Scaling lifecycle hooks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(up.up)
app.command()(service.service)
app.command()(demo)
app.command()(tail.tail)
app.command()(contracts.contracts)
app.add_typer(clock.app, name="clock")
app.add_typer(dead.app, name="dead")


def main() -> None:
    """Entry point."""
    sys.exit(app())
