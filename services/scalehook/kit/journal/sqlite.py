"""Journals in one SQLite file (WAL), called inline: a commit costs tens of microseconds.

`synchronous=NORMAL`: what is committed survives the death of the process, `kill -9` included; a
power cut may take the last moments with it.
"""

import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence

from scalehook.kit.journal.journal import Journal, Loaded, StaleWriter
from scalehook.kit.journal.sqlite_file import (
    ENTRIES,
    entries_of,
    transaction,
    writing,
)

AT_A_TIME = 500  # entries that are in memory while they are read


class SqliteJournals:
    """The journals of all services, in a file that `connect` has opened."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def open(self, service: str) -> Journal:
        """The journal of a service."""
        return self.journal(service)

    def journal(self, service: str) -> "SqliteJournal":
        """The same, at once."""
        table = entries_of(service)
        self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} {ENTRIES}")
        self._connection.execute("INSERT OR IGNORE INTO heads (service) VALUES (?)", (service,))
        return SqliteJournal(self._connection, service, table)

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()


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
        """The snapshot, the mark and the last entry."""
        with writing():
            published, snapshot_seq, snapshot = self._connection.execute(
                "SELECT published, coalesce(seq, 0), state "
                "FROM heads LEFT JOIN snapshots USING (service) WHERE service = ?",
                (self._service,),
            ).fetchone()
            return Loaded(self._last_seq(), published, snapshot_seq, snapshot)

    async def entries(self, after: int = 0) -> AsyncIterator[tuple[int, bytes]]:
        """Some at a time."""
        statement = f"SELECT seq, body FROM {self._table} WHERE seq > ? ORDER BY seq LIMIT {AT_A_TIME}"
        while True:
            with writing():
                rows = self._connection.execute(statement, (after,)).fetchall()
            for row in rows:
                yield row
            if not rows:
                return
            after = rows[-1][0]

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """All or nothing."""
        self.append_now(expected, entries)

    async def mark(self, published: int) -> None:
        """Never backwards."""
        self.mark_now(published)

    def append_now(self, expected: int, entries: Sequence[bytes]) -> None:
        """All or nothing, and only by the writer who knows the last entry."""
        with writing(), transaction(self._connection):
            if self._last_seq() != expected:
                raise StaleWriter(f"{self._service}: entry {expected} is not the last one")
            self._connection.executemany(self._insert, enumerate(entries, expected + 1))

    def mark_now(self, published: int) -> None:
        """Never backwards."""
        with writing():
            self._connection.execute(
                "UPDATE heads SET published = max(published, ?) WHERE service = ?",
                (published, self._service),
            )

    async def snapshot(self, seq: int, state: bytes) -> None:
        """Keep the state, drop the entries that it and the mark cover; an older state is not kept."""
        with writing(), transaction(self._connection):
            if seq > self._last_seq():
                return
            kept = self._connection.execute(
                "INSERT INTO snapshots VALUES (?1, ?2, ?3) "
                "ON CONFLICT DO UPDATE SET seq = ?2, state = ?3 WHERE seq < ?2",
                (self._service, seq, state),
            )
            if kept.rowcount == 1:
                self._drop(seq)

    def set_aside(self, seq: int, reason: str, blank: Callable[[int], bytes]) -> None:
        """Put a blank entry in the place of this one (0: forget the snapshot); what was there is kept
        in the table `set_aside`. `blank` makes one of a sequence number.
        """
        source = f"{self._table} WHERE seq = ?" if seq else "snapshots WHERE service = ?"
        column, key = ("body", seq) if seq else ("state", self._service)
        with writing(), transaction(self._connection):
            self._connection.execute(
                f"INSERT INTO set_aside SELECT ?, ?, {column}, ? FROM {source}",
                (self._service, seq, reason, key),
            )
            if seq:  # it may be missing
                self._connection.execute(
                    f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?)", (seq, blank(seq))
                )
            else:
                self._fill_up(blank)

    def _fill_up(self, blank: Callable[[int], bytes]) -> None:
        """Without its snapshot a journal begins with its first entry: blank ones for those that were
        dropped.
        """
        [dropped] = self._connection.execute(
            "SELECT dropped FROM heads WHERE service = ?", (self._service,)
        ).fetchone()
        self._connection.execute("DELETE FROM snapshots WHERE service = ?", (self._service,))
        rows = ((seq, blank(seq)) for seq in range(1, dropped + 1))
        self._connection.executemany(self._insert, rows)
        self._connection.execute("UPDATE heads SET dropped = 0 WHERE service = ?", (self._service,))

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
