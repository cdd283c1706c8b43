"""Brings a machine back from its journal."""

from collections.abc import Mapping
from dataclasses import dataclass

from scalehook.kit.host import snapshot
from scalehook.kit.journal.journal import Journal, JournalDamaged
from scalehook.kit.machine import entry as entries
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.machine import Machine
from scalehook_contracts.base import Message


@dataclass(frozen=True)
class Restored:
    """What the journal told beyond the state."""

    snapshot_seq: int
    unpublished: list[Entry]  # whose messages may not have reached their readers


async def restore(machine: Machine, journal: Journal, types: Mapping[str, type[Message]]) -> Restored:
    """Snapshot and replay; JournalDamaged when the journal cannot be read or has gaps."""
    name = machine.service.name
    loaded = await journal.load()
    try:
        if loaded.snapshot is not None:
            snapshot.restore(machine, loaded.snapshot, types)
        else:
            machine.reset()
        kept = [entries.load(seq, body, types) for seq, body in loaded.entries]
    except (ValueError, KeyError, TypeError) as problem:
        raise JournalDamaged(f"the journal of {name} cannot be read: {problem!r}") from problem
    for entry in kept:
        if entry.seq > loaded.snapshot_seq:
            machine.replay(entry)
    if machine.seq != loaded.seq:
        raise JournalDamaged(f"the journal of {name} has gaps: {machine.seq} of {loaded.seq}")
    unpublished = [entry for entry in kept if entry.seq > loaded.published and entry.outgoing]
    return Restored(loaded.snapshot_seq, unpublished)
