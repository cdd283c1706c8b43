"""What a channel of the broker gets to read: frames in one piece, acknowledgements for many at once."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiormq.abc import ChannelFrame
from aiormq.exceptions import ChannelInvalidStateError
from hypothesis import given
from hypothesis import strategies as st
from pamqp import frame
from pamqp.body import ContentBody
from pamqp.commands import Basic
from pamqp.header import ContentHeader

from scalehook.kit.bus.rabbit.acknowledging import Acknowledgements
from scalehook.kit.bus.rabbit.fitting import fitting
from scalehook.kit.bus.rabbit.frames import Frames
from scalehook.kit.bus.rabbit.wire import Outgoing

STEPS = ("come", "come", "ack", "ack", "reject", "turn")


@dataclass
class Channel:
    """As much of the library's as frames need."""

    number: int = 1
    max_content_size: int = 8
    is_closed: bool = False
    delivery_tag: int = 0
    confirmations: dict[int, Any] = field(default_factory=dict)
    message_id_delivery_tag: dict[str, int] = field(default_factory=dict)
    write_queue: "asyncio.Queue[ChannelFrame]" = field(default_factory=asyncio.Queue)

    def create_task(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        return asyncio.ensure_future(work)

    def create_future(self) -> "asyncio.Future[Any]":
        return asyncio.get_running_loop().create_future()

    async def writes(self) -> list[list[Any]]:
        """The frames of each write, when the loop has come around a few times."""
        for _ in range(4):
            await asyncio.sleep(0)
        return [_frames(self.write_queue.get_nowait().payload) for _ in range(self.write_queue.qsize())]


def _frames(written: bytes) -> list[Any]:
    found = []
    while written:
        size, _, one = frame.unmarshal(written)
        written = written[size:]
        found.append(one)
    return found


def acknowledged(written: list[Any]) -> list[tuple[int, bool]]:
    return [(one.delivery_tag, one.multiple) for one in written]


def message(body: bytes, message_id: str = "m1") -> Outgoing:
    properties = Basic.Properties(message_id=message_id)
    return Outgoing(body, properties, fitting(body, properties))


async def test_messages_of_a_turn_are_one_write() -> None:
    """Each has its own frames, in order; a long body has several."""
    channel = Channel()
    frames = Frames(channel)
    frames.send(message(b"short", "a"), "exchange", "key")
    frames.send(message(b"longer than that", "b"), "", "queue")
    [written] = await channel.writes()
    assert [type(one) for one in written] == [
        Basic.Publish, ContentHeader, ContentBody, Basic.Publish, ContentHeader, ContentBody, ContentBody
    ]  # fmt: skip
    assert (written[0].exchange, written[0].routing_key) == ("exchange", "key")
    assert (written[1].properties.message_id, written[1].body_size) == ("a", 5)
    assert b"".join(one.value for one in written[5:]) == b"longer than that"


async def test_confirms_are_numbered_as_messages_are_written() -> None:
    """One that comes back is known by its id until it is confirmed."""
    channel = Channel()
    frames = Frames(channel)
    plain = frames.publish(message(b"", "a"), "events", "key", mandatory=False)
    returnable = frames.publish(message(b"", "b"), "commands", "key", mandatory=True)
    assert channel.confirmations == {1: plain, 2: returnable}
    assert channel.message_id_delivery_tag == {"b": 2}
    returnable.set_result(None)
    await channel.writes()
    assert channel.message_id_delivery_tag == {}


async def test_nothing_is_written_on_a_closed_channel() -> None:
    """Who publishes is told; an acknowledgement needs no care."""
    channel = Channel()
    frames, acknowledgements = Frames(channel), Acknowledgements(channel)
    acknowledgements.came(1)
    acknowledgements.ack(1)
    channel.is_closed = True
    with pytest.raises(ChannelInvalidStateError):
        frames.send(message(b""), "", "queue")
    assert await channel.writes() == []


async def test_one_acknowledgement_stands_for_all_before_a_message_in_hand() -> None:
    """Those behind it are acknowledged by themselves, once each."""
    channel = Channel()
    acknowledgements = Acknowledgements(channel)
    for tag in (1, 2, 3, 4, 5):
        acknowledgements.came(tag)
    for tag in (2, 1, 5):
        acknowledgements.ack(tag)
    assert [acknowledged(written) for written in await channel.writes()] == [[(2, True), (5, False)]]
    acknowledgements.ack(3)
    acknowledgements.ack(4)
    assert [acknowledged(written) for written in await channel.writes()] == [[(4, True)]]


async def _said(steps: list[tuple[str, int]]) -> tuple[dict[int, str], dict[int, str]]:
    """What was meant for each delivery, and what a broker understands."""
    channel = Channel()
    acknowledgements = Acknowledgements(channel)
    waiting: list[int] = []
    meant: dict[int, str] = {}
    understood: dict[int, str] = {}
    came = 0

    async def listen() -> None:
        for written in await channel.writes():
            for one in written:
                multiple = isinstance(one, Basic.Ack) and one.multiple
                tags = range(1, one.delivery_tag + 1) if multiple else [one.delivery_tag]
                assert one.delivery_tag not in understood  # a broker closes the channel
                word = "ack" if isinstance(one, Basic.Ack) else "reject"
                understood.update({tag: word for tag in tags if tag not in understood})

    for step, which in steps:
        if step == "come":
            came += 1
            waiting.append(came)
            acknowledgements.came(came)
        elif step == "turn":
            await listen()
        elif waiting:
            tag = waiting.pop(which % len(waiting))
            meant[tag] = step
            (acknowledgements.ack if step == "ack" else acknowledgements.reject)(tag)
    await listen()
    return meant, understood


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9))))
def test_the_broker_understands_what_is_meant(steps: list[tuple[str, int]]) -> None:
    """Whatever the order: no message in hand is acknowledged, and none that is to come again."""
    meant, understood = asyncio.run(_said(steps))
    assert understood == meant
