"""The journal as a host sees it: one service's entries, in order, appended by one writer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(slots=True)
class Loaded:
    """What a service starts from: the latest snapshot and the entries after it."""

    seq: int = 0
    published: int = 0
    snapshot_seq: int = 0
    snapshot: bytes | None = None
    entries: list[tuple[int, bytes]] = field(default_factory=list)


class StaleWriter(Exception):
    """Somebody else has appended: this writer's picture of the service is out of date."""


class JournalUnavailable(Exception):
    """The entries were not kept, and may be later: the disk is full, the file is locked, the database
    refuses.
    """


class JournalDamaged(Exception):
    """The journal cannot be read; the message says where it lies and what can be done."""


class Journal(Protocol):
    """One service's journal. Sequence numbers start at 1 and have no gaps."""

    async def load(self) -> Loaded:
        """The latest snapshot and all entries that follow it or are unpublished."""

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """Entries `expected + 1 …` in one commit; StaleWriter unless the last one is `expected`,
        JournalUnavailable when none of them is kept.
        """

    async def mark(self, published: int) -> None:
        """Everything up to `published` is in its readers' hands."""

    async def snapshot(self, seq: int, state: bytes) -> None:
        """The service as it is after entry `seq`; entries before it that are published go. One that
        is older than the kept one, or of entries that are not there, changes nothing.
        """

    async def history(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The entries that are still there."""


class JournalStore(Protocol):
    """Opens journals: one SQLite file, one PostgreSQL database, or memory."""

    async def open(self, service: str) -> Journal:
        """The journal of a service, made when it is not there."""

    async def close(self) -> None:
        """Release files and connections."""
