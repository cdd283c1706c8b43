"""Time that jumps by itself, with nobody but the test to look at."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from scalehook.kit.clock.holds import Hold, Patience
from scalehook.kit.clock.moved import Busy, Moved
from scalehook.kit.clock.moves import Move
from scalehook.kit.clock.prospect import Prospect
from scalehook.wiring.auto_advance import AutoAdvance

START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Scene:
    """What there is to see, and the jumps. `awaken` comes while it is asked who holds anything."""

    awaited: float = 100
    awaken: float | None = None
    jumps: list[datetime] = field(default_factory=list)
    restless: list[Busy] = field(default_factory=list)

    async def prospect(self) -> Prospect:
        return Prospect(START + timedelta(seconds=self.awaited))

    async def visible(self) -> datetime | None:
        return None

    async def holds(self, by: datetime | None = None) -> Sequence[Hold]:
        if self.awaken is not None:
            self.awaited, self.awaken = self.awaken, None
        return ()

    async def move(self, move: Move) -> Moved:
        assert (move.to is None) == (move.seconds == 0)
        self.jumps.append(move.to or START)
        return Moved(self.restless, move.to or START)

    async def looked_at(self, times: int) -> list[float]:
        """Seconds after the start, of the jumps in so many looks."""
        left = iter(range(times))

        async def sleep(seconds: float) -> None:
            if next(left, None) is None:
                raise asyncio.CancelledError

        advance = AutoAdvance(
            self.prospect, self.visible, self.holds, self.move, lambda: START, Patience(), sleep=sleep
        )
        await asyncio.wait([asyncio.ensure_future(advance.run())])
        return [(to - START).total_seconds() for to in self.jumps]


async def test_time_jumps_when_two_looks_have_seen_the_same() -> None:
    """To what is awaited, and not at the first look."""
    assert await Scene().looked_at(1) == []
    assert await Scene().looked_at(2) == [100]


async def test_it_does_not_jump_past_somebody_who_has_just_begun_to_sleep() -> None:
    """It looks anew instead, and jumps to where that one wakes."""
    assert await Scene(awaken=20).looked_at(2) == []
    assert await Scene(awaken=20).looked_at(3) == [20]


async def test_what_is_overdue_is_taken_up_without_a_jump() -> None:
    """A move to the past would be refused; where services are processes, what is due may lie there."""
    assert await Scene(awaited=-13).looked_at(2) == [0]


async def test_what_keeps_time_from_passing_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """However often it is tried: a service whose timers come due at one instant without end."""
    await Scene(restless=[Busy(kind="service", name="counter", hint="a timer")]).looked_at(9)
    assert capsys.readouterr().out.count("time does not pass") == 1
