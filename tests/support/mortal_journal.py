"""A journal whose process is killed at one of its writes."""

from collections.abc import Sequence
from typing import Any, Literal

from scalehook.kit.journal.journal import Journal
from scalehook.kit.journal.memory import MemoryJournal

Moment = Literal["before the append", "after the append", "before the mark"]


class Killed(Exception):
    """The process is no more."""


class MortalJournal:
    """Its own store. Once `dies_at` is said, the process ends at that moment of what it writes next, and
    writes nothing more.
    """

    def __init__(self, inner: MemoryJournal) -> None:
        self.inner = inner
        self.dies_at: Moment | None = None
        self.dead = False

    def __getattr__(self, name: str) -> Any:
        if name.endswith("_now"):
            raise AttributeError(name)  # it has to be waited for
        return getattr(self.inner, name)

    async def open(self, service: str) -> Journal:
        return self

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        self._die_at("before the append")
        self.inner.append_now(expected, entries)
        self._die_at("after the append")

    async def mark(self, published: int) -> None:
        if self.dies_at == "before the mark":
            self.dead = True
        if not self.dead:
            self.inner.mark_now(published)

    async def snapshot(self, seq: int, state: bytes) -> None:
        if not self.dead:
            await self.inner.snapshot(seq, state)

    def _die_at(self, moment: Moment) -> None:
        if self.dead or self.dies_at == moment:
            self.dead = True
            raise Killed(moment)


class PromptMortalJournal(MortalJournal):
    """One that need not be waited for."""

    def append_now(self, expected: int, entries: Sequence[bytes]) -> None:
        self._die_at("before the append")
        self.inner.append_now(expected, entries)
        self._die_at("after the append")

    def mark_now(self, published: int) -> None:
        if self.dies_at == "before the mark":
            self.dead = True
        if not self.dead:
            self.inner.mark_now(published)
