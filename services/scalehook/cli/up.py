"""`scalehook up`: an embedded stack until Ctrl-C."""

import asyncio
import json
import shlex
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from scalehook.cli import failure, variables
from scalehook.cli.console import link
from scalehook.cli.framed import framed
from scalehook.cli.options import DEFAULT_STATE, LogLevel, LogLevelOption, StateOption
from scalehook.embedded import Access, EmbeddedStack, StateDirectory
from scalehook.embedded.state_directory import StateDirectoryDamaged, StateDirectoryLocked
from scalehook.embedded.supervision import StackFailed, serve_while_well
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.clock.clock import FASTEST
from scalehook.kit.journal.journal import EntryDamaged, JournalDamaged
from scalehook.kit.journal.sqlite_file import repairing
from scalehook.kit.logs import configure_logging
from scalehook.script_runner.executors import Choice, NoSandbox
from scalehook.wiring import process
from scalehook.wiring.gateway_server import GatewayServer
from scalehook.wiring.sockets import PortInUse

if TYPE_CHECKING:
    from scalehook.blueprint import Blueprint


def _show_schema(asked: bool) -> None:
    if asked:
        from scalehook.blueprint import schema

        typer.echo(json.dumps(schema(), indent=2))
        raise typer.Exit


def up(
    port: Annotated[
        int, typer.Option(min=0, max=65535, envvar="SCALEHOOK_PORT", help="0 takes a free one.")
    ] = 4580,
    state: StateOption = DEFAULT_STATE,
    speed: Annotated[
        float,
        typer.Option(
            min=0.001, max=FASTEST, envvar="SCALEHOOK_SPEED", help="Virtual seconds per real one."
        ),
    ] = 1.0,
    host: Annotated[
        str, typer.Option(envvar="SCALEHOOK_HOST", help="The address to listen on.")
    ] = "127.0.0.1",
    auto_advance: Annotated[
        bool,
        typer.Option(
            envvar="SCALEHOOK_AUTO_ADVANCE",
            help="Let time jump to the next deadline while somebody awaits something.",
        ),
    ] = False,
    console: Annotated[
        bool,
        typer.Option("--console/--no-console", envvar="SCALEHOOK_CONSOLE", help="Pages for a browser."),
    ] = True,
    init: Annotated[
        Path | None,
        typer.Option(
            envvar="SCALEHOOK_INIT",
            metavar="FILE",
            help="YAML of what there is at first: queues, groups with hooks and so on.",
        ),
    ] = None,
    init_schema: Annotated[
        bool,
        typer.Option(
            "--init-schema",
            is_eager=True,
            callback=_show_schema,
            help="Show the JSON Schema of such files, for editors.",
        ),
    ] = False,
    log_level: LogLevelOption = LogLevel.WARNING,
) -> None:
    """Run a stack in this process."""
    configure_logging(log_level)
    variables.warn_of_unknown()
    try:
        directory = StateDirectory(state.expanduser())
        gateway = _gateway(directory, host=host, port=port, auto_advance=auto_advance, console=console)
        blueprint = _blueprint(init, gateway)
        stack = EmbeddedStack(
            gateway,
            directory,
            speed,
            awake=process.keep_what_is_there,
        )
        process.run(_serve(stack, blueprint))
    except EntryDamaged as problem:
        failure.fail(failure.UNUSABLE, f"{problem}; {repairing(state.expanduser())} sets it aside")
    except (StateDirectoryLocked, StateDirectoryDamaged, JournalDamaged, PortInUse) as problem:
        failure.fail(failure.UNUSABLE, str(problem))
    except StackFailed as problem:
        failure.fail(failure.FAILED, str(problem))
    except NoSandbox as problem:
        hint = "or set SCALEHOOK_SCRIPT_RUNNER_EXECUTOR=auto"
        failure.fail(failure.UNUSABLE, f"scripts cannot run in a sandbox: {problem}; {hint}")
    except ValidationError as problem:
        failure.fail(failure.UNUSABLE, variables.misfit(problem))
    except BrokenPipeError:
        raise  # nobody reads what is announced
    except OSError as problem:
        failure.fail(failure.UNUSABLE, f"the state directory {state} cannot be used: {problem}")


