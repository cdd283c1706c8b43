"""Messages that could not be handled: kept with their reason, listed, sent again."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that its reader failed on too often. `body` is its JSON."""

    letter_id: str
    service: str
    type: str
    reason: str
    at: datetime
    body: bytes
    correlation_id: str = ""
    caller: str = ""


class NotRevived(Exception):
    """The letter cannot be sent again, and stays; the message says why."""


class DeadLetters(Protocol):
    """Where dead letters lie until somebody sends them again."""

    def add(self, letter: DeadLetter) -> None:
        """Keep one; a second with the same id replaces the first."""

    def all(self) -> list[DeadLetter]:
        """Oldest first."""

    def remove(self, letter_id: str) -> None:
        """Forget one."""


@dataclass(eq=False, repr=False)
class MemoryDeadLetters:
    """Dead letters of a stack without a state directory."""

    letters: dict[str, DeadLetter] = field(default_factory=dict)

    def add(self, letter: DeadLetter) -> None:
        """Keep one, as the youngest."""
        self.remove(letter.letter_id)
        self.letters[letter.letter_id] = letter

    def all(self) -> list[DeadLetter]:
        """Oldest first."""
        return list(self.letters.values())

    def remove(self, letter_id: str) -> None:
        """Forget one."""
        self.letters.pop(letter_id, None)


def as_text(value: object) -> str:
    """Anything as text that can be kept and shown: what is no UTF-8 stands there as escapes."""
    if isinstance(value, bytes | bytearray):
        return value.decode("utf-8", "backslashreplace")
    try:
        text = str(value)
    except Exception as problem:  # of whatever class it is
        text = f"{type(value).__name__} ({type(problem).__name__})"
    return text.encode("utf-8", "backslashreplace").decode()
