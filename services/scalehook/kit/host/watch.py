"""Looks out for one event among those that a service records, while somebody waits for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from scalehook.kit.machine.machine import Step


@dataclass
class Watch:
    """By its name on the wire."""

    event: str
    happened: bool = False

    def see(self, steps: Iterable[Step]) -> None:
        """These have been kept."""
        recorded = (event for step in steps for event in step.entry.recorded)
        self.happened = self.happened or any(event.wire_name() == self.event for event in recorded)
