"""Which messages were handled lately, with their replies: a duplicate is answered from here."""

from collections import deque
from collections.abc import Iterable, Sequence

from scalehook.kit.machine.said import Said

MOST = 20_000
MOST_BYTES = 16 * 2**20  # of replies: receives carry whole messages


class Handled:
    """The latest messages by id, the oldest first, with their `replies`; older ones are forgotten.

    Ids stand in a queue of their own: that is half as dear as a dictionary that keeps an order to take
    from, and a plain one looks for its first one ever longer.
    """

    def __init__(self, replies: Iterable[tuple[str, Said | None]] = ()) -> None:
        self.replies: dict[str, Said | None] = {}
        self._ids: deque[str] = deque()
        self._bytes = 0
        for message_id, reply in replies:
            self.keep(message_id, reply)

    def __contains__(self, message_id: str) -> bool:
        return message_id in self.replies

    def __len__(self) -> int:
        return len(self.replies)

    def keep(self, message_id: str, reply: Said | None) -> None:
        """One more."""
        self.replies[message_id] = reply
        self._ids.append(message_id)
        if reply is not None:
            self._bytes += len(reply)
        if len(self.replies) > MOST or self._bytes > MOST_BYTES:
            self._forget()

    def keep_all(self, ids: Sequence[str], replies: Sequence[Said | None]) -> None:
        """Many more, each with its reply."""
        self.replies.update(zip(ids, replies, strict=True))
        self._ids += ids
        self._bytes += sum(map(len, filter(None, replies)))
        self._forget()

    def _forget(self) -> None:
        while len(self.replies) > MOST or (self._bytes > MOST_BYTES and len(self.replies) > 1):
            self._bytes -= len(self.replies.pop(self._ids.popleft(), None) or b"")

    def reply(self, message_id: str) -> Said | None:
        """What was answered."""
        return self.replies[message_id]

    def items(self) -> Iterable[tuple[str, Said | None]]:
        """All of them."""
        return self.replies.items()
