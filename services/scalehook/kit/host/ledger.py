"""A machine and its journal: what it did is appended, what it was is brought back."""

import asyncio
from dataclasses import dataclass, field

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.host.relay import Relay
from scalehook.kit.journal.journal import (
    EntryDamaged,
    Journal,
    JournalUnavailable,
    Loaded,
)
from scalehook.kit.logs import Log
from scalehook.kit.machine import codec
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.machine import Machine, Step

log = Log(__name__)
GIVE_WAY = 1000  # entries
READ_AGAIN = 3  # a writer that is being replaced may drop entries while they are read


@dataclass
class Ledger:
    """The journal's side of one machine. A snapshot is due after so many entries or bytes, and never
    costs more than what has been appended since the last one.
    """

    machine: Machine
    journal: Journal
    relay: Relay | None = None  # of a service that runs
    snapshot_entries: int = 50_000
    snapshot_bytes: int = 16 * 2**20
    unpublished: list[Entry] = field(default_factory=list)  # what may not have reached its readers

    def __post_init__(self) -> None:
        self._types = message_types(self.machine.service)
        self._snapshot_seq = self._snapshot_size = self._appended = 0

    async def append(self, steps: list[Step]) -> None:
        """Keep what these did; raises StaleWriter or JournalUnavailable, and has kept nothing then."""
        raw = [step.raw for step in steps]
        await self.journal.append(steps[0].entry.seq - 1, raw)
        self._appended += sum(map(len, raw))

    async def reload(self) -> None:
        """Snapshot and replay. JournalDamaged names what cannot be read."""
        for _ in range(READ_AGAIN):
            loaded = await self.journal.load()
            await self._replay(loaded)
            if self.machine.seq == loaded.seq:
                return
        raise EntryDamaged(self.machine.service.name, self.machine.seq + 1, "it is missing")

    def snapshot_is_due(self) -> bool:
        """Whether it is worth its while."""
        return (
            self.machine.seq - self._snapshot_seq >= self.snapshot_entries
            or self._appended >= max(self.snapshot_bytes, self._snapshot_size)
        )  # fmt: skip

    async def keep_snapshot(self) -> None:
        """Keep the machine as it is, unless nothing has happened since the last time."""
        seq = self.machine.seq
        if seq == self._snapshot_seq:
            return
        raw = snapshot.dump(self.machine)
        self._appended = 0  # also when there is no room for it: the next one is due later
        try:
            if self.relay is not None:
                await self.relay.pass_over(seq)
            await self.journal.snapshot(seq, raw)
        except JournalUnavailable as problem:  # the entries are there all the same
            log.warning("no snapshot", service=self.machine.service.name, problem=str(problem))
        else:
            self._snapshot_seq, self._snapshot_size = seq, len(raw)

    async def _replay(self, loaded: Loaded) -> None:
        self._restore(loaded)
        self.unpublished = []
        self._appended = 0
        async for seq, raw in self.journal.entries(min(loaded.published, loaded.snapshot_seq)):
            entry = self._read(seq, raw)
            if loaded.snapshot_seq < seq == self.machine.seq + 1:
                self._apply(entry)
                self._appended += len(raw)
            if seq > loaded.published and entry.outgoing:
                self.unpublished.append(entry)
            if seq % GIVE_WAY == 0:
                await asyncio.sleep(0)  # heartbeats and leases do not wait for a long history

    def _restore(self, loaded: Loaded) -> None:
        self.machine.reset()
        self._snapshot_seq, self._snapshot_size = loaded.snapshot_seq, len(loaded.snapshot or b"")
        if loaded.snapshot is None:
            return
        try:
            snapshot.restore(self.machine, loaded.snapshot, self._types)
        except (ValueError, LookupError, TypeError) as problem:
            raise EntryDamaged(self.machine.service.name, 0, repr(problem)) from problem

    def _read(self, seq: int, raw: bytes) -> Entry:
        try:
            return codec.load(seq, raw, self._types)
        except (ValueError, LookupError, TypeError, AttributeError) as problem:
            raise EntryDamaged(self.machine.service.name, seq, repr(problem)) from problem

    def _apply(self, entry: Entry) -> None:
        try:
            self.machine.replay(entry)
        except Exception as problem:  # of an applier, for an entry that does not fit
            raise EntryDamaged(self.machine.service.name, entry.seq, repr(problem)) from problem
