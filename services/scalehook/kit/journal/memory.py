"""Journals that live and die with the process."""

from collections.abc import AsyncIterator, Mapping, Sequence

from scalehook.kit.journal.journal import Beginning, Journal, Loaded, StaleWriter

AT_A_TIME = 500  # entries


class MemoryJournal:
    """One service's entries in a list."""

    def __init__(self, begun: Beginning | None = None) -> None:
        begun = begun or Beginning(0, b"")
        self._seq = self._snapshot_seq = begun.seq
        self._published = begun.published
        self._snapshot = begun.state or None
        self._entries = list(enumerate(begun.unpublished, begun.published + 1))

    async def load(self) -> Loaded:
        """What is there."""
        return Loaded(self._seq, self._published, self._snapshot_seq, self._snapshot)

    async def blocks(self, after: int = 0) -> AsyncIterator[Sequence[tuple[int, bytes]]]:
        """As they are at this moment."""
        there = [entry for entry in self._entries if entry[0] > after]
        for begin in range(0, len(there), AT_A_TIME):
            yield there[begin : begin + AT_A_TIME]

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """All or nothing."""
        self.append_now(expected, entries)

    async def mark(self, published: int) -> None:
        """Never backwards."""
        self.mark_now(published)

    def append_now(self, expected: int, entries: Sequence[bytes]) -> None:
        """All or nothing."""
        if self._seq != expected:
            raise StaleWriter(f"expected {expected}, found {self._seq}")
        self._entries += enumerate(entries, expected + 1)
        self._seq += len(entries)

    def mark_now(self, published: int) -> None:
        """Never backwards."""
        self._published = max(self._published, published)

    async def snapshot(self, seq: int, state: bytes) -> None:
        """Keep the state, drop the entries that it and the mark cover; an older state is not kept."""
        if not self._snapshot_seq < seq <= self._seq:
            return
        self._snapshot_seq, self._snapshot = seq, state
        covered = min(seq, self._published)
        self._entries = [entry for entry in self._entries if entry[0] > covered]


class MemoryJournals:
    """Journals by service; opening one again shows the same entries."""

    def __init__(self) -> None:
        self._journals: dict[str, MemoryJournal] = {}

    async def open(self, service: str) -> Journal:
        """The journal of a service."""
        return self._journals.setdefault(service, MemoryJournal())

    async def begin(self, beginnings: Mapping[str, Beginning]) -> None:
        """Forget all, but for what these begin with."""
        self._journals = {service: MemoryJournal(begun) for service, begun in beginnings.items()}

    async def close(self) -> None:
        """Nothing to release."""
