"""Journals that begin with a given state, all of a store at once."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from scalehook.kit.journal.journal import Beginning, ErasableStore, JournalDamaged, entries_of
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_file import connect

LARGE = b"x" * 2**17  # as a snapshot it would be a file
BEGUN = Beginning(7, LARGE, (b"six", b"seven"))


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> ErasableStore:
    """With a past in two journals."""
    made: ErasableStore = (
        MemoryJournals()
        if request.param == "memory"
        else SqliteJournals(connect(tmp_path / "journal.db"))
    )
    for name in ("one", "two"):
        journal = await made.open(name)
        await journal.append(0, [b"a", b"b", b"c"])
        await journal.mark(2)
        await journal.snapshot(2, LARGE)
    return made


async def test_some_begin_and_others_are_empty(store: ErasableStore) -> None:
    """What may not have reached its readers is there to be published again; it goes on from there."""
    await store.begin({"two": BEGUN, "three": Beginning(1, b"s")})
    assert (await (await store.open("one")).load()).seq == 0
    journal = await store.open("two")
    loaded = await journal.load()
    assert (loaded.seq, loaded.published, loaded.snapshot_seq, loaded.snapshot) == (7, 5, 7, LARGE)
    assert [entry async for entry in entries_of(journal)] == [(6, b"six"), (7, b"seven")]
    await journal.append(7, [b"eight"])
    await journal.mark(8)
    await journal.snapshot(8, b"later")
    assert [entry async for entry in entries_of(journal)] == []
    assert (await (await store.open("three")).load()).published == 1


async def test_it_outlives_the_process(tmp_path: Path) -> None:
    """In the file; and the files of earlier snapshots are gone."""
    file = tmp_path / "journal.db"
    store = SqliteJournals(connect(file))
    journal = store.journal("one")
    await journal.append(0, [b"a"])
    await journal.snapshot(1, LARGE)
    await store.begin({"one": BEGUN})
    await store.close()
    assert [*tmp_path.glob("*-snapshots/*")] == []
    again = SqliteJournals(connect(file))
    loaded = await again.journal("one").load()
    assert (loaded.seq, loaded.snapshot) == (7, LARGE)
    await again.close()


async def test_all_or_nothing(tmp_path: Path) -> None:
    """What cannot be kept leaves every journal as it was."""
    store = SqliteJournals(connect(tmp_path / "journal.db"))
    await store.journal("one").append(0, [b"a"])
    broken: Any = None
    with pytest.raises(JournalDamaged) as refused:
        await store.begin({"two": BEGUN, "three": Beginning(1, broken)})
    assert isinstance(refused.value.__cause__, sqlite3.IntegrityError)
    assert ((await store.journal("one").load()).seq, (await store.journal("two").load()).seq) == (1, 0)
    await store.close()
