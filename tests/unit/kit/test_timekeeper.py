"""Virtual time: speed, offset, and deadlines in order over all participants."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.clock.clock import Anchor, Clock
from scalehook.kit.clock.holds import Hold
from scalehook.kit.clock.moments import moment
from scalehook.kit.clock.moved import Busy
from scalehook.kit.clock.moves import Move
from scalehook.kit.clock.prospect import Prospect
from scalehook.kit.clock.timekeeper import Timekeeper
from support.patience import PATIENCE_SECONDS

START = 1_750_000_000.0


class Diary:
    """A participant that notes when it was woken."""

    def __init__(self, name: str, deadlines: list[float], notes: list[tuple[str, float]]) -> None:
        self.name, self.notes = name, notes
        self.deadlines = sorted(moment(START + at) for at in deadlines)

    def next_deadline(self) -> datetime | None:
        return self.deadlines[0] if self.deadlines else None

    def next_timer(self) -> datetime | None:
        return self.next_deadline()

    def fire(self, now: datetime) -> None:
        while self.deadlines and self.deadlines[0] <= now:
            self.deadlines.pop(0)
            self.notes.append((self.name, now.timestamp() - START))

    def prospect(self) -> Prospect:
        return Prospect(self.next_deadline())

    def happened(self, event: str) -> bool:
        return False

    def idle(self, unanswered: Collection[str] = ()) -> bool:
        return True

    def unsettled(self, unanswered: Collection[str] = ()) -> list[Busy]:
        return []

    def trouble(self) -> BaseException | None:
        return None

    def busy_outside(self) -> list[str]:
        return [f"{self.name}:script"]


def still() -> Clock:
    return Clock(real=lambda: START)


@given(
    first=st.lists(st.integers(0, 50), max_size=6),
    second=st.lists(st.integers(0, 50), max_size=6),
    target=st.integers(0, 60),
)
def test_deadlines_fire_in_order_over_all_participants(
    first: list[int], second: list[int], target: int
) -> None:
    """Each at its own instant, the earliest first, none beyond the target."""
    notes: list[tuple[str, float]] = []
    keeper = Timekeeper(still())
    keeper.participants += [Diary("a", list(first), notes), Diary("b", list(second), notes)]
    asyncio.run(keeper.advance(target))
    times = [at for _, at in notes]
    assert times == sorted(at for at in first + second if at <= target)
    assert keeper.clock.now() == moment(START + target)


async def test_what_runs_in_real_time_is_named() -> None:
    """The answer of an advance lists it."""
    keeper = Timekeeper(still())
    keeper.participants.append(Diary("a", [], []))
    assert await keeper.advance(1) == ["a:script"]


def test_speed_multiplies_real_time() -> None:
    """At speed 60 a real second is a virtual minute."""
    real = [START]
    clock = Clock(speed=60, real=lambda: real[0])
    real[0] += 1
    assert clock.now() == moment(START + 60)
    assert clock.real_seconds_until(moment(START + 180)) == pytest.approx(2)


def test_a_held_clock_stands_still_and_goes_on_from_there() -> None:
    """Releasing it anchors virtual time where it was held."""
    real = [START]
    clock = Clock(real=lambda: real[0])
    clock.hold(clock.now() + timedelta(hours=6))
    real[0] += 100
    clock.release()
    real[0] += 1
    assert clock.now() == moment(START + 6 * 3600 + 1)
    assert clock.real_now() == moment(START + 101)


def test_a_clock_starts_from_a_kept_anchor() -> None:
    """A stack that starts late learns where virtual time stands."""
    clock = Clock(anchor=Anchor(START, START + 500), real=lambda: START + 10)
    assert clock.now() == moment(START + 510)


def test_a_speed_of_nothing_is_refused() -> None:
    """Time must go forward."""
    with pytest.raises(ValueError, match="above 0"):
        Clock(speed=0)


async def test_a_move_that_is_called_off() -> None:
    """The clock goes on from the last deadline that has come; what is due later is not lost."""
    notes: list[tuple[str, float]] = []
    keeper = Timekeeper(still())
    diary = Diary("a", [10, 20], notes)
    keeper.participants.append(diary)

    async def waits_for_ever(by: datetime | None) -> list[Hold]:
        if notes:
            moving.cancel()
            await asyncio.sleep(0)
        return []

    moving = asyncio.ensure_future(keeper.move(Move(seconds=60), waits_for_ever))
    with pytest.raises(asyncio.CancelledError):
        await moving
    assert (notes, keeper.clock.now()) == ([("a", 10)], moment(START + 10))
    await keeper.advance(50)
    assert (notes, keeper.clock.now()) == ([("a", 10), ("a", 20)], moment(START + 60))


async def test_sleepers_wake_in_virtual_time() -> None:
    """Each at its own instant; one who has left is forgotten, and what it sleeps for is known."""
    keeper = Timekeeper(still())
    woken: list[float] = []

    async def sleep(seconds: float, action: str = "") -> None:
        await keeper.sleepers.sleep(moment(START + seconds), action)
        woken.append(keeper.clock.seconds() - START)

    early, late, gone = (
        asyncio.ensure_future(sleep(seconds, action))
        for seconds, action in ((10, ""), (30, "T"), (20, "U"))
    )
    await asyncio.sleep(0)
    assert keeper.sleepers.actions() == {"T", "U"}
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    assert keeper.sleepers.actions() == {"T"}
    assert (await keeper.prospect()).awaited == moment(START + 10)
    await keeper.advance(15)
    await early
    await keeper.advance(15)
    await late
    await sleep(-1)  # that time has come already
    assert len(woken) == 3
    assert (await keeper.prospect()).awaited is None


async def test_who_falls_asleep_while_quiet_is_awaited_wakes_in_time() -> None:
    """Whoever asks what time will bring keeps it from passing, and nobody from waking later."""

    class Busybody(Diary):
        busy = True

        def idle(self, unanswered: Collection[str] = ()) -> bool:
            return not self.busy

    keeper = Timekeeper(Clock())
    somebody = Busybody("a", [], [])
    keeper.participants.append(somebody)
    running = asyncio.ensure_future(keeper.run())
    asked = asyncio.ensure_future(keeper.prospect())
    await asyncio.sleep(0)
    at = keeper.clock.now() + timedelta(milliseconds=50)
    asleep = asyncio.ensure_future(keeper.sleepers.sleep(at))
    await asyncio.sleep(0)
    somebody.busy = False
    keeper.stir()
    assert (await asked).awaited == at
    await asyncio.wait_for(asleep, PATIENCE_SECONDS)
    running.cancel()


async def test_who_wakes_before_a_deadline_does_not_sleep_through_it() -> None:
    """A sleep may be asked for when its time has come: its consumer is waited for all the same."""
    keeper = Timekeeper(still())
    sleeping = asyncio.ensure_future(keeper.sleepers.sleep(moment(START + 20), "T"))
    await asyncio.sleep(0)
    assert keeper.sleepers.actions(moment(START + 10)) == {"T"}
    assert keeper.sleepers.actions(moment(START + 60)) == set()
    sleeping.cancel()
