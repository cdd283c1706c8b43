"""Snapshots that a child writes while the service goes on."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot, snapshotting
from scalehook.kit.host.child import Child
from scalehook.kit.journal.memory import MemoryJournal, MemoryJournals
from scalehook.kit.machine.machine import Machine
from scalehook.kit.settings import Settings
from support.counter.messages import Add, Count, Read
from support.counter.service import counter
from support.desk import Desk, desk
from support.journals import kept
from support.patience import in_time


async def journal_of(at: Desk) -> Any:
    return await at.journals.open("counter")


async def add(at: Desk, *amounts: int) -> None:
    for amount in amounts:
        await at.bus.call(Add(amount=amount))
    await at.timekeeper.quiet()


class Held(Child):
    """A child that begins when it is told to."""

    def __init__(self, work: Callable[[], None], file: int) -> None:
        def later() -> None:
            signal.sigwait([signal.SIGUSR1])
            work()

        super().__init__(later, file)
        begin.append(lambda: os.kill(self._pid, signal.SIGUSR1))


begin: list[Callable[[], None]] = []


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """No child begins before `begin` is called."""
    begin.clear()
    monkeypatch.setattr(snapshotting, "Child", Held)


async def test_what_comes_while_it_is_written_is_not_in_it(held: None) -> None:
    """It is in the journal, behind it; the next start has both."""
    journals = MemoryJournals()
    async with desk(counter(), journals) as at:
        taken, journal = at.host.ledger.snapshots, await journal_of(at)
        await add(at, 1, 2)
        await taken.take()
        await add(at, 4)
        assert (await journal.load()).snapshot is None
        begin[0]()
        await in_time(taken.take())
        loaded = await journal.load()
        assert (loaded.snapshot_seq, loaded.seq) == (2, 3)
        assert [seq for seq, _ in await kept(journal)] == [3]
        other = Machine(counter(), Settings())
        snapshot.restore(other, loaded.snapshot, message_types(counter()))
        assert other.state.total == 3
    async with desk(counter(), journals) as at:
        assert await at.bus.call(Read()) == Count(value=7)


async def test_one_at_a_time() -> None:
    """While one is written no other is due, and once it is written its end is looked at."""
    async with desk(counter()) as at:
        taken = at.host.ledger.snapshots
        await add(at, 1)
        await taken.take()
        taken.appended = taken.bytes
        assert not taken.is_due()
        assert taken._writing is not None
        await in_time(asyncio.wait([taken._writing]))
        assert taken.is_due()
        await taken.take()
        assert (await (await journal_of(at)).load()).snapshot_seq == 1


async def test_a_large_state_is_written_seldom() -> None:
    """So many entries are not enough: what was appended must be half of what the last one took."""
    async with desk(counter()) as at:
        taken = at.host.ledger.snapshots
        taken.entries = 2
        taken.found(seq=0, size=1000)
        await add(at, 1, 2)
        taken.appended = 499
        assert not taken.is_due()
        taken.appended = 500
        assert taken.is_due()
        taken.entries = 3
        assert not taken.is_due()


async def test_a_stop_does_not_wait_for_it(held: None) -> None:
    """The child is ended, and the state of the stop is kept."""
    journals = MemoryJournals()
    async with desk(counter(), journals) as at:
        await add(at, 1)
        await at.host.ledger.snapshots.take()
        await add(at, 2)
    loaded = await (await journals.open("counter")).load()
    assert loaded.snapshot_seq == loaded.seq == 2
    with pytest.raises(ProcessLookupError):
        begin[0]()


def refuse(*_: object) -> None:
    raise OSError(28, "No space left on device")


async def test_one_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, the entries are there all the same; the next one is due later, without a child."""
    async with desk(counter()) as at:
        await add(at, 1)
        taken, journal = at.host.ledger.snapshots, await journal_of(at)
        taken.appended = taken.bytes
        with monkeypatch.context() as patched, capture_logs() as logs:
            patched.setattr(snapshotting.Blob, "write", refuse)
            await taken.take()
            assert taken._writing is not None
            await in_time(asyncio.wait([taken._writing]))
            await taken.take()
        assert ["No space left" in entry["problem"] for entry in logs] == [True]
        assert not taken.is_due()
        assert [seq for seq, _ in await kept(journal)] == [1]
        await taken.take()
        assert (await journal.load()).snapshot_seq == 1


async def test_a_machine_without_room_for_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service writes it itself."""
    monkeypatch.setattr(os, "fork", refuse)
    async with desk(counter()) as at:
        await add(at, 1)
        await at.host.ledger.snapshots.take()
        assert (await (await journal_of(at)).load()).snapshot_seq == 1


async def test_a_stop_right_after_it_was_begun() -> None:
    """The child ends, and nothing of it stays open."""
    async with desk(counter()) as at:
        await add(at, 1)
        before = sum(1 for _ in Path("/dev/fd").iterdir())
        await at.host.ledger.snapshots.take()
        await at.host.ledger.snapshots.end(keep=False)
        assert sum(1 for _ in Path("/dev/fd").iterdir()) == before
        assert (await (await journal_of(at)).load()).snapshot is None


async def test_a_journal_that_fails_meanwhile_is_learned_of() -> None:
    """By the next turn, which ends the service as its own failure would."""

    class Failing(MemoryJournal):
        async def open(self, service: str) -> "Failing":
            return self

        async def snapshot(self, seq: int, state: bytes) -> None:
            raise RuntimeError("a mistake")

    async with desk(counter(), Failing()) as at:
        taken = at.host.ledger.snapshots
        await add(at, 1)
        await taken.take()
        assert taken._writing is not None
        await in_time(asyncio.wait([taken._writing]))
        await at.bus.call(Add(amount=1))
        await in_time(at.host.ended.wait())
        assert isinstance(at.host.failed, RuntimeError)


async def test_where_there_can_be_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service waits, and the snapshot is the same."""
    monkeypatch.setattr(snapshotting, "can_fork", lambda: False)
    monkeypatch.setattr(Child, "__init__", None)
    async with desk(counter()) as at:
        await add(at, 1)
        await at.host.ledger.snapshots.take()
        assert (await (await journal_of(at)).load()).snapshot_seq == 1
