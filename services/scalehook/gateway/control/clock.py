"""`/_scalehook/clock…`: virtual time is shown, moved, settled and slept through."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from scalehook.gateway.control.bodies import body_of, json_answer, query_of
from scalehook.gateway.control.calling_off import unless_over
from scalehook.gateway.control.moving import Stopped
from scalehook.gateway.control.plane import Advance, ControlPlane
from scalehook.gateway.http import Answer, HttpRequest
from scalehook.kit.clock.clock import FASTEST, NotMoved
from scalehook.kit.clock.durations import Duration
from scalehook.kit.clock.moves import LONGEST_SECONDS, Move
from scalehook_contracts.errors.common import InvalidParameter

LAST_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)  # whatever is timed from there is a date, too
RealSeconds = Annotated[Duration, Field(ge=0, le=LONGEST_SECONDS, allow_inf_nan=False)]
Distance = Annotated[Duration, Field(ge=0, le=LONGEST_SECONDS, allow_inf_nan=False)]


class AdvanceRequest(BaseModel):
    """The body of `POST /_scalehook/clock/advance`. `seconds` (or a text like `10m`), the instant
    `to` (or `next`: when a timer comes due first), or the name of an event, `until` which happens;
    `patience` in real seconds, for holders.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)
    seconds: Distance | None = None
    to: AwareDatetime | Literal["next"] | None = None
    until: str = ""
    patience: RealSeconds | None = None
    hold_scripts: bool = Field(False, strict=True)
    strict: bool = Field(False, strict=True)

    @model_validator(mode="after")
    def _goes_somewhere(self) -> "AdvanceRequest":
        if self.seconds is None and self.to is None and not self.until:
            raise ValueError("seconds, to or until is needed")
        return self

    def move(self) -> Move:
        """The same for the clock."""
        return Move(**self.model_dump())


class SpeedRequest(BaseModel):
    """The body of `POST /_scalehook/clock/speed`: virtual seconds per real one."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    speed: float = Field(gt=0, le=FASTEST, allow_inf_nan=False, strict=True)


class AutoRequest(BaseModel):
    """The body of `POST /_scalehook/clock/auto`: whether time jumps by itself."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    on: bool = Field(strict=True)


class StopRequest(BaseModel):
    """The body of `POST /_scalehook/clock/stop`: an empty object."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class SettleRequest(BaseModel):
    """The body of `POST /_scalehook/clock/settle`: how patient it is, in real seconds."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    patience: RealSeconds | None = None


class WaitRequest(BaseModel):
    """The query of `GET /_scalehook/clock/wait`: so long, or until the instant `to`, which does not move
    when the clock does. `action` is the token of the lifecycle action for which somebody sleeps:
    meanwhile the clock does not wait for its consumer, nor for its answer to the push of a topic.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)
    seconds: Distance | None = None
    to: AwareDatetime | None = None
    action: str = ""

    @model_validator(mode="after")
    def _ends_once(self) -> "WaitRequest":
        if (self.seconds is None) == (self.to is None):
            raise ValueError("either seconds or to is needed")
        return self

    def end(self, now: datetime) -> datetime:
        """When it is over."""
        return now + timedelta(seconds=self.seconds or 0) if self.to is None else self.to


class ClockEndpoints:
    """What each of them does."""

    def __init__(self, plane: ControlPlane, closing: asyncio.Event) -> None:
        self._plane = plane
        self._closing = closing

    async def now(self, request: HttpRequest) -> Answer:
        """Virtual now."""
        return json_answer({"now": self._plane.now().isoformat()})

    async def advance(self, request: HttpRequest) -> Answer:
        """Move the clock."""
        asked = body_of(request, AdvanceRequest)
        self._check(asked.seconds or 0)
        if isinstance(asked.to, datetime):
            _check_end(asked.to)
        return await self._moved(asked.move)

    async def settle(self, request: HttpRequest) -> Answer:
        """Wait until nobody has anything in hand."""
        asked = body_of(request, SettleRequest)
        return await self._moved(lambda: Move(seconds=0, settles=True, patience=asked.patience))

    async def speed(self, request: HttpRequest) -> Answer:
        """Time goes by so fast from now on."""
        await self._plane.run_at(body_of(request, SpeedRequest).speed)
        return json_answer({"now": self._plane.now().isoformat(), "speed": self._plane.speed()})

    async def auto(self, request: HttpRequest) -> Answer:
        """Time jumps by itself from now on, or no more."""
        await self._plane.jump(body_of(request, AutoRequest).on)
        return json_answer({"now": self._plane.now().isoformat(), "on": self._plane.jumping.on})

    async def stop(self, request: HttpRequest) -> Answer:
        """End all moves that are under way: the clock goes on from where it has come to."""
        body_of(request, StopRequest)
        stopped = await self._plane.moving.stop()
        return json_answer({"now": self._plane.now().isoformat(), "stopped": stopped})

    async def wait(self, request: HttpRequest) -> Answer:
        """Answer when virtual time has come."""
        asked = query_of(request, WaitRequest)
        self._check(asked.seconds or 0)
        until = asked.end(self._plane.now())
        _check_end(until)
        await unless_over(self._plane.wait(until, asked.action), request, self._closing)
        return await self.now(request)

    def _check(self, seconds: float) -> None:
        if LAST_MOMENT - self._plane.now() < timedelta(seconds=seconds):
            raise InvalidParameter("seconds: the clock ends with the year 9000")

    async def _moved(self, move: Callable[[], Move]) -> Answer:
        try:
            moved = await self._plane.move(move())
        except Stopped:
            ended = Advance(now=self._plane.now(), busy=[], names=[], passed=[], stopped=True)
            return json_answer(ended.model_dump(mode="json"))
        except NotMoved as problem:
            raise InvalidParameter(str(problem)) from problem
        return json_answer(Advance.of(moved).model_dump(mode="json"))


def _check_end(at: datetime) -> None:
    if at > LAST_MOMENT:
        raise InvalidParameter("to: the clock ends with the year 9000")
