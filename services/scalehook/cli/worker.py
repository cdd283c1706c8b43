"""`scalehook worker`: plays seeds of studies that run elsewhere."""

import asyncio
import logging
import signal
from typing import Annotated

import typer

from scalehook.cli import failure
from scalehook.kit.bus.rabbit.connection import BusRefused
from scalehook.kit.logs import configure_logging
from scalehook.simulate.distributed.code import code
from scalehook.simulate.distributed.worker import Worker
from scalehook.simulate.study.pool import cores


def worker(
    broker: Annotated[
        str, typer.Option(metavar="URL", help="The studies' broker: amqp://…", show_default=False)
    ],
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1, max=256, help="Processes.")] = None,
) -> None:
    """Play seeds for `scalehook simulate --broker URL`, until Ctrl-C or SIGTERM; what is begun is
    finished first, unless it comes twice. Functions that a scenario names are imported from this folder.
    """
    configure_logging("critical")  # what faults make services warn of is counted
    logging.disable(logging.CRITICAL)
    try:
        ended = asyncio.run(_work(Worker(broker, code(), jobs or cores(), typer.echo)))
    except BusRefused as problem:
        failure.fail(failure.UNUSABLE, str(problem))
    raise typer.Exit(ended)


async def _work(worker: Worker) -> int:
    """The exit code."""
    loop, playing = asyncio.get_running_loop(), asyncio.ensure_future(worker.run())

    def stop() -> None:
        if worker.stopping.is_set():
            playing.cancel()
        worker.stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        await playing
    except asyncio.CancelledError:
        return failure.INTERRUPTED
    return 0
