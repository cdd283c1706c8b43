"""A stack as it was at an instant, to go back to or to go on from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
