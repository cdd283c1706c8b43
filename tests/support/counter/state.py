"""The counter's state."""

from dataclasses import dataclass

from support.counter.messages import Added


@dataclass
class State:
    total: int = 0


def added(event: Added, state: State) -> None:
    state.total += event.amount
