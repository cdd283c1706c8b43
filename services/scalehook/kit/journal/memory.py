"""Journals that live and die with the process."""

from collections.abc import Sequence

from scalehook.kit.journal.journal import Journal, Loaded, StaleWriter


class MemoryJournal:
    """One service's entries in a list."""

    def __init__(self) -> None:
        self._state = Loaded()

    async def load(self) -> Loaded:
        """A copy of what is there."""
        kept = self._state
        return Loaded(kept.seq, kept.published, kept.snapshot_seq, kept.snapshot, list(kept.entries))

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """All or nothing."""
        if self._state.seq != expected:
            raise StaleWriter(f"expected {expected}, found {self._state.seq}")
        self._state.entries += enumerate(entries, expected + 1)
        self._state.seq += len(entries)

    async def mark(self, published: int) -> None:
        """Never backwards."""
        self._state.published = max(self._state.published, published)

    async def snapshot(self, seq: int, state: bytes) -> None:
        """Keep the state, drop the entries that it and the mark cover; an older state is not kept."""
        if not self._state.snapshot_seq < seq <= self._state.seq:
            return
        self._state.snapshot_seq, self._state.snapshot = seq, state
        covered = min(seq, self._state.published)
        self._state.entries = [entry for entry in self._state.entries if entry[0] > covered]

    async def history(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The entries that are still there."""
        return [entry for entry in self._state.entries if entry[0] > after]


class MemoryJournals:
    """Journals by service; opening one again shows the same entries."""

    def __init__(self) -> None:
        self._journals: dict[str, MemoryJournal] = {}

    async def open(self, service: str) -> Journal:
        """The journal of a service."""
        return self._journals.setdefault(service, MemoryJournal())

    async def close(self) -> None:
        """Nothing to release."""
