"""Journals in one SQLite file (WAL), called inline: a commit costs tens of microseconds.

`synchronous=NORMAL`: what is committed survives the death of the process, `kill -9` included; a
power cut may take the last moments with it.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from scalehook.kit.clock.moments import moment
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.journal.journal import Journal, JournalDamaged, Loaded, StaleWriter
from scalehook.kit.journal.sqlite_format import ENTRIES, carry_over_format_1, entries_of, transaction

VERSION = 2
SCHEMA = """
CREATE TABLE IF NOT EXISTS heads (
    service TEXT PRIMARY KEY, published INTEGER NOT NULL DEFAULT 0, dropped INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS snapshots (
    service TEXT PRIMARY KEY, seq INTEGER NOT NULL, state BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS dead_letters (
    letter_id TEXT PRIMARY KEY, service TEXT NOT NULL, type TEXT NOT NULL, reason TEXT NOT NULL,
    at REAL NOT NULL, body BLOB NOT NULL, correlation_id TEXT NOT NULL, caller TEXT NOT NULL
);
"""
CHECKPOINT_PAGES = 4000


class SqliteJournals:
    """The file; holds the journals of all services and the dead letters."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._connection = _connect(path)
        except sqlite3.DatabaseError as problem:
            raise JournalDamaged(
                f"{path} cannot be used ({problem}): restore it, or start with another --state"
            ) from problem

    async def open(self, service: str) -> Journal:
        """The journal of a service."""
        table = entries_of(service)
        self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} {ENTRIES}")
        self._connection.execute("INSERT OR IGNORE INTO heads (service) VALUES (?)", (service,))
        return SqliteJournal(self._connection, service, table)

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, letter: DeadLetter) -> None:
        """Keep a dead letter."""
        self._connection.execute(
            "INSERT OR REPLACE INTO dead_letters VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (letter.letter_id, letter.service, letter.type, letter.reason,
             letter.at.timestamp(), letter.body, letter.correlation_id, letter.caller),
        )  # fmt: skip

    def all(self) -> list[DeadLetter]:
        """Dead letters, oldest first."""
        rows = self._connection.execute("SELECT * FROM dead_letters ORDER BY at")
        return [
            DeadLetter(letter_id, service, kind, reason, moment(at), body, flow, caller)
            for letter_id, service, kind, reason, at, body, flow, caller in rows
        ]

    def remove(self, letter_id: str) -> None:
        """Forget a dead letter."""
        self._connection.execute("DELETE FROM dead_letters WHERE letter_id = ?", (letter_id,))


class SqliteJournal:
    """One service's rows. The last entry is the table's, or the last one that was dropped."""

    def __init__(self, connection: sqlite3.Connection, service: str, table: str) -> None:
        self._connection = connection
        self._service = service
        self._table = table
        self._last = (
            f"SELECT coalesce((SELECT max(seq) FROM {table}), dropped) FROM heads WHERE service = ?"
        )
        self._insert = f"INSERT INTO {table} VALUES (?, ?)"

    async def load(self) -> Loaded:
        """The snapshot, and the entries that it does not cover or that are unpublished."""
        published, snapshot_seq, snapshot = self._connection.execute(
            "SELECT published, coalesce(seq, 0), state FROM heads LEFT JOIN snapshots USING (service) "
            "WHERE service = ?",
            (self._service,),
        ).fetchone()
        entries = await self.history(min(published, snapshot_seq))
        return Loaded(self._last_seq(), published, snapshot_seq, snapshot, entries)

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """All or nothing, and only by the writer who knows the last entry."""
        with transaction(self._connection):
            if self._last_seq() != expected:
                raise StaleWriter(f"{self._service}: entry {expected} is not the last one")
            self._connection.executemany(self._insert, enumerate(entries, expected + 1))

    async def mark(self, published: int) -> None:
        """Never backwards."""
        self._connection.execute(
            "UPDATE heads SET published = max(published, ?) WHERE service = ?",
            (published, self._service),
        )

    async def snapshot(self, seq: int, state: bytes) -> None:
        """Keep the state, drop the entries that it and the mark cover; an older state is not kept."""
        with transaction(self._connection):
            if seq > self._last_seq():
                return
            kept = self._connection.execute(
                "INSERT INTO snapshots VALUES (?1, ?2, ?3) "
                "ON CONFLICT DO UPDATE SET seq = ?2, state = ?3 WHERE seq < ?2",
                (self._service, seq, state),
            )
            if kept.rowcount == 1:
                self._drop(seq)

    async def history(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The entries that are still there."""
        rows = self._connection.execute(
            f"SELECT seq, body FROM {self._table} WHERE seq > ? ORDER BY seq", (after,)
        )
        return rows.fetchall()

    def _last_seq(self) -> int:
        last: int = self._connection.execute(self._last, (self._service,)).fetchone()[0]
        return last

    def _drop(self, seq: int) -> None:
        self._connection.execute(
            "UPDATE heads SET dropped = max(dropped, min(?, published)) WHERE service = ?",
            (seq, self._service),
        )
        self._connection.execute(
            f"DELETE FROM {self._table} WHERE seq <= (SELECT dropped FROM heads WHERE service = ?)",
            (self._service,),
        )


def _connect(path: Path) -> sqlite3.Connection:
    # made before its loop; transactions are begun by name
    connection = sqlite3.connect(path, timeout=5, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise sqlite3.DatabaseError(f"written by a newer scalehook, format {found}")
    if found == 1:
        carry_over_format_1(connection, SCHEMA)
    connection.executescript(SCHEMA)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    if (verdict := connection.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
        raise sqlite3.DatabaseError(verdict)
    return connection
