"""The rule by which the clock is moved, against a stack of deadlines and of those who hold them off."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.clock.clock import Clock, NotMoved
from scalehook.kit.clock.holds import Hold, Patience
from scalehook.kit.clock.journey import LONGEST_LOOK, Journey
from scalehook.kit.clock.moments import moment
from scalehook.kit.clock.moved import Busy, Kind, Moved
from scalehook.kit.clock.moves import JUST, Move, Outlook

START = 1_750_000_000.0
PATIENCE = Patience(pickup=1, hold=5, taken=3, longest=60)
OF: dict[str, float] = {"held": 5, "taken": 3, "reader": 1, "unread": 0}


def at(seconds: float) -> datetime:
    return moment(START + seconds)


@dataclass
class Held:
    """Somebody holds a deadline off until the real time `until`, with signs of life at some."""

    deadline: int
    kind: Kind
    until: float
    signs: tuple[float, ...] = ()
    gone: bool = False


@dataclass
class Stack:
    """Deadlines in virtual seconds; one whose holder is done in time is gone."""

    deadlines: list[int]
    held: list[Held] = field(default_factory=list)
    polls: tuple[int, ...] = ()
    happens: int | None = None
    scripts: tuple[str, ...] = ()
    real: float = 0.0
    asked: int = 0

    def __post_init__(self) -> None:
        self.clock = Clock(real=lambda: START)
        self.clock.hold()
        self.fired: list[tuple[float, float]] = []  # virtual and real
        self.left = sorted([*self.deadlines, *self.polls])

    async def sleep(self, seconds: float) -> None:
        self.real += seconds
        for held in [held for held in self.held if held.until <= self.real]:
            self.held.remove(held)
            if held.deadline in self.left:
                self.left.remove(held.deadline)

    async def quiet(self) -> Outlook:
        timers = [each for each in self.left if each not in self.polls]
        happened = self.happens is not None and self.clock.now() >= at(self.happens)
        return Outlook(
            next=at(self.left[0]) if self.left else None,
            timer=at(timers[0]) if timers else None,
            happened=happened,
            scripts=self.scripts,
        )

    async def stand(self, when: datetime) -> None:
        assert when >= self.clock.now()
        self.clock.hold(when)

    async def fire(self) -> None:
        while self.left and at(self.left[0]) <= self.clock.now():
            first = self.left.pop(0)
            assert at(first) == self.clock.now()
            self.fired.append((first, self.real))
            self.held = [held for held in self.held if held.deadline != first]

    async def holds(self, by: datetime | None) -> Sequence[Hold]:
        self.asked += 1
        asked_for = [held for held in self.held if by is None or at(held.deadline) <= by]
        return [
            Hold(
                key=f"{held.kind}/{held.deadline}",
                busy=Busy(kind=held.kind, name=str(held.deadline)),
                guards=(at(held.deadline),),
                sign=sum(sign <= self.real for sign in held.signs),
                gone=held.gone,
            )
            for held in asked_for
        ]

    def move(self, **move: Any) -> Moved:
        journey = Journey(self, Move(**move), self.holds, PATIENCE, lambda: self.real, sleep=self.sleep)
        return asyncio.run(journey.run())


@st.composite
def stacks(draw: st.DrawFn) -> Stack:
    deadlines = draw(st.lists(st.integers(1, 50), max_size=6, unique=True))
    kinds: st.SearchStrategy[Kind] = st.sampled_from(["held", "taken", "reader", "unread"])
    held = [
        Held(deadline, draw(kinds), draw(st.floats(0.01, 9)), gone=draw(st.booleans()))
        for deadline in deadlines
        if draw(st.booleans())
    ]
    return Stack(deadlines, held)


@given(stack=stacks(), target=st.integers(0, 60))
def test_every_deadline_comes_in_order_unless_its_holder_is_done(stack: Stack, target: int) -> None:
    """Nobody is waited for longer than there is patience with them; what comes all the same is told,
    with its holder; the clock ends exactly where it was to go.
    """
    before = {held.deadline: held for held in stack.held}
    moved = stack.move(seconds=target)
    fired = [deadline for deadline, _ in stack.fired]
    assert fired == sorted(fired)
    assert set(stack.deadlines) == {*fired, *stack.left} | (before.keys() - {*fired, *stack.left})
    assert all(deadline > target for deadline in stack.left)
    assert moved.now == stack.clock.now() == at(target)
    told = {passed.at: [holder.kind for holder in passed.holders] for passed in moved.passed}
    for deadline, real in stack.fired:
        held = before.get(int(deadline))
        if held is None or held.kind == "unread":
            assert at(deadline) not in told
        else:
            assert told[at(deadline)] == [held.kind]
            assert held.gone or real < held.until
    most = sum(OF[held.kind] + LONGEST_LOOK for held in before.values() if not held.gone)
    assert stack.real <= most + LONGEST_LOOK


@given(stack=stacks())
def test_without_patience_no_real_time_passes(stack: Stack) -> None:
    """Every deadline comes at once."""
    stack.move(seconds=60, patience=0)
    assert (stack.real, stack.left) == (0, [])
    assert [deadline for deadline, _ in stack.fired] == sorted(stack.deadlines)


@given(gaps=st.lists(st.floats(0.1, 4), max_size=12))
def test_patience_starts_anew_with_each_sign_of_life(gaps: list[float]) -> None:
    """The deadline comes five seconds after the last one."""
    signs = tuple(accumulate(gaps))
    stack = Stack([10], [Held(10, "held", 1000, signs)])
    stack.move(seconds=10)
    [(_, real)] = stack.fired
    last = signs[-1] if signs else 0.0
    assert last + 5 <= real <= last + 5 + 3 * LONGEST_LOOK


def test_all_patience_has_an_end() -> None:
    """Signs of life without end hold the clock for a minute."""
    stack = Stack([10], [Held(10, "held", 1e9, tuple(range(1000)))])
    stack.move(seconds=10)
    assert 60 <= stack.real <= 61


def test_the_clock_stands_just_before_what_is_held() -> None:
    """A heartbeat of that moment counts from there, and the message is still the holder's."""
    stack = Stack([10], [Held(10, "held", 1)])
    seen = []

    async def sleep(seconds: float) -> None:
        seen.append(stack.clock.now())
        await Stack.sleep(stack, seconds)

    asyncio.run(Journey(stack, Move(seconds=20), stack.holds, PATIENCE, lambda: stack.real, sleep).run())
    assert set(seen) == {at(10) - JUST}


