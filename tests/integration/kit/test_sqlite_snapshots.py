"""Snapshots of the SQLite journal that are files of their own."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from scalehook.kit.journal import sqlite
from scalehook.kit.journal.journal import EntryDamaged, StaleWriter
from scalehook.kit.journal.sqlite import SqliteJournal, SqliteJournals
from scalehook.kit.journal.sqlite_file import connect
from support.journals import kept

LARGE = 2**17
COUNT = 40


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that few entries are removed in several steps."""
    monkeypatch.setattr(sqlite, "BLOCK_ENTRIES", 8)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteJournals]:
    (tmp_path / "state").mkdir()
    opened = SqliteJournals(connect(tmp_path / "state" / "journal.db"))
    yield opened
    await opened.close()


@pytest.fixture
async def journal(store: SqliteJournals) -> SqliteJournal:
    """With a snapshot of entry 10, and all published."""
    journal = store.journal("a")
    await journal.append(0, [b"%d" % seq for seq in range(1, COUNT + 1)])
    await journal.mark(COUNT)
    await journal.snapshot(10, state_after(10))
    return journal


def state_after(seq: int) -> bytes:
    """As if sealed: it does not begin like JSON."""
    return b"%08d" % seq + bytes(LARGE)


def files(state: Path) -> list[str]:
    return sorted(path.name for path in (state / "journal.db-snapshots").iterdir())


async def recovered(state: Path) -> tuple[int, list[int]]:
    """The snapshot of a state directory, and the entries after it, of all that make a whole."""
    store = SqliteJournals(connect(state / "journal.db"))
    try:
        journal = store.journal("a")
        loaded = await journal.load()
        assert loaded.snapshot == state_after(loaded.snapshot_seq)
        entries = await kept(journal, loaded.snapshot_seq)
        assert all(body == b"%d" % seq for seq, body in entries)
        assert [seq for seq, _ in entries] == list(range(loaded.snapshot_seq + 1, loaded.seq + 1))
        return loaded.snapshot_seq, [seq for seq, _ in entries]
    finally:
        await store.close()


async def test_only_their_owner_can_read_them(journal: SqliteJournal, tmp_path: Path) -> None:
    """Keys of RAM users are in them."""
    folder = tmp_path / "state" / "journal.db-snapshots"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


@pytest.mark.parametrize("point", ["begun", "half", "written", "named", "dropping", "dropped"])
async def test_a_crash_at_any_point_loses_nothing(
    journal: SqliteJournal, tmp_path: Path, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old snapshot with all entries, or the new one with those after it."""
    state, copy = tmp_path / "state", tmp_path / "copy"

    def reached(now: str) -> None:
        if now == point and not copy.exists():
            shutil.copytree(state, copy)

    draft = journal.draft(30)
    reached("begun")
    draft.write([state_after(30)[:LARGE]])
    reached("half")
    draft.discard()
    draft = journal.draft(30)
    draft.write([state_after(30)])
    reached("written")
    block = SqliteJournal._block
    steps = iter(["named", "dropping", "dropping", "dropping"])

    def watched(self: SqliteJournal, *asked: Any) -> list[tuple[int, Any]]:
        reached(next(steps, ""))
        return block(self, *asked)

    with monkeypatch.context() as patched:
        patched.setattr(SqliteJournal, "_block", watched)
        await draft.keep()
    draft.discard()
    reached("dropped")
    old = point in ("begun", "half", "written")
    before = 10 if old else 30
    for _ in range(2):  # what the crash left is not in the way of the next one
        assert await recovered(copy) == (before, list(range(before + 1, COUNT + 1)))
        store = SqliteJournals(connect(copy / "journal.db"))
        await store.journal("a").snapshot(35, state_after(35))
        await store.close()
        before = 35


async def test_the_one_before_stays_until_the_next_is_written(
    journal: SqliteJournal, tmp_path: Path
) -> None:
    """A copy that is being made, file by file, may name it."""
    for seq, there in ((20, ["a-10", "a-20"]), (30, ["a-20", "a-30"])):
        await journal.snapshot(seq, state_after(seq))
        assert files(tmp_path / "state") == [f"{name}.snapshot" for name in there]
    await journal.snapshot(40, b"small")
    assert files(tmp_path / "state") == ["a-30.snapshot"]


async def test_a_copy_made_while_it_runs(journal: SqliteJournal, tmp_path: Path) -> None:
    """File by file, with appends and a snapshot in between: it has all that stood there before."""
    state, copy = tmp_path / "state", tmp_path / "copy"
    copy.mkdir()
    last, names = COUNT, ["journal.db", "journal.db-wal", "journal.db-snapshots"]
    for name in names:
        (shutil.copytree if (state / name).is_dir() else shutil.copy)(state / name, copy / name)
        await journal.append(last, [b"%d" % (last + 1)])
        last += 1
        await journal.snapshot(last - 10, state_after(last - 10))
    snapshot, entries = await recovered(copy)
    assert snapshot + len(entries) >= COUNT


@pytest.mark.parametrize(
    ("content", "told"), [(None, "No such file"), (b"", "no checksum"), (b"{}", "no checksum")]
)
async def test_a_file_that_cannot_be_used_is_named(
    journal: SqliteJournal, store: SqliteJournals, tmp_path: Path, content: bytes | None, told: str
) -> None:
    """One that is gone, or is none of ours."""
    file = tmp_path / "state" / "journal.db-snapshots" / "a-10.snapshot"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(EntryDamaged, match=rf"snapshot.*a-10\.snapshot.*{told}"):
        await journal.load()


async def test_setting_one_aside_keeps_its_file(journal: SqliteJournal, tmp_path: Path) -> None:
    """Under another name, and with the entries that were not removed yet."""
    journal.set_aside(0, "why", lambda seq: b"blank")
    assert files(tmp_path / "state") == ["a-10.snapshot.aside-1"]
    assert (await journal.load()).snapshot is None
    bodies = [body for _, body in await kept(journal)]
    assert bodies == [b"blank"] * 10 + [b"%d" % seq for seq in range(11, COUNT + 1)]


async def test_one_that_is_older_than_the_kept_one_is_not_begun(journal: SqliteJournal) -> None:
    """Nor one of entries that are not there."""
    for seq in (9, 10, COUNT + 1):
        with pytest.raises(StaleWriter):
            journal.draft(seq)


async def test_a_snapshot_of_an_older_version_is_read_and_replaced(tmp_path: Path) -> None:
    """It stands in the table, whatever its size."""
    path = tmp_path / "journal.db"
    store = SqliteJournals(connect(path))
    await store.journal("a").append(0, [b"1", b"2"])
    await store.close()
    old = sqlite3.connect(path)
    old.execute("INSERT INTO snapshots VALUES ('a', 1, ?)", (state_after(1),))
    old.execute("PRAGMA user_version = 2")
    old.commit()
    old.close()
    assert await recovered(tmp_path) == (1, [2])
    store = SqliteJournals(connect(path))
    await store.journal("a").snapshot(2, state_after(2))
    await store.close()
    assert await recovered(tmp_path) == (2, [])
    assert files(tmp_path) == ["a-2.snapshot"]
