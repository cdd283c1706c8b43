"""Dead letters on a broker: what they keep, that none gets lost, and how they are sent again."""

import json
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aio_pika
import pytest
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from scalehook.kit.bus.bus import Delivery
from scalehook.kit.dead_letters import DeadLetter, NotRevived
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.outside import Outside
from scalehook_contracts.topology import COMMANDS, DEAD, queue_name
from support.buses import TYPES, RabbitCase, raw, running
from support.counter.messages import Add, Count, Fetch, FetchNumber, Read, RecordFetched
from support.counter.service import Numbers
from support.foreign import HEADERS, RawProperties, publish, short, table
from support.patience import PATIENCE_SECONDS, eventually, eventually_is, eventually_some

BOB = "acs:ram::1:user/bob"


@asynccontextmanager
async def channel_to(url: str) -> AsyncIterator[AbstractChannel]:
    """Past our own code."""
    async with await aio_pika.connect(url) as connection:
        yield await connection.channel()


async def dead_message(url: str) -> AbstractIncomingMessage:
    """The first dead letter, as the broker has it."""
    async with channel_to(url) as channel:
        return await (await channel.get_queue(DEAD)).get()


async def reject(incoming: AbstractIncomingMessage) -> None:
    """As often as it comes."""
    await incoming.reject(requeue=True)


class Reader:
    """Notes what it is handed."""

    def __init__(self) -> None:
        self.seen: list[Delivery] = []

    def __call__(self, delivery: Delivery) -> None:
        self.seen.append(delivery)
        delivery.ack()


async def total_is(client: RabbitCase, value: int) -> None:
    """Ask the counter until it is."""
    await eventually_is(lambda: client.bus.call(Read()), Count(value=value))


# -- what they keep -------------------------------------------------------------------------------


async def test_a_letter_has_all_properties_of_its_message(vhost: str, client: RabbitCase) -> None:
    """Headers, properties and routing key stay; the broker's own counting goes."""
    headers = {"caller": BOB, "causation_id": "c1", "traceparent": "00-1"}
    at = datetime(2023, 11, 14, tzinfo=UTC)
    async with running(vhost):
        await raw(
            vhost, b"no JSON", type="counter.unheard_of", message_id="m1", correlation_id="flow",
            app_id="gateway", headers=headers, content_type="text/x", timestamp=at, priority=3,
            reply_to="nobody", expiration=60,
        )  # fmt: skip
        await eventually_some(client.letters, 1)
    message = await dead_message(vhost)
    assert message.routing_key == "counter.add"
    assert (message.type, message.message_id, message.correlation_id, message.app_id) == (
        "counter.unheard_of", "m1", "flow", "gateway",
    )  # fmt: skip
    assert (message.content_type, message.timestamp, message.priority, message.reply_to) == (
        "text/x", at, 3, "nobody",
    )  # fmt: skip
    assert message.expiration is None  # a letter must not vanish
    assert {name: message.headers[name] for name in headers} == headers
    assert not [name for name in message.headers if name.startswith(("x-death", "x-delivery"))]


async def test_a_message_without_type_and_id(vhost: str, client: RabbitCase) -> None:
    """Is a letter like any other, can be told from another one, and has an id when it is sent again."""
    bare = RawProperties(struct.pack(">H", HEADERS) + table(short(b"caller") + b"S" + table(b"root")))
    async with running(vhost):
        for _ in range(2):
            await publish(vhost, COMMANDS, "counter.add", b'{"Amount": 7}', bare)
        first, second = await eventually_some(client.letters, 2)
        assert first.letter_id != second.letter_id
        assert first.type == "counter.add"
        assert "no message_id" in first.reason
        await client.bus.revive(second)
        await total_is(client, 7)
        assert await client.letters() == [first]


async def test_a_letter_is_sent_again_on_its_callers_behalf(vhost: str, client: RabbitCase) -> None:
    """What was asked by somebody who may do little is not done by somebody who may do all."""
    reader, types = Reader(), dict(TYPES)
    client.bus.types = types
    await client.bus.consume("counter", [], reader)
    await raw(vhost, b'{"Amount": 7}', type="counter.later", message_id="m1", headers={"caller": BOB})
    [letter] = await eventually_some(client.letters, 1)
    assert letter.caller == BOB
    types["counter.later"] = Add  # a newer version knows it
    await client.bus.revive(letter)
    await eventually(lambda: reader.seen)
    assert reader.seen[0].envelope.caller == BOB
    assert reader.seen[0].envelope.message_id == "m1"
    assert not [name for name in reader.seen[0].incoming.headers if name.startswith("x-")]


async def test_a_reason_of_any_length(vhost: str, client: RabbitCase) -> None:
    """Is cut: headers that do not fit into a frame would end the connection."""
    async with running(vhost):
        body = json.dumps({"Amount": "x" * 1_000_000, "Fail": 1}).encode()
        await raw(vhost, body, type="counter.add", message_id="m1")
        [letter] = await eventually_some(client.letters, 1)
        assert len(letter.reason) <= 2000
        assert letter.body == body
        client.bus.bury(
            DeadLetter("counter:m2", "counter", "counter.add", "x" * 600_000, letter.at, b"{}")
        )
        await eventually_some(client.letters, 2)


