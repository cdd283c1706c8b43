"""What the host does when its journal is away, answers late, or has another writer."""

import asyncio
import gc
from collections.abc import Sequence
from typing import Any

import pytest

from scalehook.kit.host import ledger, prompt_relay
from scalehook.kit.journal.journal import EntryDamaged, Journal, Loaded
from scalehook.kit.journal.memory import MemoryJournal, MemoryJournals
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.replaying import replay
from scalehook.kit.machine.rows import Types
from support.counter.messages import Add, Added, CallOff, Count, Fetch, Read
from support.counter.service import Numbers, counter
from support.desk import desk
from support.journals import kept
from support.patience import eventually_is


class TroubledJournal:
    """A journal in memory whose answers can be lost, and that can be away; its own store."""

    def __init__(self, inner: MemoryJournal | None = None) -> None:
        self.inner = inner or MemoryJournal()
        self.loses_answer = False
        self.away: asyncio.Event | None = None  # set when it is back
        self.asked = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        if name.endswith("_now"):
            raise AttributeError(name)  # it has to be waited for
        return getattr(self.inner, name)

    async def open(self, service: str) -> Journal:
        return self

    async def load(self) -> Loaded:
        await self._back()
        return await self.inner.load()

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        await self._back()
        await self.inner.append(expected, entries)
        if self.loses_answer:  # the retry finds its own entries
            self.loses_answer = False
            await self.inner.append(expected, entries)

    async def _back(self) -> None:
        if self.away is not None:
            self.asked.set()
            await self.away.wait()


async def test_entries_whose_commit_was_not_answered_are_published() -> None:
    """The writer finds that it is stale by its own entry: its events go out, its effects begin."""
    journal, numbers, heard = TroubledJournal(), Numbers(), []

    def hear(delivery: Any) -> None:
        heard.append(delivery.envelope.message.amount)
        delivery.ack()

    async with desk(counter(numbers), journal) as at:
        await at.bus.consume("listener", [Added], hear)
        await at.bus.call(Add(amount=1))
        journal.loses_answer = True
        assert await at.bus.call(Add(amount=2)) == Count(value=3)
        journal.loses_answer = True
        await at.bus.call(Fetch(name="a"))
        await at.bus.call(Add(amount=4))
        numbers.answer("a").set_result(0)
        await at.timekeeper.quiet()
        assert [amount for amount in heard if amount] == [1, 2, 4]
        assert numbers.asked == ["a"]


async def test_an_effect_that_ended_elsewhere_is_called_off() -> None:
    """Another writer called it off; the old one learns it when it loads again."""
    shared, numbers = MemoryJournal(), Numbers()
    async with desk(counter(numbers), TroubledJournal(shared)) as old:
        await old.bus.call(Fetch(name="a"))
        async with desk(counter(Numbers()), TroubledJournal(shared)) as new:
            await new.bus.call(CallOff(name="a"))
        await old.bus.call(Add(amount=1))
        await old.timekeeper.quiet()
        assert numbers.cancelled == ["a"]


async def test_a_batch_that_is_handled_anew_keeps_its_order() -> None:
    """Messages that came after it do not overtake it."""
    shared = MemoryJournal()
    journal = TroubledJournal(shared)
    async with desk(counter(), journal) as old, desk(counter(), TroubledJournal(shared)) as new:
        await new.bus.call(Add(amount=10))
        journal.away = asyncio.Event()
        first = [asyncio.create_task(old.bus.call(Add(amount=1))) for _ in range(3)]
        await journal.asked.wait()
        later = asyncio.create_task(old.bus.call(Add(amount=1)))
        await asyncio.sleep(0)
        journal.away.set()
        values = [reply.value for reply in await asyncio.gather(*first, later)]
        assert values == [11, 12, 13, 14]


