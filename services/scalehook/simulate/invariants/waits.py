"""Every wait ends exactly once, and inside of its limits."""

from dataclasses import dataclass, field

from scalehook.kit.machine.entry import Entry
from scalehook_contracts.scaling_controller.actions import (
    LifecycleActionEnded,
    LifecycleActionExtended,
    LifecycleActionStarted,
)

MOST_EXTENSIONS, LONGEST_SECONDS, ROUNDING = 20, 21_600, 0.001


@dataclass
class Waits:
    """Looks at each entry; `found` has what was wrong."""

    found: list[str] = field(default_factory=list)
    _started: dict[str, float] = field(default_factory=dict)
    _ended: set[str] = field(default_factory=set)
    _extensions: dict[str, int] = field(default_factory=dict)

    def see(self, service: str, entry: Entry) -> None:
        """One entry more."""
        for event in entry.recorded:
            match event:
                case LifecycleActionStarted():
                    self._start(event)
                case LifecycleActionExtended():
                    self._extend(event)
                case LifecycleActionEnded():
                    self._end(event)

    def at_the_end(self) -> list[str]:
        """What is wrong once all is at rest."""
        open_still = [token for token in self._started if token not in self._ended]
        return [*self.found, *(f"the wait {token} has never ended" for token in open_still)]

    def _start(self, event: LifecycleActionStarted) -> None:
        token = event.lifecycle_action_token
        if token in self._started:
            self.found.append(f"the wait {token} has begun twice")
        self._started[token] = event.started_at

    def _extend(self, event: LifecycleActionExtended) -> None:
        token = event.lifecycle_action_token
        self._extensions[token] = count = self._extensions.get(token, 0) + 1
        if token in self._ended or token not in self._started:
            self.found.append(f"the wait {token} was extended though it does not wait")
        elif count > MOST_EXTENSIONS:
            self.found.append(f"the wait {token} was extended {count} times")
        elif event.deadline > self._started[token] + LONGEST_SECONDS + ROUNDING:
            self.found.append(f"the wait {token} may last for more than six hours")

    def _end(self, event: LifecycleActionEnded) -> None:
        token = event.lifecycle_action_token
        if token not in self._started:
            self.found.append(f"the wait {token} has ended and never begun")
        elif token in self._ended:
            self.found.append(f"the wait {token} has ended twice")
        self._ended.add(token)
