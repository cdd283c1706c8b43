"""What the endpoints under `/_scalehook/` can do to the stack that they run in."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel

from scalehook.gateway.control.course import Course
from scalehook.gateway.control.deadlines import Deadline
from scalehook.gateway.control.jumping import Jumping
from scalehook.gateway.control.moving import Moving
from scalehook.gateway.control.past import Past
from scalehook.kit.clock.holds import Hold
from scalehook.kit.clock.moved import Busy, Moved, Passed
from scalehook.kit.clock.moves import Move


class Advance(BaseModel):
    """The clock was moved: now it is `now`. `busy` says who has something to do in real time, `names`
    the same in words, `passed` which deadlines came although somebody held them off, `happened`
    whether the event did that was waited for,
    `stopped` that somebody has ended it before its time.
    """

    now: datetime
    busy: list[Busy]
    names: list[str]
    passed: list[Passed]
    happened: bool = False
    stopped: bool = False

    @classmethod
    def of(cls, moved: Moved) -> "Advance":
        """The same on the wire."""
        return cls(
            now=moved.now,
            busy=list(moved),
            names=moved.names,
            passed=moved.passed,
            happened=moved.happened,
        )


class DeadLetterView(BaseModel):
    """A message that was given up."""

    id: str
    type: str
    service: str
    reason: str
    at: datetime
    body: Any


class Retried(BaseModel):
    """So many dead letters were sent again; those that could not be stay, each for its reason."""

    retried: int
    kept: dict[str, str] = {}


class Dropped(BaseModel):
    """So many dead letters are forgotten."""

    dropped: int


class EventView(BaseModel):
    """Something that happened, and on whose behalf; `correlation_id` is the request's that it all began
    with, `causation_id` the message's that it came of.
    """

    type: str
    at: datetime
    body: Any
    correlation_id: str
    app_id: str
    message_id: str = ""
    causation_id: str = ""
    caller: str = ""


class ControlPlane(Protocol):
    """A stack, embedded or distributed."""

    def now(self) -> datetime:
        """Virtual now."""

    def speed(self) -> float:
        """Virtual seconds per real one."""

    def next_deadline(self) -> datetime | None:
        """When a timer comes due first; None where there is none, or nobody here knows."""

    def deadlines(self) -> Sequence[Deadline] | None:
        """The timers that come due first; None where nobody here knows."""

    async def holds(self) -> Sequence[Hold]:
        """Who has a notification in hand."""

    @property
    def moving(self) -> Moving:
        """The moves that are under way."""

    @property
    def course(self) -> Course:
        """Where virtual time stood when, by the real one."""

    @property
    def jumping(self) -> Jumping:
        """Whether time jumps by itself."""

    async def move(self, move: Move) -> Moved:
        """Move the clock; returns when the stack is quiet. NotMoved for what cannot be, Stopped when
        somebody has.
        """

    async def run_at(self, speed: float) -> None:
        """Time goes by so fast from now on; InvalidParameter where it cannot be changed."""

    async def jump(self, on: bool) -> None:
        """Time jumps by itself or not from now on; InvalidParameter where it cannot be changed."""

    async def wait(self, at: datetime, action: str = "") -> None:
        """Returns when so much virtual time has passed. Meanwhile nobody waits for the consumer of the
        lifecycle action of this token.
        """

    async def kill(self, service: str, seconds: float) -> None:
        """Tear the service down as if its process was killed; it comes back from its journal after so
        many real seconds, and is there when this returns.
        """

    async def reset(self) -> None:
        """Forget all resources and all that has happened; NotResettable where that cannot be."""

    async def export_state(self) -> bytes:
        """Everything as it is, as a state file; NotPortable where that cannot be."""

    async def import_state(self, raw: bytes) -> None:
        """Everything as a state file says; InvalidParameter, and nothing changes, when it is broken."""

    async def dead_letters(self) -> list[DeadLetterView]:
        """Oldest first."""

    async def retry(self, ids: list[str] | None) -> Retried:
        """Send these (all when None) again; raises NoSuchDeadLetter, and sends none, when one of
        them is none.
        """

    async def drop(self, ids: list[str]) -> Dropped:
        """Forget these; raises NoSuchDeadLetter, and forgets none, when one of them is none."""

    def events(self, since: datetime | None = None, follow: bool = True) -> AsyncIterator[EventView]:
        """All events from now on; or since then, as far as the journals go. Without `follow`, those of
        the past alone.
        """

    async def past(self, at: datetime) -> Past:
        """All services as they were then; Forgotten when only later things are known, InvalidParameter
        where nobody knows the past.
        """

    def ready(self) -> dict[str, bool]:
        """Which services run."""

    def metrics(self, accept: str = "") -> tuple[bytes, str]:
        """In the one of Prometheus' text forms that the header `Accept` asks for, and its media type."""
