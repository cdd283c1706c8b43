"""Who reads which queue through this gateway, and who has been given which message: for the clock."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scalehook.gateway.http import Line

MOST_REMEMBERED = 2000  # messages given out, the last ones
BETWEEN_POLLS_SECONDS = 2.0  # real: who has read less than so long ago is about to read again


@dataclass(slots=True)
class Reader:
    """A client that has read at the real time `at`, with its access key, by a connection if that is
    known; as its `number`th request there.
    """

    key_id: str
    line: Line | None
    at: float
    number: int = 0
    heard_nothing: bool = False  # its answer was cut off

    @property
    def gone(self) -> bool:
        """Whether it will not come back: it kept its connection for several requests, and has ended it
        while that was in use. One that opens a connection for each request, or gives up an idle one,
        cannot be told from one that died: it is taken to live. One whose answer was cut off does not
        know what it would have to come back for.
        """
        if self.heard_nothing or self.line is None:
            return self.heard_nothing
        return self.number > 1 and self.line.has_left()

    @property
    def requests(self) -> int:
        """How many requests have come from it: one more is a sign of life."""
        return self.line.requests if self.line is not None else 0

    def __str__(self) -> str:
        return f"{self.key_id} ({self.line.peer()})" if self.line is not None else self.key_id


@dataclass(eq=False, repr=False)
class Readers:
    """What is remembered of those who read, in memory only; `polls` are the queues of long polls that
    wait now, by whatever stands for them. `died_with` is told by who sees readers die: whether that of
    this message, or push, has.
    """

    real: Callable[[], float] = time.monotonic
    died_with: Callable[[str], bool] = lambda own_id: False
    polls: list[Mapping[Any, str]] = field(default_factory=list)
    _given: "OrderedDict[str, Reader]" = field(default_factory=OrderedDict)
    _last: dict[str, Reader] = field(default_factory=dict)

    def answered(self, queue_name: str, key_id: str, line: Line | None, outcome: object) -> None:
        """A client's read has ended, with messages or without."""
        reader = Reader(key_id, line, self.real(), line.requests if line is not None else 0)
        self._last[queue_name] = reader
        self._give(reader, outcome)

    def lost(self, key_id: str, line: Line | None, outcome: object) -> None:
        """What a client's read would have been answered with: nobody has it."""
        self._give(Reader(key_id, line, self.real(), heard_nothing=True), outcome)

    def _give(self, reader: Reader, outcome: object) -> None:
        for message_id in _message_ids(outcome):
            self._given[message_id] = reader
            if len(self._given) > MOST_REMEMBERED:
                self._given.popitem(last=False)

    def forget(self) -> None:
        """Nobody has read anything."""
        self._given.clear()
        self._last.clear()

    def of_message(self, message_id: str) -> Reader | None:
        """Who was given the message last."""
        return self._given.get(message_id)

    def waits(self, queue_name: str) -> bool:
        """Whether a long poll waits for the queue's messages."""
        return any(queue_name in polls.values() for polls in self.polls)

    def between_polls(self, queue_name: str) -> Reader | None:
        """Who has read the queue a moment ago, and is still there."""
        reader = self._last.get(queue_name)
        if reader is None or reader.gone or self.real() - reader.at > BETWEEN_POLLS_SECONDS:
            return None
        return reader


def _message_ids(outcome: object) -> Iterable[str]:
    """Of a reply's messages; told by their fields, since the contracts are not loaded before they are
    needed.
    """
    messages = vars(outcome).get("messages", (outcome,))  # a model without it would look for long
    return [vars(message)["message_id"] for message in messages if "message_id" in vars(message)]
