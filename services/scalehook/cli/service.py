"""`scalehook service`: one service of a distributed stack, in this process."""

import asyncio
import os
import signal
import threading
from typing import Annotated

import typer
from pydantic import ValidationError

from scalehook.cli import failure, variables
from scalehook.cli.options import LogLevel, LogLevelOption
from scalehook.distributed.gateway_process import run_gateway
from scalehook.distributed.service_process import ServiceFailed, ServiceProcess
from scalehook.distributed.settings import Settings
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.bus.rabbit.connection import BusRefused
from scalehook.kit.journal.journal import JournalDamaged
from scalehook.kit.logs import Log, configure_logging
from scalehook.script_runner.executors import NoSandbox, choose
from scalehook.script_runner.settings import Settings as ScriptRunnerSettings
from scalehook.wiring import process, services
from scalehook.wiring.sockets import PortInUse

log = Log(__name__)
GATEWAY = "gateway"
GRACE_SECONDS = 9
NAMES = [GATEWAY, *services.NAMES]


def service(
    name: Annotated[str, typer.Argument(help=f"One of {', '.join(NAMES)}.")],
    log_level: LogLevelOption = LogLevel.INFO,
) -> None:
    """Run one service on RabbitMQ and PostgreSQL until SIGTERM; a second replica stands by."""
    if name not in NAMES:
        failure.fail(failure.USAGE, f"there is no service {name!r}: name one of {', '.join(NAMES)}")
    configure_logging(log_level)
    variables.warn_of_unknown()
    try:
        process.run(_run(name, Settings()))
    except (BusRefused, JournalDamaged, PortInUse) as problem:
        failure.fail(failure.UNUSABLE, str(problem))
    except ServiceFailed as problem:
        failure.fail(failure.FAILED, str(problem))
    except NoSandbox as problem:
        failure.fail(failure.UNUSABLE, f"scripts cannot run in a sandbox: {problem}")
    except ValidationError as problem:
        failure.fail(failure.UNUSABLE, variables.misfit(problem))


def _end_at_last(loop: asyncio.AbstractEventLoop) -> None:
    """A dead broker or database may hold a graceful end up; the journal has everything."""

    def end() -> None:
        left = [repr(task.get_coro()) for task in asyncio.all_tasks(loop)]
        log.warning("not ended gracefully", left=left)
        os._exit(0)

    timer = threading.Timer(GRACE_SECONDS, end)
    timer.daemon = True
    timer.start()


async def _run(name: str, settings: Settings) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if not stopping.is_set():
            _end_at_last(loop)
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    process.keep_what_is_there()
    if name == GATEWAY:
        gateway = GatewaySettings()
        if not (gateway.access_key_id and gateway.access_key_secret):
            failure.fail(failure.UNUSABLE, "set SCALEHOOK_ACCESS_KEY_ID and SCALEHOOK_ACCESS_KEY_SECRET")
        await run_gateway(settings, gateway, stopping)
    else:
        if name == "script_runner":
            executor = choose(ScriptRunnerSettings())
            log.info("scripts run in", executor=executor.name, reason=executor.reason)
        await ServiceProcess(services.service(name), settings).run(stopping)
