"""Seeds over machines."""

import asyncio
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aio_pika
import pytest
from typer.testing import CliRunner

from scalehook.cli import app
from scalehook.simulate.distributed import topology
from scalehook.simulate.distributed.code import code
from scalehook.simulate.distributed.messages import Done
from scalehook.simulate.distributed.worker import Worker
from scalehook.simulate.distributed.workers import Unplayable, Workers
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import Study, parse, read_scenario
from scalehook.simulate.study.interrupts import Interrupts
from scalehook.simulate.study.keeping import Kept, Resumed, new_run
from scalehook.simulate.study.point import point
from support.patience import wait_until
from support.programs.program import Program, start

FILE = Path(__file__).parents[2] / "unit/simulate/short.yaml"
CODE = "this-code"


class OneThread(ThreadPoolExecutor):
    """Plays here: to start a process takes seconds."""

    def __init__(self, jobs: int) -> None:
        super().__init__(1)


class Killed(Executor):
    """Each piece kills its process."""

    def __init__(self, jobs: int) -> None:
        """It has none."""

    def submit(self, *arguments: Any, **_: Any) -> Future[Any]:
        """Somebody has killed it."""
        done: Future[Any] = Future()
        done.set_exception(BrokenProcessPool("killed"))
        return done


class Nobody:
    """Wants to know why nothing comes."""

    def workers(self, count: int) -> None:
        """Forgets it."""

    def away(self, problem: BaseException) -> None:
        """That must not be."""
        raise problem


@pytest.fixture(scope="module")
def study() -> Study:
    return parse(FILE.read_text(), str(FILE))


@pytest.fixture(scope="module")
def alone(study: Study) -> list[SeedOutcome]:
    """What seeds come to where nobody shares them."""
    return [play(study, seed) for seed in range(6)]


@pytest.fixture
def hire(module_vhost: str) -> Iterator[Callable[..., None]]:
    """Begins workers of this code; they end with the test."""
    with ExitStack() as ends:

        def begin(players: Callable[[int], Executor] = OneThread, code: str = CODE) -> None:
            ends.enter_context(_working(Worker(module_vhost, code, 1, lambda line: None, players)))

        yield begin


@contextmanager
def _working(worker: Worker) -> Iterator[None]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(worker.run(),))
    thread.start()
    yield
    loop.call_soon_threadsafe(worker.stopping.set)
    thread.join()
    loop.close()


@contextmanager
def _studying(url: str, run: str | None = None, *, kept: bool = False) -> Iterator[Workers]:
    found = Workers(url, CODE, run or new_run(), Nobody(), Interrupts(), kept=kept)
    yield found
    found.close()


def _sorted(outcomes: Iterator[SeedOutcome]) -> list[SeedOutcome]:
    return sorted(outcomes, key=lambda outcome: outcome.seed)


def test_shared(
    module_vhost: str, study: Study, alone: list[SeedOutcome], hire: Callable[..., None]
) -> None:
    """Several workers play each seed once, and it comes to the same; one of other code takes none."""
    hire()
    hire()
    hire(Killed, code="another-code")
    with _studying(module_vhost) as workers:
        assert _sorted(workers.outcomes(study, range(6))) == alone
        assert not workers.differences


def test_a_seed_that_kills(module_vhost: str, study: Study, hire: Callable[..., None]) -> None:
    """Work whose worker has died three times is given up, and counted as such."""
    hire(Killed)
    with _studying(module_vhost) as workers:
        found = _sorted(workers.outcomes(study, range(2)))
    assert [(each.seed, each.ended) for each in found] == [(0, "worker"), (1, "worker")]


def test_taken_up(
    module_vhost: str, study: Study, alone: list[SeedOutcome], hire: Callable[..., None], tmp_path: Path
) -> None:
    """A study that is stopped goes on with what it has kept, and with what was answered meanwhile."""
    kept = Kept.open(tmp_path / "kept", CODE)
    with _studying(module_vhost, kept.run, kept=True) as workers:
        hire()
        outcomes = Resumed(workers, kept).outcomes(study, range(6))
        assert next(outcomes).seed in range(6)
        workers.interrupts.asked = True  # as Ctrl-C does
        outcomes.close()
    again = Kept.open(tmp_path / "kept", CODE)
    with _studying(module_vhost, again.run) as workers:
        assert _sorted(Resumed(workers, again).outcomes(study, range(6))) == alone
        assert not workers.differences
    known = Kept.open(tmp_path / "kept", CODE)
    assert sorted(known.of(study)) == [*range(6)]


def test_a_worker_that_does_not_agree(
    module_vhost: str, study: Study, alone: list[SeedOutcome], hire: Callable[..., None]
) -> None:
    """The same seed must give the same bytes everywhere; who differs is named."""
    run = new_run()
    other = replace(alone[0], digest="another")
    said = Done(run=run, point=point(study, CODE), worker="elsewhere", seconds=1, outcomes=[other])
    with _studying(module_vhost, run) as workers:
        outcomes = workers.outcomes(study, range(2))
        hire()
        first = next(outcomes)
        asyncio.run(_answer(module_vhost, said))
        assert {first.seed, *(each.seed for each in outcomes)} == {0, 1}
        list(workers.outcomes(study, range(2, 4)))
        assert [each.partition(":")[0] for each in workers.differences] == ["seed 0"]
        assert "elsewhere" in workers.differences[0]


async def _answer(url: str, said: Done) -> None:
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        await channel.default_exchange.publish(said.message(), topology.results_queue(said.run))
        strange = aio_pika.Message(b"\xff{", type="Done")
        await channel.default_exchange.publish(strange, topology.results_queue(said.run))
        await (await topology.exchange(channel)).publish(strange, topology.key(CODE, said.run))


def test_what_a_worker_cannot_play(module_vhost: str, hire: Callable[..., None]) -> None:
    """A function that is not there is told to who has asked."""
    before, _, after = FILE.read_text().partition("    work:")
    _, faults, after = after.partition("faults:")
    text = f"{before}    function: nowhere:at_all\n{faults}{after}"
    hire()
    with _studying(module_vhost) as workers, pytest.raises(Unplayable, match="nowhere"):
        list(workers.outcomes(parse(text, str(FILE)), range(2)))


def test_too_much_to_send(module_vhost: str, study: Study) -> None:
    """A scenario with its tables has at most a million letters."""
    large = replace(study, tables={"times.csv": "1\n" * 2**19})
    with _studying(module_vhost) as workers, pytest.raises(Unplayable, match="can be sent"):
        list(workers.outcomes(large, range(2)))


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
