"""Messages on a broker that others have published: read where that is possible, told where it is not."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aio_pika
import pytest
from aio_pika.abc import AbstractIncomingMessage
from pamqp.commands import Basic

from scalehook.gateway.control.dead_letters import list_all, retry
from scalehook.kit.host.host import Host
from scalehook_contracts.topology import COMMANDS, DEAD, EVENTS
from support.buses import RabbitCase, raw, running
from support.counter import handlers
from support.counter.messages import Add, Count, Read
from support.foreign import STRANGE, RawProperties, publish
from support.patience import eventually_is, eventually_some, in_time

FROM_ROOT = {"caller": "root"}
GOOD = Basic.Properties(message_id="good", headers=dict(FROM_ROOT))


@pytest.fixture
async def host(vhost: str) -> AsyncIterator[Host]:
    """The counter."""
    async with running(vhost) as started:
        yield started


async def ask(url: str, body: bytes, key: str = "counter.add", **properties: Any) -> Any:
    """As a program would that has read nothing but the description of the properties."""
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(exclusive=True)
        answered: asyncio.Future[AbstractIncomingMessage] = asyncio.get_running_loop().create_future()

        async def take(incoming: AbstractIncomingMessage) -> None:
            answered.set_result(incoming)

        await queue.consume(take, no_ack=True)
        message = aio_pika.Message(body, reply_to=queue.name, **properties)
        await (await channel.get_exchange(COMMANDS)).publish(message, key)
        return await in_time(answered)


async def total(client: RabbitCase) -> int:
    return (await client.bus.call(Read())).value


async def test_a_command_needs_no_type(vhost: str, host: Host) -> None:
    """Its routing key says what it is; the answer names the question's message id."""
    answer = await ask(vhost, b'{"Amount": 2}', message_id="m1", headers=FROM_ROOT)
    assert (answer.type, answer.correlation_id, answer.body) == ("counter.count", "m1", b'{"Value":2}')


async def test_a_command_of_nobody_is_refused(vhost: str, client: RabbitCase, host: Host) -> None:
    """With the documented error for one who asks; nothing happens, and nothing is left."""
    answer = await ask(vhost, b'{"Amount": 2}', message_id="m1")
    assert (answer.type, answer.correlation_id) == ("error", "m1")
    assert b'"code":"NoPermission"' in answer.body
    assert await total(client) == 0
    assert await client.letters() == []


async def test_a_command_of_nobody_who_wants_no_answer(
    vhost: str, client: RabbitCase, host: Host
) -> None:
    """Is a dead letter whose reason names the header."""
    await raw(vhost, b'{"Amount": 2}', message_id="m1", headers={})
    [letter] = await eventually_some(client.letters, 1)
    assert (letter.letter_id, letter.type) == ("counter:m1", "counter.add")
    assert "header 'caller'" in letter.reason
    assert await total(client) == 0


async def test_an_event_needs_no_caller(vhost: str, client: RabbitCase, host: Host) -> None:
    """It asks for nothing."""
    await publish(
        vhost, EVENTS, "counter.elsewhere", b'{"Amount": 3}', Basic.Properties(message_id="e1")
    )
    await eventually_is(lambda: total(client), 3)


@pytest.mark.parametrize(
    ("body", "properties"),
    [(b"no JSON", {"message_id": "m1"}), (b"{}", {"message_id": "m1", "type": "counter.unheard"})],
)
async def test_who_asks_what_cannot_be_read_gets_an_error(
    vhost: str, client: RabbitCase, host: Host, body: bytes, properties: dict[str, str]
) -> None:
    """Nobody waits in vain; the question is kept."""
    answer = await ask(vhost, body, headers=FROM_ROOT, **properties)
    assert (answer.type, answer.correlation_id) == ("error", "m1")
    await eventually_some(client.letters, 1)


async def test_a_reply_that_cannot_be_written(
    vhost: str, client: RabbitCase, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is an internal error for who asked; the service goes on."""

    class Odd(Count):
        name: str = "\ud800"

    host.machine.handlers[Add] = lambda command, work: Odd(value=1)
    answer = await ask(vhost, b'{"Amount": 2}', message_id="m1", headers=FROM_ROOT)
    assert b'"code":"InternalError"' in answer.body
    host.machine.handlers[Add] = handlers.add
    assert (await client.bus.call(Add(amount=4))).value == 4


async def test_a_delivery_count_of_the_publishers_own(
    vhost: str, client: RabbitCase, host: Host
) -> None:
    """Is let pass when it is none."""
    headers = {**FROM_ROOT, "x-delivery-count": "many"}
    await raw(vhost, b'{"Amount": 1, "Fail": "before"}', message_id="m1", headers=headers)
    await eventually_some(client.letters, 1)
    assert (await client.bus.call(Add(amount=4))).value == 4


async def test_strange_properties_hold_no_service_up(vhost: str, client: RabbitCase, host: Host) -> None:
    """Each such message is a dead letter like any other, and the connection stands."""
    for count, strange in enumerate(STRANGE.values(), start=1):
        await publish(vhost, COMMANDS, "counter.add", b"{}", RawProperties(strange))
        letters = await eventually_some(client.letters, count)
        assert letters[-1].service == "counter"
    assert (await client.bus.call(Add(amount=4))).value == 4
    assert all(view.reason for view in await list_all(client.bus))


async def test_strange_letters_hide_no_others(vhost: str, client: RabbitCase, host: Host) -> None:
    """What somebody has put there is listed beside what can be sent again."""
    for count, strange in enumerate(STRANGE.values()):  # of one body they would be one
        await publish(vhost, DEAD, "counter.add", b"{}" + b" " * count, RawProperties(strange))
    await publish(vhost, DEAD, "counter.add", b'{"Amount": 5}', GOOD)
    *odd, letter = await list_all(client.bus)
    services = [r"\xff\xfe" if "type" in strange else "counter" for strange in STRANGE]
    assert [each.service for each in odd] == services
    assert letter.id == "counter:good"
    assert (await retry(client.bus, [letter.id])).retried == 1
    await eventually_is(lambda: total(client), 5)


ODD: list[tuple[bytes, dict[str, Any]]] = [
    (b'{"a":"\\ud800"}', {}),
    (b'{"Amount":"\xed\xa0\x80"}', {}),
    (b"[" * 5000 + b"]" * 5000, {}),
    (b"{}", {"x-died-at": "1e18"}),
    (b"{}", {"x-died-at": {"a": 1}, "x-reason": ["r"], "x-service": 7, "x-letter-id": 9}),
    (b"{}", {"x-first-death-queue": "scalehook.counter"}),
    (b"{}", {"x-first-death-queue": 5, "x-death": "often", "x-first-death-reason": 1e30}),
    (b"{}", {"x-first-death-queue": "scalehook.counter", "x-death": [{"time": "today"}]}),
]


async def test_letters_with_odd_bodies_and_headers_hide_no_others(
    vhost: str, client: RabbitCase, host: Host
) -> None:
    """Each is shown, with something for everything that it does not say."""
    for body, headers in ODD:
        await publish(vhost, DEAD, "counter.add", body, Basic.Properties(headers=headers))
    await publish(vhost, DEAD, "counter.add", b'{"Amount": 5}', GOOD)
    *odd, letter = await list_all(client.bus)
    assert len(odd) == len(ODD)
    assert all(each.id and each.at.year >= 1970 for each in odd)
    assert letter.id == "counter:good"
    told = await retry(client.bus, None)
    assert told.retried + len(told.kept) == len(ODD) + 1
    await eventually_is(lambda: total(client), 5)
