"""The process is killed in the middle of a move to a dead-letter queue."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.journal.memory import MemoryJournal
from scalehook.message_service.service import SERVICE
from scalehook_contracts.base import Event
from scalehook_contracts.message_service.control_plane.queues import CreateQueue
from scalehook_contracts.message_service.messages import (
    MessageDeadLettered,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.queues import GetQueueAttributes
from support.desk import Desk, desk
from support.mortal_journal import MortalJournal, PromptMortalJournal
from support.queues.dead_letters import policy

HELD = 30  # seconds
MOMENTS = ["before the append", "after the append", "before the mark"]
KINDS = [MortalJournal, PromptMortalJournal]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_message_is_moved_once_and_told_of(moment: Any, kind: type[MortalJournal]) -> None:
    """Whether the move was kept or not, and told or not: it is in one queue alone, and who listens
    knows of one message, by one id.
    """
    kept, told = MemoryJournal(), dict[str, MessageDeadLettered]()
    journal = kind(kept)
    async with desk(SERVICE, journal, listening(told)) as at:
        await exhausted(at)
        journal.dies_at = moment
        moving = asyncio.create_task(at.timekeeper.advance(HELD))
        ended = asyncio.create_task(at.host.ended.wait())
        await asyncio.wait([moving, ended], return_when=asyncio.FIRST_COMPLETED)
        moving.cancel()
        ended.cancel()
    assert journal.dead
    assert bool(told) == (moment == "before the mark")
    async with desk(SERVICE, kind(kept), listening(told)) as at:
        await at.timekeeper.advance(HELD)
        await at.timekeeper.quiet()
        assert (await counts(at.bus, "q"), await counts(at.bus, "dead")) == ((0, 0), (1, 0))
    [event] = told.values()
    assert (event.queue_name, event.dead_letter_queue) == ("q", "dead")


def listening(told: dict[str, MessageDeadLettered]) -> dict[type[Event], Callable[[Any], None]]:
    """Somebody who keeps what he hears, by the id of the message."""

    def hear(delivery: Any) -> None:
        told[delivery.envelope.message_id] = delivery.envelope.message
        delivery.ack()

    return {MessageDeadLettered: hear}


async def exhausted(at: Desk) -> None:
    """`q` has one message, received for the last time."""
    await at.bus.call(CreateQueue(queue_name="dead"))
    await at.bus.call(CreateQueue(queue_name="q", dlq_policy=policy(receives=1)))
    await at.bus.call(SendMessage(queue_name="q", message_body="poison"))
    await at.bus.call(ReceiveMessage(queue_name="q"))


async def counts(bus: MemoryBus, name: str) -> tuple[int, int]:
    """Active and inactive messages."""
    shown = await bus.call(GetQueueAttributes(queue_name=name))
    return shown.active_messages, shown.inactive_messages
