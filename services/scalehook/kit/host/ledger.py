"""A machine and its journal: what it did is appended, what it was is brought back."""

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.host.collecting import no_collecting
from scalehook.kit.host.relay import Relay
from scalehook.kit.host.snapshotting import Snapshots
from scalehook.kit.journal.journal import (
    EntryDamaged,
    EntryRefused,
    Journal,
    JournalDamaged,
    JournalFailed,
    JournalUnavailable,
    Loaded,
    PromptJournal,
    StaleWriter,
)
from scalehook.kit.machine import codec
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.machine import Machine, Step
from scalehook.kit.machine.replaying import replay

READ_AGAIN = 3  # a writer that is being replaced may drop entries while they are read


@dataclass
class Ledger:
    """The journal's side of one machine."""

    machine: Machine
    journal: Journal
    relay: Relay | None = None  # of a service that runs

    def __post_init__(self) -> None:
        self._types = message_types(self.machine.service)
        self._unpublished: deque[tuple[int, bytes]] = deque()
        self.snapshots = Snapshots(self.machine, self.journal, self.relay)
        if isinstance(self.journal, PromptJournal):
            self._append_now = self.journal.append_now

    async def append(self, steps: list[Step]) -> None:
        """Keep what these did. Raises StaleWriter, JournalUnavailable, EntryRefused or JournalFailed:
        it has kept nothing then.
        """
        raw = [step.raw for step in steps]
        try:
            await self.journal.append(steps[0].entry.seq - 1, raw)
        except Exception as problem:
            raise _of_the_journal(problem) from problem
        self.snapshots.appended += sum(map(len, raw))

    def append_now(self, steps: list[Step]) -> None:
        """The same, for a journal that needs not be waited for."""
        raw = [step.raw for step in steps]
        try:
            self._append_now(steps[0].entry.seq - 1, raw)
        except Exception as problem:
            raise _of_the_journal(problem) from problem
        self.snapshots.appended += sum(map(len, raw))

    async def reload(self) -> None:
        """Snapshot and replay. JournalDamaged names what cannot be read."""
        for _ in range(READ_AGAIN):
            loaded = await self.journal.load()
            with no_collecting():
                await self._replay(loaded)
            if self.machine.seq == loaded.seq:
                return
        raise EntryDamaged(self.machine.service.name, self.machine.seq + 1, "it is missing")

    def take_unpublished(self) -> Iterator[Entry]:
        """What `reload` has found that may not have reached its readers; once."""
        while self._unpublished:
            yield self._read(*self._unpublished.popleft())

    async def _replay(self, loaded: Loaded) -> None:
        self._restore(loaded)
        self._unpublished.clear()
        async for rows in self.journal.blocks(min(loaded.published, loaded.snapshot_seq)):
            self._apply(_behind(loaded.snapshot_seq, rows))
            self._unpublished += (  # as bytes: there may be many
                (seq, raw)
                for seq, raw in _behind(loaded.published, rows)
                if self._read(seq, raw).outgoing
            )
            await asyncio.sleep(0)  # heartbeats and leases do not wait for a long history
        if (played := self.machine.service.played) is not None:
            played(self.machine.state)

    def _restore(self, loaded: Loaded) -> None:
        self.machine.reset()
        self.snapshots.found(loaded.snapshot_seq, len(loaded.snapshot or b""))
        if loaded.snapshot is None:
            return
        try:
            snapshot.restore(self.machine, loaded.snapshot, self._types)
        except (ValueError, LookupError, TypeError) as problem:
            told = f"{loaded.snapshot_file} {problem!r}".strip()
            raise EntryDamaged(self.machine.service.name, 0, told) from problem

    def _read(self, seq: int, raw: bytes) -> Entry:
        try:
            return codec.load(seq, raw, self._types)
        except (ValueError, LookupError, TypeError, AttributeError) as problem:
            raise EntryDamaged(self.machine.service.name, seq, repr(problem)) from problem

    def _apply(self, rows: Sequence[tuple[int, bytes]]) -> None:
        before = self.machine.seq
        try:
            replay(self.machine, rows, self._types)
        except Exception as problem:  # of an applier, too, for an entry that does not fit
            seq = self.machine.seq + 1
            raise EntryDamaged(self.machine.service.name, seq, repr(problem)) from problem
        played = islice(rows, self.machine.seq - before)
        self.snapshots.appended += sum(map(len, map(itemgetter(1), played)))


def _behind(seq: int, rows: Sequence[tuple[int, bytes]]) -> Sequence[tuple[int, bytes]]:
    """Those that came later, as most blocks do, or none."""
    if rows[0][0] > seq:
        return rows
    return [row for row in rows if row[0] > seq] if rows[-1][0] > seq else []


def _of_the_journal(problem: Exception) -> Exception:
    """What the journal says; what it does not know by name is none of the entries' fault."""
    if isinstance(problem, StaleWriter | JournalUnavailable | EntryRefused | JournalDamaged):
        return problem
    return JournalFailed(f"the journal refuses: {problem}")
