"""An event on its way to a target."""

from dataclasses import dataclass
from typing import Any

Line = tuple[str, str, str]  # the names of a bus and a rule, and a target's id


@dataclass
class Delivery:
    """`failures` counts the attempts that have failed; `dead` says that the target was given up, and the
    queue for dead letters is tried; `held`, that others have their turn at the target first; `gone`,
    that the target was taken away: another of its name is not the same. `hops` are the buses that had
    the event before.
    """

    delivery_id: str
    bus_name: str
    rule_name: str
    target_id: str
    event_key: str
    event: dict[str, Any]
    failures: int = 0
    dead: bool = False
    hops: int = 0
    held: bool = False
    gone: bool = False

    @property
    def line(self) -> Line:
        """The target, for which others may wait as well."""
        return self.bus_name, self.rule_name, self.target_id

    @property
    def message_id(self) -> str:
        """The same for all attempts at one receiver."""
        return f"event/{self.delivery_id}/{'dead' if self.dead else 'target'}"

    @property
    def attempt_key(self) -> str:
        """The intent of the current attempt: each attempt is an effect of its own."""
        return f"{self.message_id}/{self.failures + 1}"

    @property
    def retry_key(self) -> str:
        """The timer of the next attempt."""
        return f"event/{self.delivery_id}"
