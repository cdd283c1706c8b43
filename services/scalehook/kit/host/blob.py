"""A snapshot for a journal that takes it as bytes, while it is written."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from scalehook.kit.journal.journal import Journal


def _nameless() -> BinaryIO:
    return tempfile.TemporaryFile(buffering=0)


@dataclass
class Blob:
    """A file without a name, read once it is written."""

    journal: Journal
    seq: int
    _file: BinaryIO = field(default_factory=_nameless)

    def fileno(self) -> int:
        """The open file."""
        return self._file.fileno()

    def write(self, pieces: Iterable[bytes]) -> None:
        """All of it."""
        self._file.writelines(pieces)

    async def keep(self) -> None:
        """Give it to the journal."""
        self._file.seek(0)
        await self.journal.snapshot(self.seq, self._file.read())

    def discard(self) -> None:
        """The file goes by itself."""
        self._file.close()
