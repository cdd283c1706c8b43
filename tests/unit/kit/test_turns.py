"""No message ends a service, and a journal without room refuses, but loses nothing."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from scalehook.kit.journal.journal import JournalUnavailable
from scalehook.kit.journal.memory import MemoryJournal
from scalehook_contracts.errors.common import InternalError, ServiceUnavailable
from support.counter.messages import Add, AddLater, Count, Elsewhere, Fetch, Read
from support.counter.service import Numbers, counter
from support.desk import Desk, desk
from support.journals import kept
from support.patience import eventually


class FullJournal(MemoryJournal):
    """A journal in memory, its own store, that has no room while `full`."""

    full = False

    async def open(self, service: str) -> "FullJournal":
        return self

    async def close(self) -> None:
        pass

    def append_now(self, expected: int, entries: Sequence[bytes]) -> None:
        self._check()
        super().append_now(expected, entries)

    def mark_now(self, published: int) -> None:
        self._check()
        super().mark_now(published)

    async def snapshot(self, seq: int, state: bytes) -> None:
        self._check()
        await super().snapshot(seq, state)

    def _check(self) -> None:
        if self.full:
            raise JournalUnavailable("the disk is full")


async def total(at: Desk) -> int:
    return (await at.bus.call(Read())).value


async def test_an_entry_that_cannot_be_kept_is_its_messages_failure() -> None:
    """The state is as before, the message is a dead letter, the next one is handled."""
    async with desk(counter()) as at:
        good = asyncio.gather(*(at.bus.call(Add(amount=1)) for _ in range(2)))
        with pytest.raises(InternalError):
            await at.bus.call(Add(amount=10**5000))
        await good
        assert await at.bus.call(Add(amount=1)) == Count(value=3)
        assert [letter.type for letter in await at.bus.dead_letters()] == ["counter.add"]


async def test_whatever_goes_wrong_with_a_batch_the_bad_message_is_found() -> None:
    """The others have their effect, once."""
    async with desk(counter()) as at:
        conclude, failing = at.host.conclusion.conclude, {"again and again"}

        def broken(arrival: Any, step: Any) -> None:
            if arrival.envelope.message_id in failing:
                raise ZeroDivisionError("after the commit")
            conclude(arrival, step)

        object.__setattr__(at.host.conclusion, "conclude", broken)
        bad = asyncio.ensure_future(at.bus.call(Add(amount=0), message_id="again and again"))
        good = [at.bus.call(Add(amount=1)) for _ in range(5)]
        await asyncio.gather(*good)
        with pytest.raises(InternalError):
            await bad
        assert await total(at) == 5
        assert at.host.failed is None
        assert len(await at.bus.dead_letters()) == 1


async def test_a_full_journal_refuses_and_reads_go_on() -> None:
    """Callers are told at once; when there is room everything is as if they had not asked."""
    journal = FullJournal()
    async with desk(counter(), journal) as at:
        await at.bus.call(Add(amount=1))
        journal.full = True
        answers = await asyncio.gather(
            *(at.bus.call(Add(amount=10)) for _ in range(3)), at.bus.call(Read()), return_exceptions=True
        )
        assert [type(answer) for answer in answers] == [ServiceUnavailable] * 3 + [Count]
        assert await total(at) == 1
        journal.full = False
        assert await at.bus.call(Add(amount=1)) == Count(value=2)
        assert await at.bus.dead_letters() == []


async def test_what_nobody_sends_again_waits_for_room() -> None:
    """Events, timers and outcomes of effects have their effect later, once, in their order."""
    journal, numbers = FullJournal(), Numbers()
    async with desk(counter(numbers), journal) as at:
        await at.bus.call(Fetch(name="a"))
        await at.bus.call(AddLater(amount=100, seconds=5))
        journal.full = True
        await at.bus.publish(Elsewhere(amount=3))
        numbers.answer("a").set_result(20)
        with pytest.raises(ServiceUnavailable):
            await at.timekeeper.advance(5)
        assert await total(at) == 0
        journal.full = False
        at.host.postponed.take()
        await at.timekeeper.advance(5)
        assert await total(at) == 123
        assert await at.bus.dead_letters() == []


async def test_a_service_that_has_failed_can_be_started_again() -> None:
    """What was in hand and what has come meanwhile is handled then, once."""
    async with desk(counter()) as at:
        await at.bus.call(Add(amount=1))
        at.host.loops._tasks[0].cancel()
        await at.host.ended.wait()
        waiting = asyncio.ensure_future(at.bus.call(Add(amount=2)))
        await at.host.restart()
        assert (await waiting, at.host.failed) == (Count(value=3), None)


async def test_a_service_that_gives_up_leaves_nobody_waiting() -> None:
    """Whoever waits for it is told."""
    async with desk(counter()) as at:
        at.host.loops._tasks[0].cancel()
        await at.host.ended.wait()
        waiting = asyncio.ensure_future(at.bus.call(Add(amount=2)))
        await asyncio.sleep(0)
        at.host.give_up()
        with pytest.raises(ServiceUnavailable):
            await waiting
        with pytest.raises(ServiceUnavailable):
            at.host.inbox.begin(Read(), at.host.clock.now())
            await at.timekeeper.advance(1)


async def test_a_snapshot_comes_after_so_many_bytes() -> None:
    """Few entries of many bytes are as dear to read as many small ones."""
    journal = MemoryJournal()

    async def open_it(service: str) -> MemoryJournal:
        return journal

    journal.open = open_it  # type: ignore[attr-defined]
    async with desk(counter(), journal) as at:
        at.host.ledger.snapshots.bytes = 1000
        for _ in range(20):
            await at.bus.call(Add(amount=1))
        await eventually(lambda: journal._snapshot_seq > 0)  # a child writes it
        await at.timekeeper.quiet()
        assert len(await kept(journal)) < 20
