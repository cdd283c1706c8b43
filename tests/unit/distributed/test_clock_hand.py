"""A clock that is held goes on, whatever becomes of who holds it."""

from collections.abc import AsyncIterator

import pytest

from scalehook.distributed.clock_hand import ClockHand
from scalehook.distributed.standing import Question
from scalehook.kit.clock.clock import Anchor
from scalehook.kit.host.failures import Killed
from support.clocks import Anchors
from support.counter.messages import AddLater, Read
from support.counter.service import counter
from support.desk import Desk, desk
from support.patience import eventually


@pytest.fixture
async def at() -> AsyncIterator[Desk]:
    """The counter, at a real time that stands still; it is to count one in a minute."""
    async with desk(counter()) as running:
        await running.bus.call(AddLater(amount=1, seconds=60))
        yield running


def hand_of(at: Desk, anchors: Anchors) -> ClockHand:
    return ClockHand(at.host, at.timekeeper, anchors.anchor, silence=0)


async def counted(at: Desk) -> bool:
    return (await at.bus.call(Read())).value == 1


async def test_silence_after_a_hold(at: Desk) -> None:
    """The clock goes on from where the database says that time stands, and timers fire."""
    clock = at.timekeeper.clock
    now = clock.seconds()
    hand = hand_of(at, Anchors(Anchor(now, now + 90)))
    answer = await hand(Question(hold=now + 30))
    assert answer.now == now + 30
    await eventually(lambda: clock.seconds() == now + 90)
    await eventually(lambda: at.host.machine.state.total == 1)


async def test_a_word_in_time(at: Desk) -> None:
    """Who has been released waits for no word more."""
    now = at.timekeeper.clock.seconds()
    anchors = Anchors(Anchor(now, now + 90))
    hand = hand_of(at, anchors)
    hand.silence = 3600
    await hand(Question(hold=now))
    await hand(Question(release=Anchor(now, now + 30)))
    assert hand._left_alone is not None
    await eventually(hand._left_alone.cancelled)
    assert at.timekeeper.clock.seconds() == now + 30


async def test_words_that_come_twice(at: Desk) -> None:
    """Do what they do once."""
    now = at.timekeeper.clock.seconds()
    hand = hand_of(at, Anchors(Anchor(now, now)))
    hand.silence = 3600
    for _ in range(2):
        await hand(Question(hold=now + 60, fire=True))
    for _ in range(2):
        await hand(Question(release=Anchor(now, now + 60)))
    assert await counted(at)
    assert at.timekeeper.clock.seconds() == now + 60


async def test_a_process_that_is_to_be_killed(at: Desk) -> None:
    """It fails on purpose, once; not the one that has taken over from it."""
    now = at.timekeeper.clock.seconds()
    hand = hand_of(at, Anchors(Anchor(now, now)))
    assert (await hand(Question(kill=7, quiet=False))).healthy
    for _ in range(2):
        assert not (await hand(Question(kill=0, quiet=False))).healthy
    assert isinstance(at.host.failed, Killed)
