"""A process says nothing about a service whose lease it has lost."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from scalehook.distributed.clock_hand import ClockHand
from scalehook.distributed.leased import LeasedHand
from scalehook.distributed.standing import Question, Standing
from support.clocks import Anchors
from support.counter.service import counter
from support.desk import Desk, desk


class Lease:
    """Held until it is lost."""

    epoch = 7

    def __init__(self) -> None:
        self.lost = False

    def held(self) -> bool:
        return not self.lost


@pytest.fixture
async def at() -> AsyncIterator[Desk]:
    async with desk(counter()) as running:
        yield running


def leased(at: Desk) -> tuple[LeasedHand, Lease]:
    lease: Any = Lease()
    return LeasedHand(ClockHand(at.host, at.timekeeper, Anchors().anchor, lease.epoch), lease), lease


async def test_a_holder_says_how_it_stands(at: Desk) -> None:
    """With its epoch: it cannot be taken for another one."""
    hand, _ = leased(at)
    answer = await hand(Question().as_json())
    assert answer is not None
    standing = Standing.model_validate_json(answer)
    assert (standing.epoch, standing.healthy, standing.next) == (7, True, None)


async def test_one_that_holds_it_no_longer(at: Desk) -> None:
    """It does nothing and says nothing."""
    hand, lease = leased(at)
    lease.lost = True
    now = at.timekeeper.clock.seconds()
    assert await hand(Question(hold=now + 60).as_json()) is None
    assert at.timekeeper.clock.seconds() == now


async def test_one_that_loses_it_while_it_waits_for_quiet(at: Desk) -> None:
    """What it knows is of the past."""
    hand, lease = leased(at)
    answering = asyncio.ensure_future(hand(Question().as_json()))
    await asyncio.sleep(0)
    lease.lost = True
    assert await answering is None


@pytest.mark.parametrize("words", [b"how are you?", b'{"hold": 1e300}', b'{"hold": "x"}', b""])
async def test_words_that_are_no_question(at: Desk, words: bytes) -> None:
    """Are not answered, and end nobody."""
    hand, _ = leased(at)
    assert await hand(words) is None
    assert await hand(Question(quiet=False).as_json())


def test_words_of_an_earlier_version() -> None:
    """A standing had no epoch, and a question says only what it means."""
    told = b'{"now": 1.5, "next": null, "busy": ["a"], "turns": 3, "healthy": true}'
    assert Standing.model_validate_json(told).epoch == 0
    assert Question(hold=1.5).as_json() == b'{"hold":1.5,"fire":false,"quiet":true}'
    assert Question.model_validate_json(b'{"quiet": false}') == Question(quiet=False)
