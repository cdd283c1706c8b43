"""How to reach a stack: what `scalehook up` leaves in its state directory for other programs."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

ACCESS_FILE = "endpoint.json"
TOKEN_FILE = "console.json"  # noqa: S105 - the name of a file


class NoAccess(Exception):
    """The directory does not say how to reach a stack."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where a stack listens, and as whom to call it."""

    endpoint: str
    access_key_id: str
    access_key_secret: str
    region: str
    account_id: str

    @staticmethod
    def console_token(folder: Path) -> str:
        """What opens the console of that stack."""
        file = folder / TOKEN_FILE
        try:
            return str(json.loads(file.read_text())["token"])
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise NoAccess(f"{file} does not say what opens the console: {problem!r}") from problem

    @classmethod
    def read(cls, folder: Path) -> "Access":
        """That of the stack which runs on this state directory, or was the last to do so."""
        file = folder / ACCESS_FILE
        try:
            stored = json.loads(file.read_text())
            return cls(**{field.name: str(stored[field.name]) for field in fields(cls)})
        except FileNotFoundError as problem:
            raise NoAccess(f"no stack has run on the state directory {folder}") from problem
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise NoAccess(f"{file} does not say how to reach a stack: {problem!r}") from problem
