"""The directory in which an embedded stack keeps what must outlive it; one stack at a time."""

import fcntl
import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from scalehook.embedded.access import ACCESS_FILE, Access
from scalehook.kit.clock.clock import Anchor


class StateDirectoryLocked(Exception):
    """Another stack uses the directory."""


class StateDirectoryDamaged(Exception):
    """A file in the directory cannot be read."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The account's access key."""

    access_key_id: str
    access_key_secret: str


class StateDirectory:
    """Lock, keys, clock, journal and instance roots below one path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = self._take_lock()

    @property
    def journal(self) -> Path:
        """The SQLite file."""
        return self.path / "journal.db"

    @property
    def roots(self) -> Path:
        """The file systems of the simulated instances."""
        return self.path / "instances"

    def keys(self) -> Keys:
        """The stored key; generated at the first start."""
        stored = self._read("keys.json", "access_key_id", "access_key_secret")
        if stored is None:
            stored = {
                "access_key_id": "LTAI5t" + secrets.token_hex(9),
                "access_key_secret": secrets.token_hex(15),
            }
            self._write("keys.json", stored)
        return Keys(stored["access_key_id"], stored["access_key_secret"])

    def anchor(self) -> Anchor | None:
        """Where virtual time stood."""
        stored = self._read("clock.json", "real", "virtual")
        return None if stored is None else Anchor(stored["real"], stored["virtual"])

    def keep_anchor(self, anchor: Anchor) -> None:
        """Remember where virtual time stands."""
        self._write("clock.json", {"real": anchor.real, "virtual": anchor.virtual})

    def keep_access(self, access: Access) -> None:
        """Tell other programs how to reach the stack: `endpoint.json`."""
        self._write(ACCESS_FILE, asdict(access))

    def close(self) -> None:
        """Let another stack have it."""
        self._lock.close()

    def _take_lock(self) -> IO[str]:
        lock = (self.path / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            lock.close()
            raise StateDirectoryLocked(
                f"{self.path} is in use by another stack: stop it, or give another --state"
            ) from problem
        return lock

    def _read(self, name: str, *keys: str) -> dict[str, Any] | None:
        file = self.path / name
        try:
            content = json.loads(file.read_text())
        except FileNotFoundError:
            return None
        except (ValueError, OSError) as problem:
            raise StateDirectoryDamaged(f"{file} cannot be read: {problem}") from problem
        if not isinstance(content, dict) or not content.keys() >= set(keys):
            raise StateDirectoryDamaged(f"{file} does not hold a JSON object with {', '.join(keys)}")
        return content

    def _write(self, name: str, content: dict[str, Any]) -> None:
        handle, temporary = tempfile.mkstemp(dir=self.path, prefix=name)
        with os.fdopen(handle, "w") as file:
            json.dump(content, file)
        Path(temporary).replace(self.path / name)
