"""What only the SQLite file can suffer."""

from pathlib import Path

import pytest

from scalehook.kit.clock.moments import moment
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.journal.journal import JournalDamaged, JournalUnavailable
from scalehook.kit.journal.sqlite import SqliteJournals
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
