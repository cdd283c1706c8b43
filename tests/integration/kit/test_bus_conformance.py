"""What every bus must do."""

import asyncio
from datetime import UTC, datetime

import pytest

from scalehook.gateway.control.dead_letters import list_all
from scalehook.kit.bus.bus import Delivery, Unroutable
from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.dead_letters import DeadLetter, NotRevived, as_text
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook_contracts.errors.common import InternalError, InvalidParameter
from support.counter.messages import Add, Added, Count, Elsewhere, Fetch
from support.patience import PATIENCE_SECONDS, eventually, eventually_some, in_time

AT = datetime(2026, 1, 1, tzinfo=UTC)


class Reader:
    """Notes what it is handed, and answers as told."""

    def __init__(self, answer=None) -> None:
        self.seen: list[Delivery] = []
        self.answer = answer

    def __call__(self, delivery: Delivery) -> None:
        self.seen.append(delivery)
        if self.answer is not None:
            delivery.answer(self.answer)
            delivery.ack()


async def test_a_call_returns_the_owners_reply(bus) -> None:
    """The reply is the one that the reader gave to this message."""
    await bus.consume("counter", [], Reader(Count(value=3)))
    assert await bus.call(Add(amount=1)) == Count(value=3)


async def test_a_refusal_is_raised_at_the_caller(bus) -> None:
    """An ApiError crosses the bus with its class and text."""
    await bus.consume("counter", [], Reader(InvalidParameter(name="Amount")))
    with pytest.raises(InvalidParameter, match='"Amount"'):
        await bus.call(Add(amount=1))


async def test_a_command_nobody_owns_is_an_error_for_its_sender(bus) -> None:
    """Commands are mandatory."""
    with pytest.raises(Unroutable):
        await bus.send(Add(amount=1))
    with pytest.raises(Unroutable):
        await bus.call(Add(amount=1))


async def test_an_event_reaches_all_its_listeners_and_needs_none(bus) -> None:
    """Each listening service gets its own copy; others get nothing."""
    await bus.publish(Elsewhere(amount=0))
    listening, also, deaf = Reader(), Reader(), Reader()
    await bus.consume("a", [Elsewhere], listening)
    await bus.consume("b", [Elsewhere], also)
    await bus.consume("c", [Added], deaf)
    await bus.publish(Elsewhere(amount=1))
    await eventually(lambda: listening.seen and also.seen)
    assert [len(reader.seen) for reader in (listening, also, deaf)] == [1, 1, 0]


async def test_messages_keep_their_order(bus) -> None:
    """What one sender sends arrives in the order in which it was sent."""
    reader = Reader()
    await bus.consume("counter", [], reader)
    for amount in range(50):
        await bus.send(Add(amount=amount))
    await eventually(lambda: len(reader.seen) == 50)
    assert [d.envelope.message.amount for d in reader.seen] == list(range(50))


async def test_a_message_says_when_it_was_sent(bus) -> None:
    """To the microsecond, as its sender's clock stood."""
    reader = Reader()
    await bus.consume("counter", [], reader)
    sent = Envelope(Add(amount=1), "m1", bus.clock.now())
    await bus.post([sent])
    await eventually(lambda: reader.seen)
    assert reader.seen[0].envelope.timestamp == sent.timestamp


async def test_a_rejected_message_comes_again_and_then_is_dead(bus, case) -> None:
    """Up to the limit; the caller learns of it, and the letter keeps reason and body."""

    def reader(delivery: Delivery) -> None:
        delivery.reject("cannot")

    await bus.consume("counter", [], reader)
    with pytest.raises(InternalError):
        await bus.call(Add(amount=7), message_id="m7")
    [letter] = await eventually_some(case.letters, 1)
    assert (letter.service, letter.type, letter.reason) == ("counter", "counter.add", "cannot")
    assert b"7" in letter.body


async def test_a_dead_letter_can_be_sent_again_under_its_own_id(bus, case) -> None:
    """A reader that has been mended handles it; the letter is gone."""
    mended = Reader(Count(value=7))
    broken = True

    def reader(delivery: Delivery) -> None:
        if broken:
            delivery.reject("cannot")
        else:
            mended(delivery)

    await bus.consume("counter", [], reader)
    await bus.send(Add(amount=7), message_id="m7")
    [letter] = await eventually_some(case.letters, 1)
    assert await case.letters() == [letter]  # looking at it leaves it where it is
    broken = False
    await bus.revive(letter)
    await eventually(lambda: mended.seen)
    assert mended.seen[0].envelope.message_id == "m7"
    await eventually_some(case.letters, 0)


