"""Queues that are not the stack's own: how many messages and readers they have, as the broker says."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import ChannelNotFoundEntity

MANAGEMENT_SECONDS = 2.0


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
    """Those of the queues that exist."""
    found = []
    for name in names:
        channel = await connection.channel()
        try:
            declared = (await channel.declare_queue(name, passive=True)).declaration_result
        except ChannelNotFoundEntity:
            continue  # the broker has closed the channel
        await channel.close()
        unacknowledged = await _unacknowledged(name, amqp_url, management_url)
        ready, readers = declared.message_count or 0, declared.consumer_count or 0
        found.append(ForeignQueue(name, ready, readers, unacknowledged))
    return found


async def _unacknowledged(name: str, amqp_url: str, management_url: str) -> int | None:
    if not management_url:
        return None
    import httpx  # few ask

    vhost = urlsplit(amqp_url).path[1:] or "%2F"
    url = f"{management_url.rstrip('/')}/api/queues/{vhost}/{quote(name, safe='')}"
    try:
        secure = url.startswith("https://")  # else certificates are read for nothing
        async with httpx.AsyncClient(
            timeout=MANAGEMENT_SECONDS, trust_env=False, verify=secure
        ) as client:
            answer = await client.get(url)
            answer.raise_for_status()
            told = answer.json().get("messages_unacknowledged")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return None  # it is not there: then nobody can tell
    return told if isinstance(told, int) else None
