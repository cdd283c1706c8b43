"""What a stack has kept and was asked, with the real time of each: the only witness there is."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from scalehook.certify.bodies import token_of
from scalehook.certify.facts import Call, End
from scalehook.kit.machine.entry import Entry
from scalehook.testing.past import Past
from scalehook_contracts.base import Event
from scalehook_contracts.message_service.messages import (
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
    MessageVisibilityChanged,
)
from scalehook_contracts.message_service.pushes import PushBegun, PushSucceeded
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted


@dataclass(frozen=True, slots=True)
class Noted:
    """An event; `real` counts seconds since the chronicle began."""

    at: datetime
    real: float
    event: Event


@dataclass(frozen=True, slots=True)
class Mark:
    """What the certification itself has done."""

    at: datetime
    real: float
    what: str


class Chronicle(Past):
    """Written in the stack's loop. Anybody may read it, and wait for it to change."""

    def __init__(
        self,
        real: Callable[[], float] = time.monotonic,
        *,
        events_are_messages: bool = False,
        queue: str = "",
    ) -> None:
        super().__init__()
        self.events_are_messages = events_are_messages  # to consumers of the stack's own events
        self.queue = queue  # the consumer's, where it reads one
        self._real = real
        self._changed = threading.Condition()
        self.begin()

    def begin(self) -> None:
        """Nothing has happened yet."""
        self._began = self._real()
        self.forget()
        self.noted: list[Noted] = []
        self.calls: list[Call] = []
        self.marks: list[Mark] = []
        self.started: dict[str, list[str]] = {}  # the tokens of each activity
        self.hooks: dict[str, str] = {}  # by token
        self.ends: dict[str, End] = {}  # by token
        self.received: Counter[str] = Counter()  # by message or push
        self._tokens: dict[str, str] = {}  # by message
        self._visible: dict[str, int] = {}  # messages of the queue, and from when on (milliseconds)
        self._in_hand: dict[str, float] = {}  # messages, and since when (real)
        self._held: dict[str, str] = {}  # messages that were received and not deleted: their tokens
        self._sign = 0.0  # of life, the last one (real)
        self._woke = float("-inf")  # when it was woken, and has not called since (real)
        self._had: set[str] = set()  # messages that it has received, and pushes that it has taken
        self._lost: set[str] = set()  # those that died with it, and have not come again

    def now(self) -> float:
        """Real seconds since it began."""
        return self._real() - self._began

    def __call__(self, service: str, entry: Entry) -> None:
        """A service has kept this."""
        super().__call__(service, entry)
        real = self.now()
        for event in entry.recorded:
            self.noted.append(Noted(entry.at, real, event))
            self._count(event, entry.at, real)
        self._tell()

    def hear(self, call: Call) -> None:
        """A signed call has been answered. Called in the stack's loop, too."""
        self.calls.append(call)
        self._woke = float("-inf")
        self.sign()
        self._tell()

    def mark(self, at: datetime, what: str) -> None:
        """The certification does something now; `at` is virtual."""
        self.marks.append(Mark(at, self.now(), what))

    def sign(self) -> None:
        """The consumer has done something."""
        self._sign = self.now()

    def wake(self) -> None:
        """It has been woken: now it does something."""
        self._woke = self.now()
        self.sign()

    def woken(self, seconds: float) -> bool:
        """Whether it was woken within the last so many real seconds, and has not called since."""
        return self.now() - self._woke < seconds

    def die(self) -> None:
        """The consumer has ended, with all that it had in hand."""
        self._lost = self._had.copy()

    def died_with(self, own_id: str) -> bool:
        """Whether who had the message, or took the push, has ended since then."""
        return own_id in self._lost

    def wait(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Whether it holds, now or within so many real seconds."""
        end = self._real() + seconds
        while True:
            size = self._size()
            if condition():  # without the lock: it may ask the stack, whose loop writes here
                return True
            if (left := end - self._real()) <= 0:
                return False
            with self._changed:
                if self._size() == size:
                    self._changed.wait(left)

    def in_hand(self, seconds: float) -> bool:
        """Whether somebody has received a message about no waiting action within the last so many real
        seconds, and has done nothing with it yet. For the others the stack waits by itself.
        """
        since = self.now() - seconds
        return any(at > since for at in list(self._in_hand.values()))

    def acts(self, seconds: float) -> bool:
        """Whether somebody with a message about no waiting action in hand may be about to do something,
        as one who has given a sign of life within the last so many real seconds.
        """
        if self.now() - self._sign >= seconds:
            return False
        return any(self._is_over(token) for token in list(self._held.values()))

    def left_waiting(self, seconds: float, now: datetime) -> bool:
        """Whether a message waits (`now` is virtual) for who has called within the last so many real
        seconds, and takes one after the other: what it has not taken yet is not forgotten.
        """
        calls = self.calls
        if not calls or self.now() - calls[-1].real >= seconds:
            return False
        until = now.timestamp() * 1000
        return any(at <= until for at in list(self._visible.values()))

    def heard(self, token: str) -> int:
        """How many calls about the action have come to its owner: no fault has stood before them."""
        return sum(call.token == token and call.executed for call in self.calls.copy())

    def grows(self, seconds: float) -> bool:
        """Whether anything is added within so many real seconds."""
        before = self._size()
        return self.wait(lambda: self._size() != before, seconds)

    def _is_over(self, token: str) -> bool:
        return token not in self.hooks or token in self.ends

    def _size(self) -> int:
        return len(self.calls) + len(self.noted)

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _see(self, event: MessageEnqueued | MessageReceived | MessageVisibilityChanged) -> None:
        if event.queue_name == self.queue:
            self._visible[event.message_id] = event.next_visible_time

    def _count(self, event: Event, at: datetime, real: float) -> None:
        if isinstance(event, MessageEnqueued | MessageReceived | MessageVisibilityChanged):
            self._see(event)
        elif isinstance(event, MessageDeleted):
            self._visible.pop(event.message_id, None)
        if isinstance(event, LifecycleActionStarted):
            tokens = self.started.setdefault(event.scaling_activity_id, [])
            tokens.append(event.lifecycle_action_token)
            self.hooks[event.lifecycle_action_token] = event.lifecycle_hook_id
            if self.events_are_messages:
                self.received[event.lifecycle_action_token] += 1
        elif isinstance(event, LifecycleActionEnded):
            end = End(at, real, event.lifecycle_action_status, event.lifecycle_action_result)
            self.ends[event.lifecycle_action_token] = end
        elif isinstance(event, MessageReceived):
            self.received[event.message_id] += 1
            self._hand(event.message_id)
            token = self._held[event.message_id] = self._tokens.get(event.message_id, "")
            if self._is_over(token):
                self._in_hand[event.message_id] = real
        elif isinstance(event, MessageEnqueued):
            self._tokens[event.message_id] = token_of(event.message_body)
        elif isinstance(event, MessageDeleted | MessageVisibilityChanged):
            self._in_hand.pop(event.message_id, None)
            if isinstance(event, MessageDeleted):
                self._held.pop(event.message_id, None)
        elif isinstance(event, PushBegun):
            self.received[event.push_id] += 1  # it is open as long as the consumer works
        elif isinstance(event, PushSucceeded):
            self._hand(event.push_id)

    def _hand(self, own_id: str) -> None:
        self._had.add(own_id)
        self._lost.discard(own_id)
