"""How workers, and studies with workers, begin and end."""

import asyncio
import signal
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import aio_pika
import pytest
from aiormq.exceptions import ConnectionInternalError
from typer.testing import CliRunner

from scalehook.cli import app
from scalehook.simulate.distributed import topology
from scalehook.simulate.distributed.code import code
from scalehook.simulate.distributed.worker import Worker
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.scenario.reading import Study, read_scenario
from scalehook.simulate.study.keeping import Kept
from support.patience import PATIENCE_SECONDS, eventually, wait_until
from support.programs.program import Program, start
from support.studies import CODE, Endless, in_order, studying

FILE = Path(__file__).parents[2] / "unit/simulate/short.yaml"


def test_at_once(
    module_vhost: str, study: Study, alone: list[SeedOutcome], hire: Callable[..., None]
) -> None:
    """A worker that is cancelled does not wait for what it plays; another one gets it."""
    endless = Endless(1)
    with studying(module_vhost) as workers, ThreadPoolExecutor(1) as thread:
        played = thread.submit(lambda: in_order(workers.outcomes(study, range(2))))
        try:
            with pytest.raises(asyncio.CancelledError):
                asyncio.run(
                    _ended_at_once(Worker(module_vhost, CODE, 1, str, lambda _: endless), endless)
                )
            assert not endless._processes
            hire()
            assert played.result(PATIENCE_SECONDS) == alone[:2]
        finally:
            workers.interrupts.asked = True  # whatever has failed


async def _ended_at_once(worker: Worker, plays: Endless) -> None:
    running = asyncio.ensure_future(worker.run())
    await eventually(plays.begun.is_set)
    worker.stopping.set()
    running.cancel()
    await running


def test_a_broker_that_hangs_up(
    module_vhost: str,
    study: Study,
    alone: list[SeedOutcome],
    hire: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As it does on one of two that declare a queue at the same moment: they begin anew."""
    declare, failures = topology.work, [ConnectionInternalError("INTERNAL_ERROR")] * 2

    async def work(channel: Any, code: str) -> Any:
        if failures:
            raise failures.pop()
        return await declare(channel, code)

    monkeypatch.setattr(topology, "work", work)
    hire()
    with studying(module_vhost) as workers:
        assert in_order(workers.outcomes(study, range(2))) == alone[:2]
    assert not failures


def test_commands(
    module_vhost: str, alone: list[SeedOutcome], hire: Callable[..., None], tmp_path: Path
) -> None:
    """`scalehook worker` plays for `scalehook simulate --broker`. Ctrl-C ends either, and what is
    finished is kept: the same study goes on, with another worker.
    """
    kept, told = tmp_path / "kept", tmp_path / "told"
    options = [str(FILE), "--broker", module_vhost, "--resume", str(kept)]
    worker = _begun(tmp_path / "worker", "worker", "--broker", module_vhost, "--jobs", "1")
    many = _begun(told, "simulate", *options, "--seeds", "100000")
    wait_until(lambda: kept.exists() and kept.read_bytes().count(b"\n") > 2, told.read_text)
    worker.send_signal(signal.SIGINT)
    assert worker.wait() == 0
    many.send_signal(signal.SIGINT)
    assert many.wait() == 130
    assert "of 100000 seeds, stopped by you" in told.read_text()
    assert "Traceback" not in told.read_text() + (tmp_path / "worker").read_text()
    asyncio.run(_forget_work(module_vhost))  # seconds of it, else
    known = Kept.open(kept, code()).of(read_scenario(FILE))
    hire(code=code())
    shown = CliRunner().invoke(app, ["simulate", *options, "--seeds", str(len(known) + 2)])
    assert shown.exit_code == 0, shown.output
    assert f"short: {len(known) + 2} seeds" in shown.stdout
    again = Kept.open(kept, code()).of(read_scenario(FILE))
    assert again.items() > known.items()
    assert [again[seed] for seed in range(2)] == alone[:2]


async def _forget_work(url: str) -> None:
    async with await aio_pika.connect(url) as connection:
        await (await topology.work(await connection.channel(), code())).purge()


@pytest.mark.parametrize(
    ("command", "exit_code"),
    [(["worker"], 0), (["simulate", str(FILE)], 130)],
    ids=lambda each: str(each),
)
def test_without_a_broker(command: list[str], exit_code: int, tmp_path: Path) -> None:
    """They say that they wait for it, and end when they are told to."""
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        address = f"amqp://127.0.0.1:{nobody.getsockname()[1]}/"
    program = _begun(tmp_path / "said", *command, "--broker", address)
    said = (tmp_path / "said").read_text
    wait_until(lambda: f"no broker at {address.rstrip('/')}" in said(), said)
    program.send_signal(signal.SIGINT)
    assert program.wait() == exit_code


def _begun(said: Path, *arguments: str) -> Program:
    with said.open("wb") as stream:
        return start(*arguments, output=stream, errors=stream)
