"""What a service has kept: its journal in memory, a snapshot now and then, and what is unpublished."""

from dataclasses import dataclass, field

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.replaying import replay


@dataclass
class Ledger:
    """With `every`, a snapshot is taken behind so many entries, and a start begins there."""

    machine: Machine
    every: int = 0
    entries: list[bytes] = field(default_factory=list)
    size: int = 0  # bytes
    unpublished: dict[int, Entry] = field(default_factory=dict)
    _snapshot: tuple[int, bytes] | None = None

    def keep(self, entry: Entry, raw: bytes) -> None:
        """It is in the journal; nobody else knows of it yet."""
        self.entries.append(raw)
        self.size += len(raw)
        self.unpublished[entry.seq] = entry
        if self.every and entry.seq % self.every == 0:
            self._snapshot = entry.seq, snapshot.dump(self.machine)

    def published(self, seq: int) -> None:
        """All of it is on its way."""
        self.unpublished.pop(seq, None)

    def restore(self) -> None:
        """The machine is what the journal says."""
        types, begin = message_types(self.machine.service), 0
        self.machine.reset()
        if self._snapshot is not None:
            begin, raw = self._snapshot
            snapshot.restore(self.machine, raw, types)
        replay(self.machine, enumerate(self.entries[begin:], begin + 1), types)
