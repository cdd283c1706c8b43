"""The journal as a host sees it: one service's entries, in order, appended by one writer."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a service starts from: the latest snapshot, and how far the entries after it go."""

    seq: int = 0
    published: int = 0
    snapshot_seq: int = 0
    snapshot: bytes | None = None
    snapshot_file: str = ""  # where it stands, if it has a file of its own: for messages


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a journal can begin with in place of nothing: the service after entry `seq`, and its last
    entries, as far as they may not have reached their readers.
    """

    seq: int
    state: bytes
    unpublished: tuple[bytes, ...] = ()

    @property
    def published(self) -> int:
        """Everything up to this entry has reached its readers."""
        return self.seq - len(self.unpublished)


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


class JournalInUse(JournalDamaged):
    """Nothing is wrong with it: somebody else has it, or the system does not let us have it now."""


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

    def blocks(self, after: int = 0) -> AsyncIterator[Sequence[tuple[int, bytes]]]:
        """The entries that are still there, in order, some at a time, read as they are asked for."""

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


async def entries_of(journal: Journal, after: int = 0) -> AsyncIterator[tuple[int, bytes]]:
    """The entries that are still there, in order."""
    async for block in journal.blocks(after):
        for entry in block:
            yield entry


@runtime_checkable
class PromptJournal(Journal, Protocol):
    """A journal that needs not be waited for: what is appended at once has no loop turn to lose."""

    def append_now(self, expected: int, entries: Sequence[bytes]) -> None:
        """What `append` does."""

    def mark_now(self, published: int) -> None:
        """What `mark` does."""


class Draft(Protocol):
    """A snapshot that is being written, by this process or a child of it."""

    def fileno(self) -> int:
        """The open file that it is written to."""

    def write(self, pieces: Iterable[bytes]) -> None:
        """All of it. Touches nothing but files."""

    async def keep(self) -> None:
        """It is written: do with it what `snapshot` does."""

    def discard(self) -> None:
        """It will not be needed."""


@runtime_checkable
class FilingJournal(Journal, Protocol):
    """A journal whose snapshots are files, which a child may write."""

    def draft(self, seq: int) -> Draft:
        """One of the state after entry `seq`, empty; JournalUnavailable when there is no room."""


class JournalStore(Protocol):
    """Opens journals: one SQLite file, one PostgreSQL database, or memory."""

    async def open(self, service: str) -> Journal:
        """The journal of a service, made when it is not there."""

    async def close(self) -> None:
        """Release files and connections."""


class ErasableStore(JournalStore, Protocol):
    """One whose journals can all be begun anew, by the only process that has it."""

    async def begin(self, beginnings: Mapping[str, Beginning]) -> None:
        """All at once: these journals begin so, every other one is as new. Those that are open are of no
        use any more.
        """
