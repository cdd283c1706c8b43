"""Callers that ask again, and callers that go away."""

import asyncio
from typing import Any

import pytest

from scalehook.kit.bus.bus import Delivery
from scalehook.kit.bus.rabbit import calling
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.errors.common import InternalError
from support.buses import RabbitCase, rabbit_case, running
from support.counter.messages import Add, Count, WaitFor
from support.patience import PATIENCE_SECONDS, eventually


@pytest.fixture(autouse=True)
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Callers ask again at once; the ids of what they ask, each as often as it is asked."""
    monkeypatch.setattr(calling, "ATTEMPT_SECONDS", 0.1)
    asked: list[str] = []
    ask_once = calling.Calls._ask_once

    async def noted(self: calling.Calls, envelope: Envelope, expected: Any) -> Any:
        asked.append(envelope.message_id)
        return await ask_once(self, envelope, expected)

    monkeypatch.setattr(calling.Calls, "_ask_once", noted)
    return asked


async def asked_again(attempts: list[str]) -> None:
    """More than once from now on: all but the last have arrived."""
    so_far = len(attempts)
    await eventually(lambda: len(attempts) > so_far + 2)


class Reader:
    """Takes messages, and answers none of them."""

    def __init__(self) -> None:
        self.seen: list[Delivery] = []

    def __call__(self, delivery: Delivery) -> None:
        self.seen.append(delivery)


async def test_a_long_poll_that_is_asked_again_waits_once(
    vhost: str, client: RabbitCase, attempts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its copies are acknowledged; when the caller goes away nothing is left to consume."""
    async with running(vhost) as host:
        poll = asyncio.ensure_future(
            client.bus.call(WaitFor(value=3, seconds=1000), timeout=PATIENCE_SECONDS)
        )
        await eventually(lambda: host.turns.count)
        await asked_again(attempts)
        poll.cancel()
        await eventually(lambda: host.next_deadline() is None)
        assert host.turns.count == 1
        monkeypatch.setattr(calling, "ATTEMPT_SECONDS", PATIENCE_SECONDS)  # a copy would count, too
        await client.bus.call(Add(amount=3))
        assert host.turns.count == 2  # nobody was woken


async def test_a_long_poll_that_is_asked_again_is_answered(
    vhost: str, client: RabbitCase, attempts: list[str]
) -> None:
    """By the one that waits."""
    async with running(vhost) as host:
        waiting = asyncio.ensure_future(
            client.bus.call(WaitFor(value=3, seconds=1000), timeout=PATIENCE_SECONDS)
        )
        await eventually(lambda: host.turns.count)
        await asked_again(attempts)
        await client.bus.call(Add(amount=3))
        assert await waiting == Count(value=3)


async def test_an_answer_goes_to_who_asked_last(
    vhost: str, client: RabbitCase, attempts: list[str]
) -> None:
    """A caller that was replaced asks under the same id, and hears elsewhere."""
    async with running(vhost) as host:
        command = WaitFor(value=3, seconds=1000)
        first = asyncio.ensure_future(
            client.bus.call(command, message_id="poll", timeout=PATIENCE_SECONDS)
        )
        await eventually(lambda: host.turns.count)
        second = await rabbit_case(vhost)
        again = asyncio.ensure_future(
            second.bus.call(command, message_id="poll", timeout=PATIENCE_SECONDS)
        )
        first.get_coro().close()  # its process has died: it tells nobody
        await asked_again(attempts)
        await client.bus.call(Add(amount=3))
        assert await again == Count(value=3)
        await second.close()


async def test_a_copy_of_a_message_that_is_not_acknowledged_is_handed_on(
    vhost: str, client: RabbitCase
) -> None:
    """The first may belong to a connection that has died; when the caller goes all are abandoned."""
    reader = Reader()
    await client.bus.consume("counter", [], reader)
    call = asyncio.ensure_future(client.bus.call(Add(amount=1), timeout=PATIENCE_SECONDS))
    await eventually(lambda: len(reader.seen) > 1)
    call.cancel()
    await eventually(lambda: all(one.abandoned for one in reader.seen))


async def test_a_deferred_message_that_fails_is_answered(vhost: str, client: RabbitCase) -> None:
    """It has been acknowledged and cannot come again: it is a dead letter at once."""
    reader = Reader()
    await client.bus.consume("counter", [], reader)
    call = asyncio.ensure_future(
        client.bus.call(Add(amount=1), message_id="m1", timeout=PATIENCE_SECONDS)
    )
    await eventually(lambda: reader.seen)
    reader.seen[0].ack()
    reader.seen[0].reject("cannot")
    with pytest.raises(InternalError):
        await call
    [letter] = await client.letters()
    assert (letter.letter_id, letter.reason) == ("counter:m1", "cannot")