async def test_a_stop_in_the_middle_of_a_commit_keeps_nothing_of_it() -> None:
    """What is not in the journal is in no snapshot, though another writer has come as far."""
    shared = MemoryJournal()
    slow = TroubledJournal(shared)
    async with desk(counter(), TroubledJournal(shared)) as new, desk(counter(), slow) as old:
        await old.bus.call(Add(amount=1))
        slow.away = asyncio.Event()
        lost = asyncio.create_task(old.bus.call(Add(amount=100)))
        await slow.asked.wait()
        await new.bus.call(Add(amount=10))
        lost.cancel()
    async with desk(counter(), TroubledJournal(shared)) as at:
        assert await at.bus.call(Read()) == Count(value=11)


async def test_a_stop_before_a_failed_handler_is_undone_keeps_nothing_of_it() -> None:
    """The state that the handler left half changed is in no snapshot."""
    shared = MemoryJournal()
    slow = TroubledJournal(shared)
    async with desk(counter(), slow) as at:
        await at.bus.call(Add(amount=1))
        slow.away = asyncio.Event()
        lost = asyncio.create_task(at.bus.call(Add(amount=100, fail="after")))
        await slow.asked.wait()
        lost.cancel()
    async with desk(counter(), TroubledJournal(shared)) as at:
        assert await at.bus.call(Read()) == Count(value=1)


async def test_a_host_whose_loop_is_cancelled_from_outside_has_failed() -> None:
    """Nobody waits for a service that handles nothing any more."""
    async with desk(counter()) as at:
        at.host.loops._tasks[0].cancel()
        await at.host.ended.wait()
        assert at.host.failed is not None


async def test_events_that_nobody_listens_to_hold_no_entry_back() -> None:
    """They count as published: a snapshot lets their entries go."""
    journal = TroubledJournal()
    async with desk(counter(), journal) as at:
        for _ in range(3):
            await at.bus.call(Add(amount=1))
    loaded = await journal.load()
    assert (loaded.snapshot_seq, loaded.published, await kept(journal)) == (3, 3, [])


async def test_entries_that_nobody_wants_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """In time, and all at once, so that the next start need not look at them, though no snapshot has
    been made.
    """
    journals = MemoryJournals()
    async with desk(counter(), journals) as at:
        journal = await journals.open("counter")
        for _ in range(2):
            await at.bus.call(Add(amount=1))
        assert await published(journal) == 0
        await at.host.ledger.reload()
        assert [entry.seq for entry in at.host.ledger.take_unpublished()] == [1, 2]
        assert list(at.host.ledger.take_unpublished()) == []
    monkeypatch.setattr(prompt_relay, "MARK_SECONDS", 0)
    async with desk(counter(), journals) as at:
        assert await at.bus.call(Add(amount=1)) == Count(value=3)
        await eventually_is(lambda: published(journal), 3)


async def test_entries_that_are_under_way_are_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader may not have committed what it was told."""
    monkeypatch.setattr(prompt_relay, "MARK_SECONDS", 0)
    journals, heard = MemoryJournals(), []
    async with desk(counter(), journals) as at:
        await at.bus.consume("listener", [Added], heard.append)
        for _ in range(2):
            await at.bus.call(Add(amount=1))
        at.bus.let_pass("listener", lambda _: True)
        for _ in range(2):
            await at.bus.call(Add(amount=1))
        await asyncio.sleep(0)
        assert len(heard) == 2
        journal = await journals.open("counter")
        assert (await journal.load()).published == 0
        for delivery in heard:
            delivery.ack()
        await eventually_is(lambda: published(journal), 4)


async def published(journal: Journal) -> int:
    return (await journal.load()).published


async def test_garbage_is_looked_for_again_after_a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not while entries are read; whatever comes of them."""
    replayed: list[bool] = []

    def watched(machine: Machine, rows: list[tuple[int, bytes]], types: Types) -> None:
        replayed.append(gc.isenabled())
        if len(replayed) == 2:
            raise RuntimeError("it does not fit")
        replay(machine, rows, types)

    async with desk(counter()) as at:
        await at.bus.call(Add(amount=1))
        monkeypatch.setattr(ledger, "replay", watched)
        await at.host.ledger.reload()
        with pytest.raises(EntryDamaged):
            await at.host.ledger.reload()
        monkeypatch.undo()
        await at.host.ledger.reload()
    assert replayed == [False, False]
    assert gc.isenabled()
