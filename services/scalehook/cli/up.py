"""`scalehook up`: an embedded stack until Ctrl-C."""

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from pydantic import ValidationError
from rich.console import Console
from rich.panel import Panel

from scalehook.cli import failure
from scalehook.embedded import EmbeddedStack, StateDirectory
from scalehook.embedded.state_directory import StateDirectoryDamaged, StateDirectoryLocked
from scalehook.embedded.supervision import StackFailed, serve_while_well
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.journal.journal import EntryDamaged, JournalDamaged
from scalehook.kit.telemetry import configure_logging
from scalehook.script_runner.executors import NoSandbox, choose
from scalehook.script_runner.settings import Settings as ScriptRunnerSettings
from scalehook.wiring import process
from scalehook.wiring.server import PortInUse

DEFAULT_STATE = Path("~/.scalehook")


def up(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 4580,
    state: Annotated[Path, typer.Option(help="Where the stack keeps its state.")] = DEFAULT_STATE,
    speed: Annotated[float, typer.Option(min=0.001, help="Virtual seconds per real one.")] = 1.0,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    log_level: Annotated[str, typer.Option(help="debug, info, warning or error.")] = "warning",
) -> None:
    """Run a stack in this process."""
    configure_logging(log_level)
    try:
        directory = StateDirectory(state.expanduser())
        stack = EmbeddedStack(_gateway(directory, host, port), directory, speed)
        process.run(_serve(stack))
    except EntryDamaged as problem:
        failure.fail(failure.UNUSABLE, f"{problem}; `scalehook state repair` sets it aside")
    except (StateDirectoryLocked, StateDirectoryDamaged, JournalDamaged, PortInUse) as problem:
        failure.fail(failure.UNUSABLE, str(problem))
    except StackFailed as problem:
        failure.fail(failure.FAILED, str(problem))
    except NoSandbox as problem:
        hint = "or set SCALEHOOK_SCRIPT_RUNNER_EXECUTOR=auto"
        failure.fail(failure.UNUSABLE, f"scripts cannot run in a sandbox: {problem}; {hint}")
    except ValidationError as problem:
        failure.fail(failure.UNUSABLE, f"a setting does not fit: {problem}")
    except OSError as problem:
        failure.fail(failure.UNUSABLE, f"the state directory {state} cannot be used: {problem}")


def _gateway(directory: StateDirectory, host: str, port: int) -> GatewaySettings:
    settings = GatewaySettings(host=host, port=port)
    if settings.access_key_id and settings.access_key_secret:
        return settings
    keys = directory.keys()
    return settings.model_copy(
        update={
            "access_key_id": keys.access_key_id,
            "access_key_secret": keys.access_key_secret,
        }
    )


async def _serve(stack: EmbeddedStack) -> None:
    choose(ScriptRunnerSettings())  # a sandbox that was asked for must be there
    listening = stack.listen()
    async with stack.running():
        server = stack.server()
        port = listening.getsockname()[1]
        if stack.directory is not None:
            stack.directory.keep_endpoint(f"http://{stack.gateway.host}:{port}")
        _announce(stack, port)
        _stop_on_signals(server)
        process.keep_what_is_there()
        await serve_while_well(server, listening, stack.supervision)


def _stop_on_signals(server: uvicorn.Server) -> None:
    """Ctrl-C and SIGTERM stop it gracefully; a second one does not wait for clients."""

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)


def _announce(stack: EmbeddedStack, port: int) -> None:
    gateway = stack.gateway
    address = f"{gateway.host}:{port}"
    executor = choose(stack.hosts["script_runner"].settings or ScriptRunnerSettings())
    Console(highlight=False).print(
        Panel.fit(
            f"endpoint   http://{address}\n"
            f"key id     {gateway.access_key_id}\n"
            f"secret     {gateway.access_key_secret}\n"
            f"account    {gateway.account_id}\n"
            f"region     {gateway.region}\n"
            f"scripts    {executor.name} ({executor.reason})\n\n"
            f"Config(access_key_id=…, access_key_secret=…, region_id='{gateway.region}',\n"
            f"       endpoint='{address}', protocol='HTTP')          ESS, OOS, ECS, RAM, STS\n"
            f"mns.Account('http://{address}', key_id, secret)        MNS\n\n"
            "scalehook tail · scalehook clock advance 600 · Ctrl-C ends it",
            title="scalehook",
        ),
        soft_wrap=True,
    )
