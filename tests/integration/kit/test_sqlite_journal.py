"""What only the SQLite file can suffer."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from scalehook.kit.clock.moments import moment
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.journal import sqlite, sqlite_file
from scalehook.kit.journal.journal import EntryRefused, JournalDamaged, JournalInUse, JournalUnavailable
from scalehook.kit.journal.sqlite import SqliteJournal, SqliteJournals
from scalehook.kit.journal.sqlite_dead_letters import SqliteDeadLetters
from scalehook.kit.journal.sqlite_file import connect
from support.journals import kept


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """The message says which file it is and what can be done."""
    file = tmp_path / "journal.db"
    file.write_bytes(b"this is no database" * 100)
    with pytest.raises(JournalDamaged, match=r"journal\.db.*--state"):
        SqliteJournals(connect(file))


async def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    """A file that a later version wrote is not touched."""
    store = SqliteJournals(connect(tmp_path / "journal.db"))
    store._connection.execute("PRAGMA user_version = 99")
    await store.close()
    with pytest.raises(JournalDamaged, match="newer scalehook"):
        SqliteJournals(connect(tmp_path / "journal.db"))


async def test_a_full_disk_keeps_nothing_of_a_batch_and_lets_go_on(tmp_path: Path) -> None:
    """The append is refused as a whole; with room again the next one is taken."""
    store = SqliteJournals(connect(tmp_path / "journal.db"))
    journal = await store.open("a")
    await journal.append(0, [b"one"])
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalUnavailable, match="full"):
        await journal.append(1, [b"two", bytes(2**16)])
    assert await kept(journal) == [(1, b"one")]
    store._connection.execute("PRAGMA max_page_count = 1000000")
    await journal.append(1, [b"two"])
    assert await kept(journal) == [(1, b"one"), (2, b"two")]
    await store.close()


@pytest.mark.parametrize("count", [2, sqlite.FEW, sqlite.FEW + 1])
async def test_an_entry_larger_than_a_row_may_be(tmp_path: Path, count: int) -> None:
    """It is refused for good, and none of its batch is kept."""
    connection = connect(tmp_path / "journal.db")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1000)
    store = SqliteJournals(connection)
    journal = await store.open("a")
    with pytest.raises(EntryRefused):
        await journal.append(0, [*[b"x"] * (count - 1), bytes(2000)])
    assert await kept(journal) == []
    await journal.append(0, [b"y"])
    await store.close()


async def test_two_at_a_time_are_refused(tmp_path: Path) -> None:
    """The second one is told so: nothing is wrong with the file."""
    store = SqliteJournals(connect(tmp_path / "journal.db"))
    with pytest.raises(JournalInUse, match=r"journal\.db cannot be used now: database is locked"):
        connect(tmp_path / "journal.db")
    await store.close()
    connect(tmp_path / "journal.db").close()


async def test_a_log_of_changes_cut_at_every_byte_of_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed before it is there, and what comes next is kept."""
    monkeypatch.setattr(sqlite_file, "SYNCHRONOUS", "OFF")  # thousands of starts
    file, copy = tmp_path / "journal.db", tmp_path / "copy.db"
    log, log_copy = (path.with_name(f"{path.name}-wal") for path in (file, copy))
    small = sqlite3.connect(file)
    small.executescript("PRAGMA page_size = 512; CREATE TABLE any (one)")
    small.close()
    store = SqliteJournals(connect(file))
    journal = await store.open("a")
    await journal.append(0, [b"one", b"two"])
    begin = log.stat().st_size
    await journal.append(2, [b"three"])
    whole = log.read_bytes()
    assert begin < len(whole)
    for end in range(begin, len(whole) + 1):
        shutil.copy(file, copy)
        log_copy.write_bytes(whole[:end])
        again = SqliteJournals(connect(copy))
        found = await kept(await again.open("a"))
        assert found == [(1, b"one"), (2, b"two"), (3, b"three")][: 3 if end == len(whole) else 2]
        await (await again.open("a")).append(len(found), [b"next"])
        await again.close()
    await store.close()


async def test_many_and_large_entries_are_read_some_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more of them is in memory than fits into a block, and one entry at least."""
    monkeypatch.setattr(sqlite, "BLOCK_ENTRIES", 3)
    monkeypatch.setattr(sqlite, "BLOCK_BYTES", 100)
    store = SqliteJournals(connect(tmp_path / "journal.db"))
    journal = store.journal("a")
    sizes = [1, 1, 1, 1, 99, 1, 1, 500, 500, 30, 30, 30]
    await journal.append(0, [bytes(size) for size in sizes])
    blocks, block = [], SqliteJournal._block

    def counted(self: SqliteJournal, *asked: Any) -> list[tuple[int, Any]]:
        rows = block(self, *asked)
        blocks.append([len(body) for _, body in rows])
        return rows

    monkeypatch.setattr(SqliteJournal, "_block", counted)
    assert [len(body) for _, body in await kept(journal)] == sizes
    assert blocks == [[1, 1, 1], [1, 99], [1, 1, 500], [500], [30, 30, 30], []]
    await store.close()


def test_dead_letters_without_room_are_not_lost(tmp_path: Path) -> None:
    """They are shown, and written when there is room."""
    connection = connect(tmp_path / "journal.db")
    letters = SqliteDeadLetters(connection)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    letter = DeadLetter("a:1", "a", "a.b", "why", moment(1), bytes(2**16))
    letters.add(letter)
    assert letters.all() == [letter]
    connection.execute("PRAGMA max_page_count = 1000000")
    assert letters.all() == [letter]
    connection.close()
    connection = connect(tmp_path / "journal.db")
    assert SqliteDeadLetters(connection).all() == [letter]
    connection.close()


async def test_all_is_erased(tmp_path: Path) -> None:
    """Every journal is as new, those too that nobody has opened; snapshots in files go with them."""
    store = SqliteJournals(connect(tmp_path / "journal.db"))
    for service in ("a", "b"):
        journal = await store.open(service)
        await journal.append(0, [b"one", b"two"])
        await journal.mark(2)
        await journal.snapshot(1, b"s" * (sqlite.SMALL + 1))
    await store.close()
    store = SqliteJournals(connect(tmp_path / "journal.db"))
    await store.open("a")
    await store.begin({})
    for service in ("a", "b"):
        loaded = await (journal := await store.open(service)).load()
        assert (loaded.seq, loaded.published, loaded.snapshot) == (0, 0, None)
        await journal.append(0, [b"anew"])
        assert await kept(journal) == [(1, b"anew")]
    assert [*(tmp_path / "journal.db-snapshots").glob("*")] == []
    await store.close()
