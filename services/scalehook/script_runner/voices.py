"""What scripts that run in this process have printed so far."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from scalehook.script_runner.executors.job import OUTPUT_BYTES


@dataclass
class Voice:
    """The end of what one has printed, up to so many bytes, and how much of it is lost. `silent` when it
    has ended.
    """

    most: int = OUTPUT_BYTES
    tail: bytes = b""
    dropped: int = 0
    is_new: bool = False
    silent: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, chunk: bytes) -> None:
        """It has printed this."""
        whole = self.tail + chunk[-self.most :]
        self.dropped += max(0, len(chunk) - self.most) + max(0, len(whole) - self.most)
        self.tail = whole[-self.most :]
        self.is_new = True


_VOICES: dict[Path, Voice] = {}  # by the file that a script's record is kept in


def raised(record: Path) -> Voice:
    """The voice of a script that begins."""
    return _VOICES.setdefault(record, Voice())


def lowered(record: Path) -> None:
    """It has ended, or was ended; who waits for that goes on."""
    voice = _VOICES.pop(record, None)
    if voice is not None:
        voice.silent.set()


def heard(record: Path) -> Voice | None:
    """The voice of a script that runs."""
    return _VOICES.get(record)
