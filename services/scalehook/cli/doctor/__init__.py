"""`scalehook doctor`: what this machine has for scalehook, and what it lacks.

Each check is a file in `checks`, and looks without changing anything. A new one is a line in its table.
"""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from scalehook.cli import remote
from scalehook.cli.doctor.checks import CHECKS
from scalehook.cli.doctor.finding import Finding, State

SIGNS = {State.GOOD: ("ok", "green"), State.LACKING: ("--", "yellow"), State.BAD: ("!!", "bold red")}
NOT_WELL = 1


def doctor(
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Look at the machine, the port, the sandbox, Docker, broker and database; say what to do.

    Ends with 1 when something has to be mended before a stack can run. What is only lacking (`--`) is
    needed for the things that it names, and for nothing else.
    """
    found = [finding for check in CHECKS for finding in check(endpoint.rstrip("/"))]
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found], indent=2, ensure_ascii=False))
    else:
        _show(found)
    if any(finding.state is State.BAD for finding in found):
        raise typer.Exit(NOT_WELL)


def _show(found: list[Finding]) -> None:
    console = Console(highlight=False)
    width = max(len(finding.name) for finding in found)
    for finding in found:
        sign, style = SIGNS[finding.state]
        line = Text(f"{sign} ", style=style)
        line.append(f"{finding.name:{width}}  ", style="bold").append(finding.said)
        console.print(line, soft_wrap=True)
        if finding.remedy:
            console.print(Text(" " * (width + 5) + finding.remedy, style="dim"), soft_wrap=True)
