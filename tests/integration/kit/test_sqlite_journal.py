"""What only the SQLite file can suffer."""

from pathlib import Path

import pytest

from scalehook.kit.journal.journal import JournalDamaged
from scalehook.kit.journal.sqlite import SqliteJournals


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """The message says which file it is and what can be done."""
    file = tmp_path / "journal.db"
    file.write_bytes(b"this is no database" * 100)
    with pytest.raises(JournalDamaged, match=r"journal\.db.*--state"):
        SqliteJournals(file)


async def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    """A file that a later version wrote is not touched."""
    store = SqliteJournals(tmp_path / "journal.db")
    store._connection.execute("PRAGMA user_version = 99")
    await store.close()
    with pytest.raises(JournalDamaged, match="newer scalehook"):
        SqliteJournals(tmp_path / "journal.db")
