"""The index of a queue of which nobody has asked anything yet."""

from collections.abc import Callable
from typing import Any

from scalehook.message_service.state.index import QueueIndex
from scalehook.message_service.state.messages import StoredMessage


class Asleep:
    """Notes nothing of what happens to the messages, as long as a journal is played: most of them come
    and go before anybody asks. The first question makes the index, of what is there by then, in a
    tenth of the time. Whoever wakes it puts it into its place.
    """

    def __init__(self, wake: Callable[[], QueueIndex], limit: int | None = None) -> None:
        self._wake = wake
        self.limit = limit

    def set_limit(self, limit: int | None) -> None:
        """What the index will begin with."""
        self.limit = limit

    def add(self, message: StoredMessage) -> None:
        """Will be seen."""

    def remove(self, message: StoredMessage) -> None:
        """Likewise, as the three others."""

    take = put = remove

    def __getattr__(self, name: str) -> Any:
        """A question; nobody asks for what is private, but whoever copies a state."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._wake(), name)
