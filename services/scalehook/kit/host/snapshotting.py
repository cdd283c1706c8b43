"""When the next snapshot is due, and how it comes to the journal while the service goes on."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from scalehook.kit.host import snapshot
from scalehook.kit.host.blob import Blob
from scalehook.kit.host.child import Child, ChildFailed, can_fork
from scalehook.kit.host.relay import Relay
from scalehook.kit.journal.journal import Draft, FilingJournal, Journal, JournalUnavailable
from scalehook.kit.logs import Log
from scalehook.kit.machine.machine import Machine

log = Log(__name__)
SHARE = 0.5  # of the last one: entries of so many bytes take longer to handle than all of it to write


@dataclass
class Snapshots:
    """One machine's. One is due after so many entries or bytes, but not before half as much has been
    appended as the last one has: it costs no more than what has happened since. A child writes it: the
    service stands still only while that is made.
    """

    machine: Machine
    journal: Journal
    relay: Relay | None = None  # of a service that runs
    entries: int = 50_000
    bytes: int = 16 * 2**20
    appended: int = 0  # bytes since the last one
    _seq: int = 0  # of the last one, and its size
    _size: int = 0
    _writing: "asyncio.Task[None] | None" = field(default=None, repr=False)
    _aside: bool = True  # whether the next one is a child's: not after one that has failed

    def found(self, seq: int, size: int) -> None:
        """The journal has been read: this is its snapshot."""
        self._seq, self._size, self.appended = seq, size, 0

    def is_due(self) -> bool:
        """Whether `take` has anything to do."""
        if self._writing is not None:
            return self._writing.done()
        many = self.machine.seq - self._seq >= self.entries or self.appended >= self.bytes
        return many and self.appended >= self._size * SHARE

    @property
    def under_way(self) -> bool:
        """Whether one is being written, or has been and is not looked at yet."""
        return self._writing is not None

    async def take(self) -> None:
        """Begin to keep the machine as it is now; or learn what became of the last one."""
        if self._writing is not None:
            writing, self._writing = self._writing, None
            await writing
        elif not (self._aside and can_fork() and self._begin()):
            await self.keep()

    async def keep(self) -> None:
        """Keep the machine as it is now, unless nothing has happened since the last time."""
        seq = self.machine.seq
        if seq == self._seq:
            return
        raw = snapshot.dump(self.machine)
        self.appended = 0  # also when there is no room for it: the next one is due later
        with self._telling():
            await self._pass_over(seq)
            await self.journal.snapshot(seq, raw)
            self._seq, self._size, self._aside = seq, len(raw), True

    async def end(self, *, keep: bool) -> None:
        """The service stops: one that is being written is given up, for the machine as it is now."""
        if self._writing is not None:
            await asyncio.sleep(0)  # one that has not looked at its child yet would not end it
            self._writing.cancel()
            await asyncio.wait([self._writing])
            self._writing = None
        if keep:
            await self.keep()

    def _begin(self) -> bool:
        """Let a child write it; False when there is no room for one."""
        seq = self.machine.seq
        with self._telling():
            draft = self._draft(seq)
            try:
                child = Child(lambda: draft.write(snapshot.pieces(self.machine)), draft.fileno())
            except OSError:
                draft.discard()
                raise
            self.appended = 0
            self._writing = asyncio.create_task(self._finish(child, draft, seq), name="snapshot")
        return self._writing is not None

    async def _finish(self, child: Child, draft: Draft, seq: int) -> None:
        self._aside = False
        with self._telling():
            try:
                await child.done()
                size = os.fstat(draft.fileno()).st_size
                await self._pass_over(seq)
                await draft.keep()
            finally:
                draft.discard()
            self._seq, self._size, self._aside = seq, size, True

    def _draft(self, seq: int) -> Draft:
        journal = self.journal
        return journal.draft(seq) if isinstance(journal, FilingJournal) else Blob(journal, seq)

    async def _pass_over(self, seq: int) -> None:
        if self.relay is not None:
            await self.relay.pass_over(seq)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """One that fails is no loss: the entries are there all the same."""
        try:
            yield
        except (JournalUnavailable, ChildFailed, OSError) as problem:
            log.warning("no snapshot", service=self.machine.service.name, problem=str(problem))
