"""Looks out for one event among those that a service records, while somebody waits for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from scalehook.kit.machine.machine import Step


@dataclass
class Watch:
    """By its name on the wire; for nothing when that is empty."""

    event: str = ""
    _seen: bool = False

    def happened(self, event: str) -> bool:
        """Whether it has, since it was asked for first."""
        if event != self.event:
            self.event, self._seen = event, False
        return self._seen

    def see(self, steps: Iterable[Step]) -> None:
        """These have been kept."""
        recorded = (event for step in steps for event in step.entry.recorded)
        self._seen = self._seen or any(event.wire_name() == self.event for event in recorded)
