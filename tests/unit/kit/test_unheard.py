"""Events that nobody hears, over a broker that says whether a queue is bound."""

import asyncio
from collections.abc import Sequence

import pytest

from scalehook.kit.bus.rabbit import unheard
from scalehook.kit.bus.rabbit.unheard import Held, Unheard
from scalehook.kit.machine.envelope import Envelope
from scalehook.testing.rehearsal import START
from support.counter.messages import Added, Elsewhere

ADDED = Added.wire_name()


def added(number: int) -> Envelope:
    return Envelope(Added(amount=number), f"m{number}", START)


class Broker:
    """Takes everything, and says what no queue has taken."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.published: list[str] = []
        self.taken: list[str] = []
        self.asked, self.answers = asyncio.Event(), asyncio.Event()
        self.answers.set()
        self.problem: Exception | None = None
        self.unheard = Unheard(self.publish)
        self.unheard.came_back({ADDED, Elsewhere.wire_name()})

    async def publish(self, envelopes: Sequence[Envelope]) -> set[str]:
        if self.problem is not None:
            raise self.problem
        self.published += [envelope.message_id for envelope in envelopes]
        back = {envelope.type for envelope in envelopes} - self.bound
        self.taken += [each.message_id for each in envelopes if each.type not in back]
        self.asked.set()
        await asyncio.sleep(0)
        await self.answers.wait()
        return back

    def hold(self, *numbers: int) -> Held:
        return self.unheard.hold([added(number) for number in numbers])


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    async def at_once(seconds: float) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(unheard, "pause", at_once)
    return Broker()


async def test_one_asks_for_all(broker: Broker) -> None:
    """Nobody hears them: the first of each kind is published, and none of them waits any longer."""
    held = [broker.hold(1, 2), broker.hold(3), broker.unheard.hold([elsewhere()])]
    assert all(each.pending() for each in held)
    for each in held:
        await each.settled()
    assert broker.published == ["m1", "e"]
    assert broker.unheard.knows(added(4))


async def test_all_follow_when_somebody_hears(broker: Broker) -> None:
    """In their order; afterwards the kind is known to be heard, and others are not."""
    held = broker.hold(1, 2, 3)
    other = broker.unheard.hold([elsewhere()])
    broker.bound.add(ADDED)
    await held.settled()
    await other.settled()
    assert broker.taken == ["m1", "m2", "m3"]
    await asyncio.sleep(0)
    assert not broker.unheard.knows(added(4))
    assert broker.unheard.knows(elsewhere())


async def test_nothing_overtakes_what_waits(broker: Broker) -> None:
    """What comes while the others go out waits for them."""
    broker.bound.add(ADDED)
    held = [broker.hold(1, 2)]
    number = 3
    while broker.unheard.knows(added(number)):
        if number < 10:
            held.append(broker.hold(number))
            number += 1
        await asyncio.sleep(0)
    for each in held:
        await each.settled()
    assert broker.taken == [f"m{each}" for each in range(1, number)]
    assert number > 4


async def test_what_comes_during_a_question_asks_again(broker: Broker) -> None:
    """Somebody may have bound a queue meanwhile."""
    broker.answers.clear()
    held = broker.hold(1)
    await broker.asked.wait()
    broker.bound.add(ADDED)
    later = broker.hold(2, 3)
    broker.answers.set()
    await held.settled()
    await later.settled()
    assert broker.taken == ["m2", "m3"]


async def test_a_question_that_fails(broker: Broker) -> None:
    """Whoever waits for it learns why; the next one asks anew."""
    broker.problem = OSError("no more room")
    held = broker.hold(1)
    with pytest.raises(OSError, match="no more room"):
        await held.settled()
    broker.problem = None
    await broker.hold(2).settled()
    assert broker.published == ["m2"]


async def test_the_end(broker: Broker) -> None:
    """What waits is neither published nor settled: it comes again."""
    held = broker.hold(1)
    await broker.unheard.close()
    assert held.pending()
    assert broker.published == []


def elsewhere() -> Envelope:
    return Envelope(Elsewhere(amount=0), "e", START)
