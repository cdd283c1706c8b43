"""Journals in one SQLite file (WAL), called inline: a commit costs some microseconds.

`synchronous=NORMAL`: what is committed survives the death of the process, `kill -9` included; a
power cut may take the last moments with it.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

from scalehook.kit.journal.journal import Beginning, EntryDamaged, Journal, Loaded, StaleWriter
from scalehook.kit.journal.snapshot_files import SnapshotFiles
from scalehook.kit.journal.sqlite_beginning import begin_anew
from scalehook.kit.journal.sqlite_draft import SqliteDraft
from scalehook.kit.journal.sqlite_file import (
    ENTRIES,
    REFUSALS,
    entries_of,
    folder_beside,
    refusal,
    transaction,
    writing,
)

BLOCK_BYTES, BLOCK_ENTRIES = 2**20, 500  # read, or removed, at a time
FEW = 16  # entries of a commit
SMALL = 2**16  # bytes of a snapshot that stands in the table
IN_A_FILE = b""


class SqliteJournals:
    """The journals of all services, in a file that `connect` has opened."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._files = SnapshotFiles(folder_beside(connection))
        self._journals: dict[str, SqliteJournal] = {}

    async def open(self, service: str) -> Journal:
        """The journal of a service."""
        return self.journal(service)

    def journal(self, service: str) -> "SqliteJournal":
        """The same, at once."""
        if service not in self._journals:
            table = entries_of(service)
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} {ENTRIES}")
            self._connection.execute("INSERT OR IGNORE INTO heads (service) VALUES (?)", (service,))
            self._journals[service] = SqliteJournal(self._connection, service, table, self._files)
        return self._journals[service]

    async def begin(self, beginnings: Mapping[str, Beginning]) -> None:
        """In one transaction; what was set aside stays."""
        with writing():
            for service in beginnings:
                self.journal(service)  # its table is there
        for service in begin_anew(self._connection, beginnings):
            self._files.remove_others(service)
        self._journals.clear()

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()


