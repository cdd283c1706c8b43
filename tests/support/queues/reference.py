"""Queues as they are told of: every message is looked at, every time. Times are Unix milliseconds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scalehook_contracts.message_service.messages import PeekedMessage, ReceivedMessage


@dataclass
class Known:
    """A message; its body is like no other's, and tells it wherever it goes."""

    body: str
    priority: int
    group: str
    sent_at: int
    visible_at: int
    message_id: str = ""  # of one that has moved, not known before it is seen
    handle: str | None = None
    count: int = 0
    first: int | None = None  # receipt
    origin: str = ""
    number: int = 0  # of its coming to the queue

    def check(self, shown: PeekedMessage) -> None:
        """What is shown of it is what is known."""
        self.message_id = self.message_id or shown.message_id
        assert (shown.message_id, shown.message_body) == (self.message_id, self.body)
        assert (shown.dequeue_count, shown.enqueue_time) == (self.count, self.sent_at)
        assert shown.first_dequeue_time == (self.sent_at if self.first is None else self.first)
        assert (shown.priority, shown.message_group_id or "") == (self.priority, self.group)
        origins = [one.value for one in shown.system_properties if one.name == "DLQOriginMessageId"]
        assert origins == ([self.origin] if self.origin else [])


@dataclass
class Kept:
    """A queue: `limit` receives, then a message goes to the `target`; 0: as many as there are."""

    name: str
    fifo: bool = False
    visibility: int = 3000
    retention: int = 60_000
    target: str = ""
    limit: int = 0
    messages: list[Known] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)  # last handles of messages that are gone
    arrived: int = 0
    waiting: dict[str, int] = field(default_factory=dict)  # who waits for a message, until when

    def add(self, message: Known) -> None:
        """A message comes."""
        self.arrived += 1
        message.number = self.arrived
        self.messages.append(message)

    def remove(self, message: Known) -> None:
        """A message goes."""
        self.messages.remove(message)
        if message.handle:
            self.gone.add(message.handle)

    def is_first(self, message: Known) -> bool:
        """Whether no other of its group stands before it."""
        return all(one.number >= message.number for one in self.messages if one.group == message.group)


class Reference:
    """All queues at an instant, which only moves forward."""

    def __init__(self, queues: Iterable[Kept], now: int) -> None:
        self.queues = {queue.name: queue for queue in queues}
        self.now = now

    def limit(self, queue: Kept) -> int:
        """How often a message is received, as long as there is a place for it to go."""
        return queue.limit if queue.target in self.queues else 0

    def active(self, queue: Kept) -> list[Known]:
        """Those that are visible and stay, in the order of receiving."""
        visible = [one for one in queue.messages if one.visible_at <= self.now]
        return sorted(visible, key=lambda one: (one.priority, one.number))

    def receivable(self, queue: Kept) -> list[Known]:
        """Those of them that are not kept back by another."""
        return [one for one in self.active(queue) if not queue.fifo or queue.is_first(one)]

    def held(self, queue: Kept, handle: str) -> tuple[Known | None, str]:
        """The message that a handle holds, or the refusal."""
        if handle in queue.gone:
            return None, "MessageNotExist"
        found = [one for one in queue.messages if one.handle == handle and one.visible_at > self.now]
        return (found[0], "") if found else (None, "ReceiptHandleError")

    def receive(self, queue: Kept, message: Known, reply: ReceivedMessage) -> None:
        """Somebody has got it, now."""
        message.count += 1
        message.first = self.now if message.first is None else message.first
        message.handle, message.visible_at = reply.receipt_handle, self.now + queue.visibility
        assert reply.next_visible_time == message.visible_at
        message.check(reply)

    def pass_time(self, until: int, served: Mapping[str, ReceivedMessage]) -> None:
        """All that comes of it that time passes; `served` are those of the waiting who got a message."""
        while (instant := self._next_instant(until)) is not None:
            self.now = instant
            self.settle(served)
        self.now = until
        self.settle(served)

    def settle(self, served: Mapping[str, ReceivedMessage]) -> None:
        """All that comes of what is now: messages end, move and are given to those who wait."""
        while any(self._expire(queue) or self._move(queue) for queue in self.queues.values()):
            pass
        for queue in self.queues.values():
            self._serve(queue, served)

    def _next_instant(self, until: int) -> int | None:
        times = {
            time
            for queue in self.queues.values()
            for one in queue.messages
            for time in (one.visible_at, one.sent_at + queue.retention)
        }
        return min((time for time in times if self.now < time <= until), default=None)

    def _expire(self, queue: Kept) -> bool:
        over = [one for one in queue.messages if one.sent_at + queue.retention <= self.now]
        for one in over:
            queue.remove(one)
        return bool(over)

    def _move(self, queue: Kept) -> bool:
        limit = self.limit(queue)
        used_up = [one for one in self.active(queue) if limit and one.count >= limit]
        for one in sorted(used_up, key=lambda one: (one.visible_at, one.number)):
            queue.remove(one)
            said = {"message_id": "", "handle": None, "count": 0, "first": None}
            letter = replace(one, visible_at=self.now, origin=one.message_id, **said)
            self.queues[queue.target].add(letter)
        return bool(used_up)

    def _serve(self, queue: Kept, served: Mapping[str, ReceivedMessage]) -> None:
        """Whoever waits gets one as soon as there is one. Who came first does not matter here, nor which
        of several that came at one instant.
        """
        now = {
            who: reply
            for who, reply in served.items()
            if who in queue.waiting and reply.next_visible_time - queue.visibility == self.now
        }
        there = {one.body: one for one in self.receivable(queue)}
        waiting = [until for until in queue.waiting.values() if until >= self.now]
        assert len(now) == min(len(there), len(waiting)), (queue.name, now, there, waiting)
        for who, reply in now.items():
            del queue.waiting[who]
            self.receive(queue, there.pop(reply.message_body), reply)