async def test_a_letter_may_die_again(bus, case) -> None:
    """It is there again, with the new reason, and can be sent once more."""
    mended, body = Reader(Count(value=7)), Add(amount=7).as_json()
    broken = True

    def reader(delivery: Delivery) -> None:
        if broken:
            delivery.reject("again")
        else:
            mended(delivery)

    await bus.consume("counter", [], reader)
    bus.bury(DeadLetter("counter:m1", "counter", "counter.add", "why", AT, body, "f", ROOT))
    [letter] = await eventually_some(case.letters, 1)
    await bus.revive(letter)
    [again] = await eventually_some(case.letters, 1)
    assert (again.letter_id, again.reason, again.body) == (letter.letter_id, "again", body)
    broken = False
    await bus.revive(again)
    await eventually_some(case.letters, 0)
    await eventually(lambda: mended.seen)
    assert mended.seen[0].envelope.correlation_id == "f"


async def test_a_letter_is_forgotten(bus, case) -> None:
    """Nobody gets it any more; the others stay, and a second time there is nothing to forget."""
    for name in ("m1", "m2"):
        body = Add(amount=7).as_json()
        bus.bury(DeadLetter(f"counter:{name}", "counter", "counter.add", "why", AT, body, "f", ROOT))
    [first, second] = await eventually_some(case.letters, 2)
    assert await bus.discard(first)
    assert await case.letters() == [second]
    assert not await bus.discard(first)
    assert await bus.discard(second)
    assert await case.letters() == []


async def test_what_cannot_be_sent_again_stays(bus, case) -> None:
    """Its service is no more, or it is not there itself."""
    letter = DeadLetter("nowhere:m1", "nowhere", "counter.add", "why", AT, b"{}", "f", ROOT)
    bus.bury(letter)
    [kept] = await eventually_some(case.letters, 1)
    with pytest.raises(NotRevived, match="nowhere"):
        await bus.revive(kept)
    assert await case.letters() == [kept]


@pytest.mark.parametrize(
    "body", [b'{"a":"\\ud800"}', b'{"a":"\xed\xa0\x80"}', b"[" * 5000 + b"]" * 5000, b""]
)
async def test_letters_are_shown_whatever_they_hold(bus, case, body: bytes) -> None:
    """One that is no JSON, or has odd names, stands beside the others."""
    odd = "\ud800" * 200
    await bus.consume("counter", [], Reader())
    bus.bury(DeadLetter("counter:m1", "counter", "counter.add", "why", AT, body, odd[:1], ROOT))
    bus.bury(DeadLetter(f"counter:{odd}", "counter", "counter.add", odd, AT, b"{}", odd, odd))
    await eventually_some(case.letters, 2)
    first, second = await list_all(bus)
    assert (first.id, second.id) == ("counter:m1", f"counter:{as_text(odd)}")
    assert first.body == body.decode("utf-8", "backslashreplace")


async def test_a_message_that_cannot_be_written_holds_no_other_up(bus, case) -> None:
    """On a broker it is a dead letter; in memory nothing need be written until it is given up."""
    reader = Reader(Count(value=1))
    await bus.consume("counter", [], reader)
    now = bus.clock.now()
    bad = [
        Envelope(Fetch.model_construct(name="\ud800"), "bad", now),
        Envelope(Add(amount=1), "\ud800", now),
    ]
    await (await bus.post([*bad, Envelope(Add(amount=1), "good", now)])).settled()
    await eventually(lambda: reader.seen and reader.seen[-1].envelope.message_id == "good")
    taken = len(reader.seen) - 1
    for delivery in reader.seen[:taken]:
        for _ in range(3):
            delivery.reject("cannot")
    letters = await eventually_some(case.letters, 2)
    assert {letter.letter_id for letter in letters} == {"counter:bad", "counter:\\ud800"}
    assert b"ud800" in letters[0].body
    assert len(await list_all(bus)) == 2


async def test_a_posting_in_memory_settles_when_every_reader_has_acknowledged() -> None:
    """Not before the last one has: nothing else would keep the messages."""
    bus = MemoryBus(Clock())
    first, second = Reader(), Reader()
    await bus.consume("a", [Elsewhere], first)
    await bus.consume("b", [Elsewhere], second)
    envelope = Envelope(Elsewhere(amount=1), "m1", bus.clock.now())
    settled = asyncio.create_task((await bus.post([envelope])).settled())
    first.seen[0].ack()
    await asyncio.sleep(0)
    assert not settled.done()
    second.seen[0].ack()
    await in_time(settled)


async def test_a_caller_that_gives_up_abandons_its_message(bus) -> None:
    """The reader can see that nobody waits any more."""
    reader = Reader()
    await bus.consume("counter", [], reader)
    while not reader.seen:  # nobody waits for one that was given up before it was sent
        with pytest.raises(TimeoutError):
            await bus.call(Add(amount=1), timeout=0.5)
    await eventually(lambda: reader.seen[0].abandoned)


async def test_observers_see_events_as_they_are_published(bus) -> None:
    """A tail sees what happens after it began."""
    watching = bus.observe()
    seen = asyncio.create_task(anext(watching))

    async def publish() -> None:
        await bus.publish(Elsewhere(amount=9))

    async with asyncio.timeout(PATIENCE_SECONDS):
        while not seen.done():  # it takes a moment until it watches
            await publish()
            await asyncio.to_thread(lambda: None)
    assert seen.result().message == Elsewhere(amount=9)
