"""Queues with all that is in them, which nobody receives by looking; topics with their attempts."""

from functools import partial
from typing import Any

from pydantic import Field

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.hook_messages import samples
from scalehook.gateway.console.views.listing import Listing, Nothing, part, read
from scalehook.gateway.control.mns.listing import all_of
from scalehook.gateway.control.mns.topics import topics_behind
from scalehook_contracts.errors.gateway import NotFound
from scalehook_contracts.message_service.contents import ListQueueMessages, MessageState
from scalehook_contracts.message_service.deliveries import ListDeliveries
from scalehook_contracts.message_service.queues import ListQueue, QueueSummary
from scalehook_contracts.message_service.subscriptions import (
    ListSubscriptionByTopic,
    SubscriptionSummary,
)

WHOLE = 65536  # characters: no message has more


class Messages(Listing):
    """The query of `queues/{name}/messages`: so many from this one on, of each so much of its body;
    those in this state, or with this text in them.
    """

    head: int = Field(4096, ge=1, le=WHOLE)
    state: MessageState | None = None
    find: str = Field("", max_length=256)


async def queues(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """All, with their settings and counters, by name."""
    asked = read(query, Listing)
    found = await all_of(partial(_queues_behind, desk))
    return part(asked, [each.model_dump(mode="json") for each in asked.of(found)], len(found))


async def queue(desk: Desk, name: str, query: dict[str, str]) -> dict[str, Any]:
    """One: its settings and counters."""
    read(query, Nothing)
    page = await desk.ask(ListQueue(with_meta=True, prefix=name, ret_number=1))
    found = [each for each in page.queues if each.queue_name == name]
    if not found:
        raise NotFound()
    return {"queue": found[0].model_dump(mode="json")}


async def messages(desk: Desk, name: str, query: dict[str, str]) -> dict[str, Any]:
    """What is in a queue: first what would be received next, then what is held or delayed. Counts and
    list are of one moment, and nothing changes.
    """
    asked = read(query, Messages)
    command = ListQueueMessages(
        queue_name=name,
        skip=asked.cursor,
        most=asked.limit,
        body_characters=asked.head,
        state=asked.state,
        contained=asked.find,
    )
    found = await desk.ask(command)
    return found.model_dump(mode="json", exclude={"matching"}) | {"total": found.matching}


async def message(desk: Desk, name: str, message_id: str, query: dict[str, str]) -> dict[str, Any]:
    """One, with all of its body; NotFound when it is not in the queue, or far behind in it."""
    read(query, Nothing)
    command = ListQueueMessages(queue_name=name, message_id=message_id, body_characters=WHOLE)
    found = (await desk.ask(command)).messages
    if not found:
        raise NotFound()
    return {"message": found[0].model_dump(mode="json")}


async def hook_messages(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """What hooks send, one of each kind, to be sent by hand."""
    read(query, Nothing)
    items = samples(desk.settings)
    return {"items": items, "next": None, "total": len(items)}


async def topics(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """All, with what they have to do, by name."""
    asked = read(query, Listing)
    found = await all_of(partial(topics_behind, desk.bus))
    return part(asked, list(asked.of(found)), len(found))


async def topic(desk: Desk, name: str, query: dict[str, str]) -> dict[str, Any]:
    """One: its subscriptions, and the last attempts to reach them."""
    read(query, Nothing)
    found = await all_of(partial(_subscriptions_behind, desk, name))
    attempts = await desk.ask(ListDeliveries(topic_name=name))
    return {
        "subscriptions": [each.model_dump(mode="json") for each in found],
        **attempts.model_dump(mode="json"),
    }


async def _queues_behind(desk: Desk, marker: str) -> tuple[list[QueueSummary], str | None]:
    page = await desk.ask(ListQueue(with_meta=True, marker=marker, ret_number=1000))
    return page.queues, page.next_marker


async def _subscriptions_behind(
    desk: Desk, topic_name: str, marker: str
) -> tuple[list[SubscriptionSummary], str | None]:
    command = ListSubscriptionByTopic(topic_name=topic_name, with_meta=True, marker=marker)
    page = await desk.ask(command)
    return page.subscriptions, page.next_marker
