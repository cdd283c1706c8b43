"""The journal as a host sees it: one service's entries, in order, appended by one writer."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a service starts from: the latest snapshot, and how far the entries after it go."""

    seq: int = 0
    published: int = 0
    snapshot_seq: int = 0
    snapshot: bytes | None = None


class StaleWriter(Exception):
    """Somebody else has appended: this writer's picture of the service is out of date."""


class JournalUnavailable(Exception):
    """The entries were not kept, and may be later: the disk is full, the file is locked, the database
    refuses.
    """


class EntryRefused(Exception):
    """The journal takes others, but never these entries: they are larger than it can keep."""


class JournalFailed(Exception):
    """The journal refuses for a reason that is none of the entries', and does not pass by waiting."""


class JournalDamaged(Exception):
    """The journal cannot be read; the message says where it is and what can be done."""


class EntryDamaged(JournalDamaged):
    """One entry (0: the snapshot) cannot be read, or does not fit to those before it."""

    def __init__(self, service: str, seq: int, problem: str) -> None:
        """Names the entry."""
        what = f"entry {seq}" if seq else "the snapshot"
        super().__init__(f"{what} in the journal of {service} cannot be used: {problem}")
        self.service, self.seq, self.problem = service, seq, problem


class Journal(Protocol):
    """One service's journal. Sequence numbers start at 1 and have no gaps."""

    async def load(self) -> Loaded:
        """The latest snapshot, the mark and the last sequence number."""

    def entries(self, after: int = 0) -> AsyncIterator[tuple[int, bytes]]:
        """The entries that are still there, in order, read as they are asked for."""

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """Entries `expected + 1 …` in one commit. StaleWriter unless the last one is `expected`;
        JournalUnavailable when there is no room for them now, EntryRefused when there never is.
        """

    async def mark(self, published: int) -> None:
        """Everything up to `published` is in its readers' hands."""

    async def snapshot(self, seq: int, state: bytes) -> None:
        """The service as it is after entry `seq`; entries before it that are published go. One that
        is older than the kept one, or of entries that are not there, changes nothing.
        """


@runtime_checkable
class PromptJournal(Journal, Protocol):
    """A journal that keeps entries without waiting for anybody: a file, or memory."""

    def append_now(self, expected: int, entries: Sequence[bytes]) -> None:
        """As `append`."""

    def mark_now(self, published: int) -> None:
        """As `mark`."""


class JournalStore(Protocol):
    """Opens journals: one SQLite file, one PostgreSQL database, or memory."""

    async def open(self, service: str) -> Journal:
        """The journal of a service, made when it is not there."""

    async def close(self) -> None:
        """Release files and connections."""
