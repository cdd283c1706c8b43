"""The index of a queue that keeps its groups in order: only the first of each can be received."""

from collections import OrderedDict
from collections.abc import Mapping

from scalehook.message_service.state.index import QueueIndex
from scalehook.message_service.state.messages import StoredMessage

Group = OrderedDict[int, StoredMessage]  # by serial; the first and any other leave it in no time


class FifoIndex(QueueIndex):
    """Among the ready are only the first messages of groups: one that is held, delayed or about to move
    to the dead letters keeps back all behind it. The next is ready when the first is gone.
    """

    def __init__(self, messages: Mapping[int, StoredMessage], limit: int | None = None) -> None:
        self._groups: dict[str, Group] = {}
        for serial in sorted(messages):
            self._join(messages[serial])
        super().__init__(messages, limit)

    def add(self, message: StoredMessage) -> None:
        """A message is the last of its group."""
        self._join(message)
        super().add(message)

    def remove(self, message: StoredMessage) -> None:
        """A message goes; the next of its group takes its place."""
        super().remove(message)
        group = self._groups[_group_of(message)]
        del group[message.serial]
        if not group:
            del self._groups[_group_of(message)]
            return
        following = next(iter(group.values()))
        if message.serial < following.serial and self.is_active(following):
            super()._show(following)

    def wakeable(self) -> int:
        """How many groups there are, at most: each has one message for one consumer."""
        return min(super().wakeable(), len(self._groups))

    def _show(self, message: StoredMessage) -> None:
        if self._is_first(message):
            super()._show(message)

    def _can_be_received(self, message: StoredMessage) -> bool:
        return self.is_active(message) and self._is_first(message)

    def _is_first(self, message: StoredMessage) -> bool:
        return next(iter(self._groups[_group_of(message)])) == message.serial

    def _join(self, message: StoredMessage) -> None:
        group = self._groups.setdefault(_group_of(message), OrderedDict())
        group[message.serial] = message


def _group_of(message: StoredMessage) -> str:
    """Messages without a group, which no client can send here, are one together."""
    return message.message_group_id or ""
