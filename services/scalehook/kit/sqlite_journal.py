"""Journals in one SQLite file (WAL), called inline: a commit costs tens of microseconds.

`synchronous=NORMAL`: what is committed survives the death of the process, `kill -9` included; a
power cut may take the last moments with it.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.journal import Journal, JournalDamaged, Loaded, StaleWriter
from scalehook.kit.moments import moment

VERSION = 2
SCHEMA = """
CREATE TABLE IF NOT EXISTS heads (
    service TEXT PRIMARY KEY, seq INTEGER NOT NULL DEFAULT 0, published INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snapshots (
    service TEXT PRIMARY KEY, seq INTEGER NOT NULL, state BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS entries (
    service TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (service, seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dead_letters (
    letter_id TEXT PRIMARY KEY, service TEXT NOT NULL, type TEXT NOT NULL, reason TEXT NOT NULL,
    at REAL NOT NULL, body BLOB NOT NULL, correlation_id TEXT NOT NULL, caller TEXT NOT NULL
);
"""
# Format 1 kept snapshots in the heads: each commit wrote the whole snapshot anew.
FROM_1 = """
BEGIN;
INSERT INTO snapshots SELECT service, snapshot_seq, snapshot FROM heads WHERE snapshot IS NOT NULL;
ALTER TABLE heads DROP COLUMN snapshot_seq;
ALTER TABLE heads DROP COLUMN snapshot;
PRAGMA user_version = 2;
COMMIT;
"""


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
        with self._connection:
            self._connection.execute("INSERT OR IGNORE INTO heads (service) VALUES (?)", (service,))
        return SqliteJournal(self._connection, service)

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, letter: DeadLetter) -> None:
        """Keep a dead letter."""
        with self._connection:
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
        with self._connection:
            self._connection.execute("DELETE FROM dead_letters WHERE letter_id = ?", (letter_id,))


class SqliteJournal:
    """One service's rows."""

    def __init__(self, connection: sqlite3.Connection, service: str) -> None:
        self._connection = connection
        self._service = service

    async def load(self) -> Loaded:
        """The snapshot, and the entries that it does not cover or that are unpublished."""
        seq, published, snapshot_seq, snapshot = self._connection.execute(
            "SELECT heads.seq, published, coalesce(snapshots.seq, 0), state "
            "FROM heads LEFT JOIN snapshots USING (service) WHERE service = ?",
            (self._service,),
        ).fetchone()
        entries = await self.history(min(published, snapshot_seq))
        return Loaded(seq, published, snapshot_seq, snapshot, entries)

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """All or nothing, and only by the writer who knows the last entry."""
        rows = [(self._service, seq, body) for seq, body in enumerate(entries, expected + 1)]
        with self._connection:
            head = self._connection.execute(
                "UPDATE heads SET seq = ? WHERE service = ? AND seq = ?",
                (expected + len(rows), self._service, expected),
            )
            if head.rowcount != 1:
                raise StaleWriter(f"{self._service}: entry {expected} is not the last one")
            self._connection.executemany("INSERT INTO entries VALUES (?, ?, ?)", rows)

    async def mark(self, published: int) -> None:
        """Never backwards."""
        with self._connection:
            self._connection.execute(
                "UPDATE heads SET published = max(published, ?) WHERE service = ?",
                (published, self._service),
            )

    async def snapshot(self, seq: int, state: bytes) -> None:
        """Keep the state, drop the entries that it and the mark cover; an older state is not kept."""
        with self._connection:
            kept = self._connection.execute(
                "INSERT INTO snapshots SELECT service, ?2, ?3 FROM heads "
                "WHERE service = ?1 AND seq >= ?2 "
                "ON CONFLICT DO UPDATE SET seq = ?2, state = ?3 WHERE seq < ?2",
                (self._service, seq, state),
            )
            if kept.rowcount != 1:
                return
            self._connection.execute(
                "DELETE FROM entries WHERE service = ?1 AND seq <= min(?2, "
                "(SELECT published FROM heads WHERE service = ?1))",
                (self._service, seq),
            )

    async def history(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The entries that are still there."""
        rows = self._connection.execute(
            "SELECT seq, body FROM entries WHERE service = ? AND seq > ? ORDER BY seq",
            (self._service, after),
        )
        return rows.fetchall()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5, check_same_thread=False)  # made before its loop
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise sqlite3.DatabaseError(f"written by a newer scalehook, format {found}")
    connection.executescript(SCHEMA)
    if found == 1:
        connection.executescript(FROM_1)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    if (verdict := connection.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
        raise sqlite3.DatabaseError(verdict)
    return connection
