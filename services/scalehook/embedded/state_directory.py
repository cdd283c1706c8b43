"""The directory in which an embedded stack keeps what must outlive it; one stack at a time."""

import fcntl
import os
import secrets
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import IO, Any

from scalehook.embedded.access import ACCESS_FILE, TOKEN_FILE, Access
from scalehook.embedded.json_file import JsonFileDamaged, read_object, write_object
from scalehook.gateway.settings import new_token
from scalehook.kit.clock.clock import Anchor, Clock
from scalehook.kit.journal.sqlite_file import repairing

OWNER_ONLY = 0o600
KEYS_FILE = "keys.json"
LAST_SECOND = 253_402_300_800  # of the year 9999


class StateDirectoryLocked(Exception):
    """Another stack uses the directory."""


class StateDirectoryDamaged(Exception):
    """The file `name` in the directory cannot be used; the message says what can be done."""

    def __init__(self, name: str, message: str) -> None:
        """`name` is relative to the directory."""
        super().__init__(message)
        self.name = name


@dataclass(frozen=True, slots=True)
class Keys:
    """The account's access key."""

    access_key_id: str
    access_key_secret: str


class StateDirectory:
    """Lock, keys, clock, journal and instance roots below one path; others cannot read them."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().resolve()
        if self.path.exists() and not self.path.is_dir():
            raise NotADirectoryError("it is no directory")
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
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
        stored = self._read(KEYS_FILE, "access_key_id", "access_key_secret")
        if stored is None:
            stored = {
                "access_key_id": "LTAI5t" + secrets.token_hex(9),
                "access_key_secret": secrets.token_hex(15),
            }
            write_object(self.path / KEYS_FILE, stored)
        keys = Keys(stored["access_key_id"], stored["access_key_secret"])
        if not all(map(_is_word, astuple(keys))):
            raise self._damaged(KEYS_FILE, "does not hold a key id and a secret")
        return keys

    def console_token(self, given: str = "") -> str:
        """What opens the console; generated at the first start, and kept: open pages go on. A given one
        is kept instead.
        """
        stored = self._read(TOKEN_FILE, "token")
        if stored is None or given:
            stored = {"token": given or new_token()}
            write_object(self.path / TOKEN_FILE, stored)
        if not _is_word(stored["token"]):
            raise self._damaged(TOKEN_FILE, "does not hold a token")
        return str(stored["token"])

    def keep_keys(self, keys: Keys) -> None:
        """It is this account's from now on."""
        write_object(self.path / KEYS_FILE, asdict(keys))

    def anchor(self) -> Anchor | None:
        """Where virtual time stood."""
        stored = self._read("clock.json", "real", "virtual")
        if stored is None:
            return None
        anchor = Anchor(stored["real"], stored["virtual"])
        if not (_is_time(anchor.real) and _is_time(anchor.virtual)):
            raise self._damaged("clock.json", "holds no Unix times; without it time goes on from now")
        return anchor

    def clock(self, speed: float = 1.0) -> Clock:
        """Virtual time, which goes on from where it stood."""
        anchor = self.anchor()
        try:
            clock = Clock(speed, anchor)
            clock.ahead(0)
        except ValueError as problem:
            if anchor is None:
                raise
            raise self._damaged("clock.json", f"cannot be gone on from: {problem}") from problem
        return clock

    def keep_anchor(self, anchor: Anchor) -> None:
        """Remember where virtual time stands."""
        content = {"real": anchor.real, "virtual": anchor.virtual}
        write_object(self.path / "clock.json", content)

    def keep_access(self, access: Access) -> None:
        """Keep in `endpoint.json` how other programs reach the stack."""
        write_object(self.path / ACCESS_FILE, asdict(access))

    def recognise(self, identity: str) -> None:
        """Raises StateDirectoryDamaged unless this journal is the one that the directory had before."""
        stored = self._read("journal.json", "identity")
        if stored is None:
            write_object(self.path / "journal.json", {"identity": identity})
        elif stored["identity"] != identity:
            raise StateDirectoryDamaged(
                "journal.json",
                f"{self.journal} was emptied or replaced: it is not the journal that belongs to the "
                "keys and the clock beside it. Put it back, or go on with what is there: "
                f"{repairing(self.path)}",
            )

    def set_aside(self, name: str) -> str:
        """Rename a file that cannot be used; its name from then on."""
        number = 1
        while (self.path / (aside := f"{name}.aside-{number}")).exists():
            number += 1
        (self.path / name).rename(self.path / aside)
        return aside

    def close(self) -> None:
        """Let another stack have it."""
        self._lock.close()

    def _take_lock(self) -> IO[str]:
        lock = os.fdopen(_owner_only(self.path / "lock"), "w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            lock.close()
            raise StateDirectoryLocked(
                f"{self.path} is in use by another stack: stop it, or give another --state"
            ) from problem
        return lock

    def _read(self, name: str, *keys: str) -> dict[str, Any] | None:
        try:
            return read_object(self.path / name, *keys)
        except JsonFileDamaged as problem:
            raise StateDirectoryDamaged(
                name, f"{problem}; {repairing(self.path)} sets it aside"
            ) from problem

    def _damaged(self, name: str, problem: str) -> StateDirectoryDamaged:
        return StateDirectoryDamaged(
            name, f"{self.path / name} {problem}; {repairing(self.path)} sets it aside"
        )


def _owner_only(path: Path) -> int:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, OWNER_ONLY)
    os.fchmod(handle, OWNER_ONLY)
    return handle


def _is_word(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isprintable() and value != ""


def _is_time(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= float(str(value)) < LAST_SECOND