def _gateway(directory: StateDirectory, **given: Any) -> GatewaySettings:
    settings = GatewaySettings(**given)
    given_token = settings.console_token if "console_token" in settings.model_fields_set else ""
    kept = {"console_token": directory.console_token(given_token)}
    if not (settings.access_key_id and settings.access_key_secret):
        keys = directory.keys()
        kept |= {"access_key_id": keys.access_key_id, "access_key_secret": keys.access_key_secret}
    return settings.model_copy(update=kept)


@contextmanager
def _telling_of_the_file() -> Iterator[None]:
    """All that is wrong with an init file, or with what it asks for, ends the program."""
    from scalehook.kit.documents import BadDocument

    try:
        yield
    except BadDocument as problem:
        failure.fail(failure.USAGE, f"nothing was made:\n{problem}")


def _blueprint(init: Path | None, gateway: GatewaySettings) -> "Blueprint | None":
    if init is None:
        return None
    from scalehook.blueprint import read_blueprint  # few begin with one, and it knows many contracts

    with _telling_of_the_file():
        return read_blueprint(init, gateway)


async def _begin(stack: EmbeddedStack, blueprint: "Blueprint | None") -> None:
    """Make what is not there yet."""
    if blueprint is not None:
        from scalehook.blueprint import apply

        with _telling_of_the_file():
            outcome = await apply(blueprint, stack.bus, stack.gateway.region, stack)
        typer.echo(f"{blueprint.name}: {outcome}")


async def _serve(stack: EmbeddedStack, blueprint: "Blueprint | None") -> None:
    executor = stack.executor()  # first: a sandbox that was asked for must be there
    listening = stack.listen()
    async with stack.running():
        await _begin(stack, blueprint)
        server = stack.server()
        port = listening.getsockname()[1]
        if stack.directory is not None:
            stack.directory.keep_access(_access(stack.gateway, port))
        _announce(stack, port, executor)
        _stop_on_signals(server)
        process.keep_what_is_there()
        await serve_while_well(server, listening, stack.supervision)


def _access(gateway: GatewaySettings, port: int) -> Access:
    return Access(
        endpoint=f"http://{gateway.host}:{port}",
        access_key_id=gateway.access_key_id,
        access_key_secret=gateway.access_key_secret,
        region=gateway.region,
        account_id=gateway.account_id,
    )


def _console(gateway: GatewaySettings, address: str) -> str:
    return link(f"http://{address}", gateway.console_token) if gateway.console else "off"


def _stop_on_signals(server: GatewayServer) -> None:
    """Ctrl-C and SIGTERM stop it gracefully; a second one does not wait for clients."""
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)


def _state(directory: StateDirectory | None) -> str:
    """The option that names it, if it is not where everybody looks."""
    if directory is None or directory.path == DEFAULT_STATE.expanduser().resolve():
        return ""
    return f" --state {shlex.quote(str(directory.path))}"


def _announce(stack: EmbeddedStack, port: int, executor: Choice) -> None:
    gateway = stack.gateway
    address = f"{gateway.host}:{port}"
    typer.echo(
        framed(
            f"endpoint   http://{address}\n"
            f"key id     {gateway.access_key_id}\n"
            f"secret     {gateway.access_key_secret}\n"
            f"account    {gateway.account_id}\n"
            f"region     {gateway.region}\n"
            f"scripts    {executor.name} ({executor.reason})\n"
            f"console    {_console(gateway, address)}\n\n"
            "ESS, ECS, SLB, ALB, RDS, CMS, OOS, RAM, STS, EventBridge, MNS (control\n"
            "plane), and the products that templates for hooks act on:\n"
            f"  Config(access_key_id=…, access_key_secret=…, protocol='HTTP',\n"
            f"         region_id='{gateway.region}', endpoint='{address}')\n"
            "MNS:\n"
            f"  mns.account.Account('http://{address}', key_id, secret)\n\n"
            f'eval "$(scalehook env{_state(stack.directory)})" · scalehook status · scalehook tail\n'
            "scalehook clock advance 10m · Ctrl-C ends it",
            title="scalehook",
        )
    )