# -- none gets lost -------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"no JSON", b'{"Amount": 1, "Fail": "before"}'])
async def test_a_message_stays_until_its_letter_is_kept(
    vhost: str, client: RabbitCase, body: bytes
) -> None:
    """Nothing is acknowledged because a letter was tried to be written."""
    async with running(vhost):
        async with channel_to(vhost) as channel:
            await channel.exchange_delete(DEAD)
        await raw(vhost, body, type="counter.add", message_id="m1")
        [letter] = await eventually_some(client.letters, 1)
        assert letter.letter_id == "counter:m1"


async def test_a_command_that_nobody_takes_is_a_letter_before_its_posting_ends(
    vhost: str, client: RabbitCase
) -> None:
    """The journal's mark moves after that."""
    async with channel_to(vhost) as channel:
        await channel.exchange_delete(DEAD)
    await client.bus.post([Envelope(Add(amount=1), "m1", client.bus.clock.now(), caller=BOB)])
    [letter] = await client.letters()
    assert (letter.letter_id, letter.caller) == ("counter:m1", BOB)


async def test_what_the_broker_gives_up_is_a_letter(vhost: str, client: RabbitCase) -> None:
    """A message that ends its readers again and again; it says of which service it was."""
    async with running(vhost):
        pass
    await raw(vhost, b'{"Amount": 7}', type="counter.add", message_id="m1", headers={"caller": BOB})
    async with channel_to(vhost) as channel:
        queue = await channel.get_queue(queue_name("counter"))
        await queue.consume(reject)
        [letter] = await eventually_some(client.letters, 1)
    assert (letter.letter_id, letter.service, letter.type) == ("counter:m1", "counter", "counter.add")
    assert (letter.reason, letter.caller) == ("delivery_limit", BOB)
    assert letter.at.year >= 2024
    async with running(vhost):
        await client.bus.revive(letter)
        await eventually_some(client.letters, 0)
        await total_is(client, 7)


async def test_a_rejected_message_is_counted(
    client: RabbitCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By every version of the broker: a basic.nack is not."""
    monkeypatch.delattr(aio_pika.IncomingMessage, "nack")
    counted: list[int] = []

    def reader(delivery: Any) -> None:
        counted.append(delivery.incoming.headers.get("x-delivery-count", 0))
        delivery.reject("cannot")

    await client.bus.consume("counter", [], reader)
    await client.bus.send(Add(amount=1))
    await eventually_some(client.letters, 1)
    assert counted == [0, 1, 2]


async def ask_in_vain(client: RabbitCase) -> None:
    with pytest.raises(TimeoutError):
        await client.bus.ask_process("counter", b"", 0.3)


async def messages_of(url: str) -> int:
    """How many wait for the counter."""
    async with channel_to(url) as channel:
        queue = await channel.declare_queue(queue_name("counter"), passive=True)
        return queue.declaration_result.message_count or 0


async def test_a_late_question_is_no_letter(vhost: str, client: RabbitCase) -> None:
    """Nobody waits for its answer any more; it does not pile up either."""
    async with running(vhost):
        pass
    while "counter" not in client.bus._questions._silent:
        await ask_in_vain(client)
    left = await messages_of(vhost)
    assert left
    for _ in range(2):
        await ask_in_vain(client)
    assert await messages_of(vhost) == left
    asked: list[bytes] = []

    async def respond(question: bytes) -> bytes:
        asked.append(question)
        return b"well"

    async with running(vhost) as host:
        host.bus.respond = respond
        assert await client.bus.ask_process("counter", b"how are you?", PATIENCE_SECONDS) == b"well"
        assert await client.letters() == []
    assert b"how are you?" in asked


# -- sent again -----------------------------------------------------------------------------------


async def test_a_letter_of_an_unknown_service_is_kept(vhost: str, client: RabbitCase) -> None:
    """Whoever sends it again is told."""
    client.bus.bury(
        DeadLetter("nowhere:m1", "nowhere", "counter.add", "cannot", datetime.now(UTC), b"{}")
    )
    [letter] = await eventually_some(client.letters, 1)
    with pytest.raises(NotRevived, match="nowhere"):
        await client.bus.revive(letter)
    assert await client.letters() == [letter]


async def test_one_letter_of_many_is_sent_again(vhost: str, client: RabbitCase) -> None:
    """The others are left where they are, in their order."""
    reader = Reader()
    await client.bus.consume("counter", [], reader)
    for number in range(5):
        await raw(vhost, b"no JSON", type="counter.add", message_id=f"m{number}")
    letters = await eventually_some(client.letters, 5)
    await client.bus.revive(letters[0])  # it is no better than before: it dies again
    again = await eventually_some(client.letters, 5)
    assert [letter.letter_id for letter in again] == [f"counter:m{n}" for n in (1, 2, 3, 4, 0)]


async def test_an_effect_that_was_given_up_is_taken_up_again(vhost: str, client: RabbitCase) -> None:
    """Its letter holds the intent, which no handler takes."""

    class Failing(Numbers):
        mended = False

        async def fetch(self, intent: FetchNumber, outside: Outside) -> RecordFetched:
            if not self.mended:
                raise RuntimeError("no")
            return RecordFetched(name=intent.name, amount=100)

    numbers = Failing()
    async with running(vhost, numbers):
        await client.bus.call(Fetch(name="a"))
        [letter] = await eventually_some(client.letters, 1)
        assert letter.type == "counter.fetch_number"
        numbers.mended = True
        await client.bus.revive(letter)
        await total_is(client, 100)
        assert await client.letters() == []
