"""Which messages were handled lately, with their replies: a duplicate is answered from here."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from scalehook.kit.machine.said import Said

MOST = 20_000
MOST_BYTES = 16 * 2**20  # of replies: receives carry whole messages


class Handled:
    """The latest messages by id, the oldest first, with their `replies`; older ones are forgotten."""

    def __init__(self, replies: Iterable[tuple[str, Said | None]] = ()) -> None:
        self.replies: OrderedDict[str, Said | None] = OrderedDict()
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
        if reply is not None:
            self._bytes += len(reply)
        if len(self.replies) > MOST or self._bytes > MOST_BYTES:
            self._forget()

    def keep_all(self, replies: Sequence[tuple[str, Said | None]]) -> None:
        """Many more."""
        self.replies.update(replies)
        self._bytes += sum(len(reply) for _, reply in replies if reply is not None)
        self._forget()

    def _forget(self) -> None:
        while len(self.replies) > MOST or (self._bytes > MOST_BYTES and len(self.replies) > 1):
            self._bytes -= _size(self.replies.popitem(last=False)[1])

    def reply(self, message_id: str) -> Said | None:
        """What was answered."""
        return self.replies[message_id]

    def items(self) -> Iterable[tuple[str, Said | None]]:
        """All of them."""
        return self.replies.items()


def _size(reply: Said | None) -> int:
    return 0 if reply is None else len(reply)
