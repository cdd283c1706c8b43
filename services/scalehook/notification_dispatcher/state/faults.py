"""A fault that is there on purpose."""

from dataclasses import dataclass, field

from scalehook_contracts.notification_dispatcher.faults import NotificationFault


@dataclass
class Fault:
    """So many waits have come that it fits, and so many of them were struck; these are held back."""

    spec: NotificationFault
    seen: int = 0
    fired: int = 0
    held: list[str] = field(default_factory=list)

    def let_go(self, token: str) -> None:
        """One is held back no more, if it was."""
        if token in self.held:
            self.held.remove(token)
