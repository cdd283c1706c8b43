"""Queues that are not the stack's own: how many messages and readers they have, as the broker says."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from aio_pika.abc import AbstractConnection
from aiormq.exceptions import ChannelLockedResource, ChannelNotFoundEntity

from scalehook_contracts.topology import is_of_the_stack

MANAGEMENT_SECONDS = 2.0
COLUMNS = "name,messages_unacknowledged,exclusive"


@dataclass(frozen=True)
class ForeignQueue:
    """One that a consumer of the stack's events has bound for itself. `unacknowledged` is None where
    nobody can tell: AMQP does not, the management API does, some seconds late.
    """

    name: str
    ready: int
    readers: int
    unacknowledged: int | None = None


async def look(
    connection: AbstractConnection, names: list[str], amqp_url: str, management_url: str
) -> list[ForeignQueue]:
    """Those of the queues that exist. Where none are named, and the management API tells which there
    are, all that are not of one connection alone.
    """
    told = await _told(names, amqp_url, management_url) if management_url else {}
    found = [await _look(connection, name, told.get(name, {})) for name in names or told]
    return [queue for queue in found if queue is not None]


async def _look(connection: AbstractConnection, name: str, told: dict[str, Any]) -> ForeignQueue | None:
    """By AMQP, which is never late."""
    channel = await connection.channel()
    try:
        declared = (await channel.declare_queue(name, passive=True)).declaration_result
    except (ChannelNotFoundEntity, ChannelLockedResource):
        return None  # the broker has closed the channel
    await channel.close()
    ready, readers = declared.message_count or 0, declared.consumer_count or 0
    return ForeignQueue(name, ready, readers, told.get("messages_unacknowledged"))


async def _told(names: list[str], amqp_url: str, management_url: str) -> dict[str, dict[str, Any]]:
    """What the management API says of these, or of all that are not the stack's; empty: it is not
    there, and then nobody can tell.
    """
    import httpx  # few ask

    broker = urlsplit(amqp_url)
    vhost = broker.path[1:] or "%2F"
    url = f"{management_url.rstrip('/')}/api/queues/{vhost}"
    try:
        secure = url.startswith("https://")  # else certificates are read for nothing
        async with httpx.AsyncClient(
            auth=_user(urlsplit(management_url)) or _user(broker),
            timeout=MANAGEMENT_SECONDS,
            trust_env=False,
            verify=secure,
        ) as client:
            answer = await client.get(url, params={"columns": COLUMNS})
            answer.raise_for_status()
            queues = {queue["name"]: queue for queue in answer.json()}
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError):
        return {}
    return {name: queue for name, queue in queues.items() if _is_asked_for(queue, names)}


def _user(parts: SplitResult) -> tuple[str, str] | None:
    if parts.username is None:
        return None
    return unquote(parts.username), unquote(parts.password or "")


def _is_asked_for(queue: dict[str, Any], names: list[str]) -> bool:
    if names:
        return queue["name"] in names
    return not (queue.get("exclusive") or is_of_the_stack(queue["name"]))
