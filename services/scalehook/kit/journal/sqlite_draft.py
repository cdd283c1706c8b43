"""A snapshot of a SQLite journal while it is written."""

import os
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from scalehook.kit.journal.snapshot_files import SnapshotFiles


@dataclass(eq=False, repr=False)
class SqliteDraft:
    """Its file has its name from the beginning, and counts once the journal says so."""

    files: SnapshotFiles
    service: str
    seq: int
    standing: int  # the seq of the snapshot that counts so far
    take: Callable[[int], Awaitable[None]]  # makes the journal say so
    _kept: bool = False

    def __post_init__(self) -> None:
        self._file = os.fdopen(self.files.create(self.service, self.seq), "wb")

    def fileno(self) -> int:
        """The open file."""
        return self._file.fileno()

    def write(self, pieces: Iterable[bytes]) -> None:
        """All of it; files of earlier times make room first."""
        self.files.remove_others(self.service, self.standing, self.seq)
        self.files.fill(self._file, pieces)

    async def keep(self) -> None:
        """It counts from now on."""
        self._kept = True  # whatever comes of it: it is not to go while the journal may name it
        await self.take(self.seq)

    def discard(self) -> None:
        """Remove the file, unless it was kept."""
        self._file.close()
        if not self._kept:
            self.files.path(self.service, self.seq).unlink(missing_ok=True)
