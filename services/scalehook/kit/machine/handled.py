"""Which messages were handled lately, with their replies: a duplicate is answered from here."""

from collections import OrderedDict
from collections.abc import Iterable

from scalehook.kit.machine.entry import Unread
from scalehook_contracts.base import Reply

KEPT = 20_000


class Handled:
    """The latest messages by id, the oldest first."""

    def __init__(self, replies: Iterable[tuple[str, Reply | Unread | None]] = ()) -> None:
        self._replies = OrderedDict(replies)

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._replies

    def __len__(self) -> int:
        return len(self._replies)

    def keep(self, message_id: str, reply: Reply | Unread | None) -> None:
        """One more; the oldest is forgotten."""
        self._replies[message_id] = reply
        if len(self._replies) > KEPT:
            self._replies.popitem(last=False)

    def reply(self, message_id: str) -> Reply | None:
        """What was answered."""
        reply = self._replies[message_id]
        return reply.read() if isinstance(reply, Unread) else reply

    def items(self) -> Iterable[tuple[str, Reply | Unread | None]]:
        """All of them."""
        return self._replies.items()
