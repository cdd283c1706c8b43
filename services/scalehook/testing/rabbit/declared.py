"""What is declared in a vhost beside a stack's own: left there by the consumers of a test."""

from dataclasses import dataclass, field
from typing import Protocol


class Declaring(Protocol):
    """A broker that tells what is declared in a vhost."""

    def declared(self, address: str) -> set[str]:
        """`queues/NAME` and `exchanges/NAME`; NoServer where nobody can tell."""

    def remove(self, address: str, thing: str) -> None:
        """One of them."""


@dataclass
class Vhost:
    """One in which a stack runs: `own` is all that is there when nobody has used it."""

    broker: Declaring
    address: str
    own: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.own = self.broker.declared(self.address)

    def sweep(self) -> bool:
        """Remove what is not its own; False when something of its own is not there any more."""
        found = self.broker.declared(self.address)
        for thing in sorted(found - self.own):
            self.broker.remove(self.address, thing)
        return self.own <= found
