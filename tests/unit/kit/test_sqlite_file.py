"""The SQLite file itself: its format, and what a commit writes."""

import sqlite3
from pathlib import Path

from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_file import connect
from support.journals import kept

FORMAT_1 = """
CREATE TABLE heads (
    service TEXT PRIMARY KEY, seq INTEGER NOT NULL DEFAULT 0,
    published INTEGER NOT NULL DEFAULT 0, snapshot_seq INTEGER NOT NULL DEFAULT 0, snapshot BLOB
) WITHOUT ROWID;
CREATE TABLE entries (
    service TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (service, seq)
) WITHOUT ROWID;
INSERT INTO heads VALUES ('a', 3, 2, 2, x'7374617465'), ('b', 1, 0, 0, NULL);
INSERT INTO entries VALUES ('a', 3, x'33'), ('b', 1, x'31');
PRAGMA user_version = 1;
"""


async def test_a_file_of_the_first_format_is_carried_over(tmp_path: Path) -> None:
    """Snapshots, marks and entries are the same afterwards, and the file can be opened again."""
    path = tmp_path / "journal.db"
    old = sqlite3.connect(path)
    old.executescript(FORMAT_1)
    old.close()
    for _ in range(2):
        store = SqliteJournals(connect(path))
        journal = await store.open("a")
        loaded, entries = await journal.load(), await kept(journal)
        other = await (await store.open("b")).load()
        await store.close()
        assert (loaded.seq, loaded.published, loaded.snapshot_seq) == (3, 2, 2)
        assert (loaded.snapshot, entries) == (b"state", [(3, b"3")])
        assert (other.seq, other.snapshot_seq, other.snapshot) == (1, 0, None)


async def test_a_commit_does_not_write_the_snapshot_anew(tmp_path: Path) -> None:
    """What a commit writes depends on its entries alone."""
    path = tmp_path / "journal.db"
    store = SqliteJournals(connect(path))
    journal = await store.open("a")
    await journal.append(0, [b"1"])
    await journal.snapshot(1, bytes(2**20))
    await store.close()  # empties the log of changes
    store = SqliteJournals(connect(path))
    journal = await store.open("a")
    for seq in range(1, 9):
        await journal.append(seq, [b"x"])
    assert path.with_name("journal.db-wal").stat().st_size < 2**18
    await store.close()
