"""Snapshots that are files: a folder beside the journal, `<service>-<seq>.snapshot` in it.

Which one counts says the journal. A file that it does not name is half written, or of the time before
the one that it names, which stays until the next one is begun: a copy that is made meanwhile, file by
file, has the one that its journal names.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

FOLDER_MODE, FILE_MODE = 0o700, 0o600  # keys of RAM users are in them


class SnapshotFiles:
    """The snapshots of all services of a journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, service: str, seq: int) -> Path:
        """The file of this snapshot."""
        return self.folder / f"{service}-{seq}.snapshot"

    def create(self, service: str, seq: int) -> int:
        """An empty file, open; one that was left half written makes room."""
        self.folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        path = self.path(service, seq)
        path.unlink(missing_ok=True)
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)

    def fill(self, file: BinaryIO, pieces: Iterable[bytes]) -> None:
        """Write the file; when this returns, a power cut does not take it away."""
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)  # its name too
        finally:
            os.close(folder)

    def remove_others(self, service: str, *seqs: int) -> None:
        """All of the service's but these."""
        for path, seq in self._of(service):
            if seq not in seqs:
                path.unlink(missing_ok=True)

    def set_aside(self, service: str, seq: int) -> None:
        """Rename the file, if it is there."""
        path, number = self.path(service, seq), 1
        while (aside := path.with_name(f"{path.name}.aside-{number}")).exists():
            number += 1
        if path.exists():
            path.rename(aside)

    def _of(self, service: str) -> Iterator[tuple[Path, int]]:
        for path in self.folder.glob(f"{service}-*.snapshot"):
            if found := re.fullmatch(rf"{service}-(\d+)\.snapshot", path.name):
                yield path, int(found[1])