class SqliteJournal:
    """One service's rows. The last entry is the table's, or the last one that was dropped; nobody else
    can append, so it is known without asking.
    """

    def __init__(
        self, connection: sqlite3.Connection, service: str, table: str, files: SnapshotFiles
    ) -> None:
        self._connection = connection
        self._service = service
        self._table = table
        self._files = files
        self._inserts = [f"INSERT INTO {table} VALUES (?, ?){', (?, ?)' * more}" for more in range(FEW)]
        self._seq = self._published = self._dropped = self._snapshot_seq = 0
        self._look()

    async def load(self) -> Loaded:
        """The snapshot, the mark and the last entry."""
        with writing():
            self._look()
            row = self._connection.execute(
                "SELECT state FROM snapshots WHERE service = ?", (self._service,)
            ).fetchone()
        state = row[0] if row else None
        if state != IN_A_FILE:
            return Loaded(self._seq, self._published, self._snapshot_seq, state)
        path = self._files.path(self._service, self._snapshot_seq)
        return Loaded(self._seq, self._published, self._snapshot_seq, self._read(path), str(path))

    async def blocks(self, after: int = 0) -> AsyncIterator[Sequence[tuple[int, bytes]]]:
        """As many bytes at a time as a block may have."""
        after = max(after, self._dropped)
        while rows := self._block("seq, body", after, len):
            yield rows
            after = rows[-1][0]

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """At once."""
        self.append_now(expected, entries)

    async def mark(self, published: int) -> None:
        """At once."""
        self.mark_now(published)

    def append_now(self, expected: int, entries: Sequence[bytes]) -> None:
        """All or nothing, and only by the writer who knows the last entry."""
        if expected != self._seq:
            raise StaleWriter(f"{self._service}: entry {expected} is not the last one")
        try:
            self._insert(expected + 1, entries)
        except REFUSALS as problem:
            raise refusal(problem) from problem
        self._seq += len(entries)

    def mark_now(self, published: int) -> None:
        """Never backwards."""
        if published <= self._published:
            return
        try:  # in each turn: `writing` would make an object for it
            self._connection.execute(
                "UPDATE heads SET published = ? WHERE service = ?", (published, self._service)
            )
        except REFUSALS as problem:
            raise refusal(problem) from problem
        self._published = published

    async def snapshot(self, seq: int, state: bytes) -> None:
        """Keep the state, drop the entries that it and the mark cover; an older state is not kept."""
        if not self._snapshot_seq < seq <= self._seq:
            return
        if len(state) <= SMALL:
            with writing():
                self._files.remove_others(self._service, self._snapshot_seq)
            await self._keep(seq, state)
            return
        draft = self.draft(seq)
        try:
            with writing():
                draft.write([state])
            await draft.keep()
        finally:
            draft.discard()

    def draft(self, seq: int) -> SqliteDraft:
        """A snapshot that is to be a file."""
        if not self._snapshot_seq < seq <= self._seq:
            raise StaleWriter(f"{self._service}: a snapshot of entry {seq} is of no use")
        with writing():
            return SqliteDraft(self._files, self._service, seq, self._snapshot_seq, self._keep)

    async def _keep(self, seq: int, state: bytes = IN_A_FILE) -> None:
        """The state after `seq` counts from now on."""
        with writing(), transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)", (self._service, seq, state)
            )
            self._connection.execute(
                "UPDATE heads SET dropped = max(dropped, min(?, published)) WHERE service = ?",
                (seq, self._service),
            )
        self._look()
        await self._drop()

    def set_aside(self, seq: int, reason: str, blank: Callable[[int], bytes]) -> None:
        """Put a blank entry in the place of this one (0: forget the snapshot); what was there is kept
        in the table `set_aside`, a file under another name. `blank` makes one of a sequence number.
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
                self._files.set_aside(self._service, self._snapshot_seq)
                self._fill_up(blank)

    def _insert(self, first: int, entries: Sequence[bytes]) -> None:
        """A statement is a transaction by itself: few are one, which is a quarter quicker than many."""
        count, rows = len(entries), enumerate(entries, first)
        if count == 1:
            self._connection.execute(self._inserts[0], (first, entries[0]))
        elif count <= FEW:
            self._connection.execute(self._inserts[count - 1], [*chain.from_iterable(rows)])
        else:
            with transaction(self._connection):
                self._connection.executemany(self._inserts[0], rows)

    def _fill_up(self, blank: Callable[[int], bytes]) -> None:
        """Without its snapshot a journal begins with its first entry: blank ones for those that were
        dropped, and are not there any more.
        """
        self._connection.execute("DELETE FROM snapshots WHERE service = ?", (self._service,))
        rows = ((seq, blank(seq)) for seq in range(1, self._dropped + 1))
        self._connection.executemany(f"INSERT OR IGNORE INTO {self._table} VALUES (?, ?)", rows)
        self._connection.execute("UPDATE heads SET dropped = 0 WHERE service = ?", (self._service,))

    def _look(self) -> None:
        """Read where the journal stands."""
        self._published, self._dropped, self._snapshot_seq, last = self._connection.execute(
            f"SELECT published, dropped, coalesce(seq, 0), (SELECT max(seq) FROM {self._table}) "
            "FROM heads LEFT JOIN snapshots USING (service) WHERE service = ?",
            (self._service,),
        ).fetchone()
        self._seq = self._dropped if last is None else last

    def _read(self, path: Path) -> bytes:
        try:
            state = path.read_bytes()
        except OSError as problem:
            raise EntryDamaged(self._service, 0, f"{path}: {problem.strerror}") from problem
        if not state or state.startswith(b"{"):
            raise EntryDamaged(self._service, 0, f"{path} has no checksum")
        return state

    async def _drop(self) -> None:
        """Remove what is dropped, with breaks in between."""
        while rows := self._block("seq, length(body)", 0, int):
            last = min(rows[-1][0], self._dropped)
            if rows[0][0] > last:
                return
            with writing():
                self._connection.execute(f"DELETE FROM {self._table} WHERE seq <= ?", (last,))
            await asyncio.sleep(0)

    def _block(self, columns: str, after: int, size: Callable[[Any], int]) -> list[tuple[int, Any]]:
        """The next rows; no more than fit into a block. `size` tells that of an entry."""
        rows: list[tuple[int, Any]] = []
        keep, room = rows.append, BLOCK_BYTES
        statement = f"SELECT {columns} FROM {self._table} WHERE seq > ? ORDER BY seq LIMIT ?"
        with writing(), closing(self._connection.execute(statement, (after, BLOCK_ENTRIES))) as found:
            for row in found:
                keep(row)
                if (room := room - size(row[1])) <= 0:
                    break
        return rows
