"""`/_scalehook/mns/…`: Message Service by hand. What knows its contracts is imported when needed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from scalehook.gateway.http import Answer, HttpRequest
from scalehook.kit import Requester

if TYPE_CHECKING:
    from scalehook.gateway.control.mns.mailbox import MailboxEndpoints
    from scalehook.gateway.control.mns.queues import QueueEndpoints
    from scalehook.gateway.control.mns.topics import TopicEndpoints

Endpoint = Callable[[HttpRequest], Awaitable[Answer]]
MNS = "/_scalehook/mns"


class MnsEndpoints:
    """What each of them does."""

    def __init__(self, bus: Requester, closing: asyncio.Event) -> None:
        self._bus = bus
        self._closing = closing

    def table(self) -> dict[tuple[str, str], Endpoint]:
        """By method and path."""
        return {
            ("GET", f"{MNS}/queues"): lambda request: self._queues().show_all(request),
            ("GET", f"{MNS}/peek"): lambda request: self._queues().peek(request),
            ("POST", f"{MNS}/send"): lambda request: self._queues().send(request),
            ("POST", f"{MNS}/receive"): lambda request: self._queues().receive(request),
            ("POST", f"{MNS}/purge"): lambda request: self._queues().purge(request),
            ("GET", f"{MNS}/topics"): lambda request: self._topics().show_all(request),
            ("GET", f"{MNS}/subscriptions"): lambda request: self._topics().show_subscriptions(request),
            ("POST", f"{MNS}/publish"): lambda request: self._topics().publish(request),
            ("POST", f"{MNS}/attempt"): lambda request: self._topics().attempt(request),
            ("GET", f"{MNS}/deliveries"): lambda request: self._topics().deliveries(request),
            ("GET", f"{MNS}/mailbox"): lambda request: self._mailbox().show_all(request),
            ("DELETE", f"{MNS}/mailbox"): lambda request: self._mailbox().clear(request),
        }

    def _mailbox(self) -> "MailboxEndpoints":
        from scalehook.gateway.control.mns.mailbox import MailboxEndpoints

        return MailboxEndpoints(self._bus)

    def _queues(self) -> "QueueEndpoints":
        from scalehook.gateway.control.mns.queues import QueueEndpoints

        return QueueEndpoints(self._bus, self._closing)

    def _topics(self) -> "TopicEndpoints":
        from scalehook.gateway.control.mns.topics import TopicEndpoints

        return TopicEndpoints(self._bus)
