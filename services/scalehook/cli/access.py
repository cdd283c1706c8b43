"""`scalehook access`: who was refused what, why, and which policies somebody needs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from scalehook.cli import failure, remote
from scalehook.cli.access_lines import explanation_lines, needs_shown, refusal_lines
from scalehook.cli.options import JsonOption

app = typer.Typer(
    add_completion=False,
    help="Say who was refused what, why, and which policies are needed.",
    no_args_is_help=True,
)


@app.command()
def refusals(
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    user: Annotated[str, typer.Option(metavar="NAME", help="Only this RAM user's.")] = "",
    role: Annotated[str, typer.Option(metavar="NAME", help="Only this role's.")] = "",
    most: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Show the latest refusals, each with the statement that would have allowed it."""
    chosen = urlencode({"most": most, "principal": _principal(user, role, "", needed=False)})
    found = remote.ask(endpoint, "GET", f"access/refusals?{chosen}")["refusals"]
    _show(found, as_json, lambda: [line for each in found for line in refusal_lines(each)])


@app.command()
def explain(
    request_id: Annotated[
        str, typer.Argument(metavar="[REQUEST_ID]", help="Of a call that was refused.")
    ] = "",
    user: Annotated[str, typer.Option(metavar="NAME", help="A RAM user.")] = "",
    role: Annotated[str, typer.Option(metavar="NAME", help="A role.")] = "",
    service: Annotated[str, typer.Option(metavar="NAME", help="Such as oos.aliyuncs.com.")] = "",
    action: Annotated[str, typer.Option(metavar="A", help="Such as ecs:RunCommand.")] = "",
    resource: Annotated[str, typer.Option(metavar="ARN", help="What it is done to.")] = "*",
    context: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="What the request has; may be repeated."),
    ] = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: JsonOption = False,
) -> None:
    """Walk through the evaluation: which statements speak, and why the result is what it is."""
    if request_id:
        asked: dict[str, Any] = {"request_id": request_id}
    else:
        asked = {"principal": _principal(user, role, service), "action": action, "resource": resource}
        asked["context"] = dict(map(_pair, context or []))
    found = remote.ask(endpoint, "POST", "access/explain", asked)
    _show(found, as_json, lambda: explanation_lines(found))


@app.command()
def plan(
    name: Annotated[
        str,
        typer.Argument(
            metavar="TEMPLATE|HOOK",
            help="A template's file or name, a hook's id, or GROUP_ID/HOOK_NAME.",
        ),
    ],
    role: Annotated[str, typer.Option(metavar="NAME", help="The role that a template acts as.")] = "",
    of: Annotated[
        str,
        typer.Option("--for", metavar="WHO", help="One document alone: role, trust, caller, consumer."),
    ] = "",
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: JsonOption = False,
) -> None:
    """Print the policies that it needs, ready to paste, and say what of them lacks."""
    body = {"template_content": _text(Path(name))} if Path(name).is_file() else {"name": name}
    needs = remote.ask(endpoint, "POST", "access/plan", {**body, "role": role})["needs"]
    chosen = [each for each in needs if of in ("", _called(each))]
    if not chosen:
        raise typer.BadParameter(f"nothing is needed for {of!r}: {', '.join(map(_called, needs))}")
    if as_json:
        typer.echo(json.dumps(chosen, indent=2, ensure_ascii=False))
    else:
        needs_shown(chosen)


def _called(need: dict[str, Any]) -> str:
    """`trust`, or whose policy it is: `role`, `caller`, `consumer`."""
    return "trust" if need["kind"] == "trust" else str(need["who"]).partition("/")[0]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        failure.fail(failure.UNUSABLE, f"{file}: {problem}")


def _principal(user: str, role: str, service: str, *, needed: bool = True) -> str:
    given = [f"user/{user}" if user else "", f"role/{role}" if role else "", service]
    named = list(filter(None, given))
    if len(named) > 1 or (needed and not named):
        raise typer.BadParameter("name a REQUEST_ID, or one of --user, --role and --service")
    return named[0] if named else ""


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise typer.BadParameter(f"{text!r} is not KEY=VALUE")
    return key, value


def _show(found: Any, as_json: bool, lines: Callable[[], list[str]]) -> None:
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for line in lines() or ["Nobody was refused anything."]:
        typer.echo(line)
