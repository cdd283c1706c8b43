"""What a coordinator asks of a process, and what the process says: JSON on the wire."""

from collections.abc import Sequence

from pydantic import BaseModel

from scalehook.kit.clock.clock import Anchor
from scalehook.kit.clock.moved import Busy


class _Word(BaseModel):
    def as_json(self) -> bytes:
        """As it is sent; what is not said is left out."""
        return self.model_dump_json(exclude_none=True).encode()


class Question(_Word):
    """Hold the clock at an instant, fire what is due there, let it go from an anchor, in this order;
    in any case say how you stand, `quiet` once you have nothing to do, or `within` so many real seconds
    with what you still have. The process of the epoch `kill` fails. The receivers of the messages
    `asleep` sleep, and are not waited for. `watch` is the event to look out for from the first time on
    that it is named; an empty one ends that.
    """

    hold: float | None = None
    fire: bool = False
    release: Anchor | None = None
    quiet: bool = True
    within: float | None = None
    kill: int | None = None
    asleep: list[str] | None = None
    watch: str | None = None


class Standing(_Word):
    """How a process stands. Two that say the same `epoch` and `turns` are one process's, which has
    handled nothing in between.
    """

    now: float
    next: float | None = None  # when something comes due first
    timer: float | None = None  # when a timer does: ends of long polls are none
    overdue: list[Busy] = []  # itself, where a timer has come due
    happened: bool = False  # the event that it looks out for
    awaited: float | None = None  # the first timer that somebody may wait for
    owed: bool = False  # somebody waits for an answer that is no long poll's
    busy: list[str]  # the scripts that run
    unsettled: list[Busy] = []  # what it has to do at this instant
    turns: int
    changes: int = 0  # how often anything has changed
    healthy: bool
    epoch: int = 0


def unmoved(before: Sequence[Standing], after: Sequence[Standing]) -> bool:
    """Whether nobody has done anything in between."""
    return len(before) == len(after) and not any(map(has_moved, before, after))


def has_moved(before: Standing, after: Standing) -> bool:
    """Whether this process has done something, or another one answers for the service."""
    return (before.epoch, before.turns) != (after.epoch, after.turns)
