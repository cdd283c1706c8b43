"""A stack as it was at an instant, to go back to or to go on from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.journal.journal import Beginning


@dataclass(frozen=True, slots=True)
class Picture:
    """Where virtual time stood (Unix seconds), what each service knew that has a past, and what was
    given up. What scripts have written to the disks of instances is not in it.
    """

    at: float
    services: Mapping[str, Beginning] = field(default_factory=dict)
    letters: tuple[DeadLetter, ...] = ()


class Restorable(Protocol):
    """What can be as it was at another time."""

    async def snapshot(self) -> Picture:
        """All as it is."""

    async def restore(self, picture: Picture) -> None:
        """All as it was."""
