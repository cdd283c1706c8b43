"""Snapshots that a child writes while the service goes on."""

import asyncio
import os
from typing import Any

import pytest
from structlog.testing import capture_logs

from scalehook.kit.host import snapshotting
from scalehook.kit.host.child import Child
from scalehook.kit.journal.memory import MemoryJournal, MemoryJournals
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


async def test_what_comes_while_it_is_written_is_not_in_it() -> None:
    """It is in the journal, behind it; the next start has both."""
    journals = MemoryJournals()
    async with desk(counter(), journals) as at:
        taken = at.host.ledger.snapshots
        await add(at, 1, 2)
        await taken.take()
        await add(at, 4)
        assert (await (await journal_of(at)).load()).snapshot is None
        await in_time(taken.take())
        loaded = await (await journal_of(at)).load()
        assert (loaded.snapshot_seq, loaded.seq) == (2, 3)
        assert [seq for seq, _ in await kept(await journal_of(at))] == [3]
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


async def test_a_stop_does_not_wait_for_it() -> None:
    """The child is ended, and the state of the stop is kept."""
    journals = MemoryJournals()
    async with desk(counter(), journals) as at:
        await add(at, 1)
        taken = at.host.ledger.snapshots
        await taken.take()
        writing = taken._writing
        await add(at, 2)
    assert writing is not None
    assert writing.cancelled()
    loaded = await (await journals.open("counter")).load()
    assert loaded.snapshot_seq == loaded.seq == 2


@pytest.mark.parametrize("where", ["child", "fork"])
async def test_one_that_cannot_be_written(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said; the entries are there all the same, and the next one is due later."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with desk(counter()) as at:
        await add(at, 1)
        taken = at.host.ledger.snapshots
        taken.appended = taken.bytes
        with monkeypatch.context() as patched, capture_logs() as logs:
            target = (snapshotting.Blob, "write") if where == "child" else (os, "fork")
            patched.setattr(*target, refuse)
            await taken.take()
            if taken._writing is not None:
                await in_time(asyncio.wait([taken._writing]))
                await taken.take()
        assert ["No space left" in entry["problem"] for entry in logs] == [True]
        assert not taken.is_due()
        assert [seq for seq, _ in await kept(await journal_of(at))] == [1]


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
