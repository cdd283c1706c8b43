"""Faults of API calls. They strike calls that are well signed, before their owner is asked."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scalehook.gateway.faults.kinds.base import Kind, Name, Owner, RealSeconds, Seconds, Turned

Trouble = Literal["503", "500", "reset", "close"]


class OfCalls(Turned):
    """Fits calls of these actions by this access key that name this group, hook, queue or topic (by id
    or name, as the call does), and have these parameters; what is not given fits all.
    """

    owner: ClassVar[Owner] = "gateway"
    action: Name | list[Name] = ""
    access_key: Name = ""
    group: Name = ""
    hook: Name = ""
    queue: Name = ""
    topic: Name = ""
    parameters: dict[Name, Name] = Field(default_factory=dict, max_length=20)

    @property
    def actions(self) -> frozenset[str]:
        """In lower case."""
        named = [self.action] if isinstance(self.action, str) else self.action
        return frozenset(name.lower() for name in named if name)


class Refuse(OfCalls):
    """Answered with this error, and not done."""

    kind: Literal["refuse"]
    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
    status: Annotated[int, Field(ge=400, le=599, strict=True)] | None = None
    message: Annotated[str, Field(max_length=1000)] = ""


class Slow(OfCalls):
    """Done at once, and answered later: when so many virtual and so many real seconds have passed."""

    kind: Literal["slow"]
    seconds: Seconds = 0
    real_seconds: RealSeconds = 0


class LoseAnswer(OfCalls):
    """Done, and the connection is cut before the answer: closed, or reset."""

    kind: Literal["lose_answer"]
    how: Literal["close", "reset"] = "close"


class Unreachable(OfCalls):
    """Not done: 503, 500, or the connection is reset or closed, in turns."""

    kind: Literal["unreachable"]
    how: Annotated[list[Trouble], Field(min_length=1, max_length=20)] = ["503", "reset"]


class Deaf(Turned):
    """Receives find nothing: they wait as long as they asked to, and get MessageNotExist."""

    owner: ClassVar[Owner] = "gateway"
    kind: Literal["deaf"]
    queue: Name = ""
    access_key: Name = ""


AnyOfCalls = Refuse | Slow | LoseAnswer | Unreachable | Deaf


class RefuseConnections(Kind):
    """Nobody listens at the port for so many real seconds; connections that are open stay."""

    owner: ClassVar[Owner] = "deed"
    kind: Literal["refuse_connections"]
    real_seconds: Annotated[RealSeconds, Field(gt=0, le=60)]
