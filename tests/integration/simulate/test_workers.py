"""Seeds over machines."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import aio_pika
import pytest

from scalehook.simulate.distributed import topology
from scalehook.simulate.distributed.messages import Done
from scalehook.simulate.distributed.workers import Unplayable
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.scenario.reading import Study, parse
from scalehook.simulate.study.keeping import Kept, Resumed, new_run
from scalehook.simulate.study.point import point
from support.studies import CODE, Killed, in_order, studying

FILE = Path(__file__).parents[2] / "unit/simulate/short.yaml"


def test_shared(
    module_vhost: str, study: Study, alone: list[SeedOutcome], hire: Callable[..., None]
) -> None:
    """Several workers play each seed once, and it comes to the same; one of other code takes none."""
    hire()
    hire()
    hire(Killed, code="another-code")
    with studying(module_vhost) as workers:
        assert in_order(workers.outcomes(study, range(6))) == alone
        assert not workers.differences


def test_a_seed_that_kills(module_vhost: str, study: Study, hire: Callable[..., None]) -> None:
    """Work whose worker has died three times is given up, and counted as such."""
    hire(Killed)
    with studying(module_vhost) as workers:
        found = in_order(workers.outcomes(study, range(2)))
    assert [(each.seed, each.ended) for each in found] == [(0, "worker"), (1, "worker")]


def test_taken_up(
    module_vhost: str, study: Study, alone: list[SeedOutcome], hire: Callable[..., None], tmp_path: Path
) -> None:
    """A study that is stopped goes on with what it has kept, and with what was answered meanwhile."""
    kept = Kept.open(tmp_path / "kept", CODE)
    with studying(module_vhost, kept.run, kept=True) as workers:
        hire()
        outcomes = Resumed(workers, kept).outcomes(study, range(6))
        assert next(outcomes).seed in range(6)
        workers.interrupts.asked = True  # as Ctrl-C does
        outcomes.close()
    again = Kept.open(tmp_path / "kept", CODE)
    with studying(module_vhost, again.run) as workers:
        assert in_order(Resumed(workers, again).outcomes(study, range(6))) == alone
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
    with studying(module_vhost, run) as workers:
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
    with studying(module_vhost) as workers, pytest.raises(Unplayable, match="nowhere"):
        list(workers.outcomes(parse(text, str(FILE)), range(2)))


def test_too_much_to_send(module_vhost: str, study: Study) -> None:
    """A scenario with its tables has at most a million letters."""
    large = replace(study, tables={"times.csv": "1\n" * 2**19})
    with studying(module_vhost) as workers, pytest.raises(Unplayable, match="can be sent"):
        list(workers.outcomes(large, range(2)))