def test_a_hold_guards_nothing_else() -> None:
    """What is due before it, and the ends of long polls, come without a wait."""
    stack = Stack([5, 30], [Held(30, "held", 1000)], polls=(7, 8))
    moved = stack.move(seconds=20)
    assert (stack.real, [deadline for deadline, _ in stack.fired]) == (0, [5, 7, 8])
    assert [busy.kind for busy in moved] == ["held"]
    assert stack.asked == 2  # before the timer, and at the end: nobody asks for the polls' sake


def test_a_strict_move_stops_for_every_holder() -> None:
    """One slow consumer holds the world up, if that is wanted."""
    stack = Stack([5], [Held(30, "held", 1000)])
    stack.move(seconds=20, strict=True)
    assert stack.fired[0][1] >= 5


def test_scripts_are_waited_for_on_demand() -> None:
    """By default they are named only."""
    stack = Stack([5], scripts=("runner:run/1",))
    moved = stack.move(seconds=20)
    assert (stack.real, moved.names) == (0, ["runner:run/1"])
    stack = Stack([5], scripts=("runner:run/1",))
    moved = stack.move(seconds=20, hold_scripts=True)
    assert stack.real >= 5
    assert [holder.kind for passed in moved.passed for holder in passed.holders] == ["script"]


def test_an_event_ends_it() -> None:
    """At the instant at which it happens; without a distance it is waited for a day long."""
    stack = Stack([5, 10, 15], happens=10)
    moved = stack.move(until="a.b")
    assert (moved.now, moved.happened, stack.left) == (at(10), True, [15])
    stack = Stack([5])
    moved = stack.move(until="a.b")
    assert (moved.now, moved.happened) == (at(86400), False)


def test_to_the_next_deadline() -> None:
    """The first timer, not the end of a long poll: it comes, and nothing after it. That one is gone to
    whose holder has made it void meanwhile; where nothing is timed, nothing moves.
    """
    stack = Stack([20, 20, 30], polls=(5,))
    assert (stack.move(to="next").now, stack.left) == (at(20), [30])
    stack.left.append(40)
    stack.held = [Held(30, "held", 2)]
    assert (stack.move(to="next").now, stack.left) == (at(30), [40])
    assert stack.move(to="next").now == at(40)
    with pytest.raises(NotMoved, match="no next deadline"):
        stack.move(to="next")
    stack = Stack([20], happens=0)
    assert (stack.move(to="next", until="a.b").now, stack.left) == (at(0), [20])


def test_settling_waits_where_no_deadline_comes() -> None:
    """Until nobody has anything in hand, or patience is over."""
    stack = Stack([600], [Held(600, "held", 2)])
    assert stack.move(seconds=0, settles=True) == []
    assert 2 <= stack.real < 2.2
    stack = Stack([600], [Held(600, "held", 1000)])
    assert [busy.kind for busy in stack.move(seconds=0, settles=True)] == ["held"]
    assert 5 <= stack.real < 5.2


def test_long_lists_are_cut() -> None:
    """Fifty are named, the rest is counted."""
    moved = Moved([Busy(kind="script", name=str(n)) for n in range(60)], at(0))
    assert (len(moved), moved.names[-1]) == (51, "and 10 more")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"seconds": 1, "to": at(1)},
        {"seconds": 1, "to": "next"},
        {"seconds": -1},
        {"seconds": float("nan")},
        {"seconds": 1e300},
        {"to": at(-1)},
        {"to": datetime(2100, 1, 1)},
        {"seconds": 1, "patience": -1},
        {"seconds": 1, "patience": float("nan")},
        {"seconds": 1, "patience": float("inf")},
    ],
)
def test_what_cannot_be(asked: dict[str, Any]) -> None:
    """Is refused in words, and nothing moves."""
    stack = Stack([5])
    with pytest.raises(ValueError, match=r"clock goes|patience is|time zone"):
        stack.move(**asked)
    assert stack.clock.now() == at(0)


def test_a_move_to_an_instant_ends_there() -> None:
    """To the microsecond."""
    stack = Stack([5])
    to = at(9) + timedelta(microseconds=123457)
    assert stack.move(to=to).now == to
    assert stack.clock.now() == to
