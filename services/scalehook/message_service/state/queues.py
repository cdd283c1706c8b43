"""A queue: its options, its messages, and what can be asked of them at a time."""

from collections import deque
from dataclasses import dataclass, field
from itertools import takewhile

from scalehook.message_service.state.asleep import Asleep
from scalehook.message_service.state.fifo_index import FifoIndex
from scalehook.message_service.state.index import QueueIndex
from scalehook.message_service.state.messages import StoredMessage
from scalehook.message_service.timestamps import SECOND
from scalehook_contracts.message_service.policies import (
    DlqPolicy,
    Encryption,
    Order,
    Tag,
    TenantRateLimitPolicy,
)

DEPARTED_KEPT = 1000


@dataclass(frozen=True)
class QueueOptions:
    """The attributes that a client can set."""

    delay_seconds: int = 0
    maximum_message_size: int = 65536
    message_retention_period: int = 345600
    visibility_timeout: int = 30
    polling_wait_seconds: int = 0
    logging_enabled: bool = False
    dlq_policy: DlqPolicy | None = None
    tenant_rate_limit_policy: TenantRateLimitPolicy | None = None
    encryption: Encryption | None = None


@dataclass(frozen=True)
class Counters:
    """How many messages are in which state."""

    active: int
    inactive: int
    delayed: int


@dataclass
class Receipts:
    """How many messages were received in the latest second in which any was (Unix seconds)."""

    second: int = 0
    count: int = 0

    def add(self, now: int) -> None:
        """One more, at that millisecond."""
        if now // SECOND != self.second:
            self.second, self.count = now // SECOND, 0
        self.count += 1

    def within(self, now: int) -> int:
        """Those in the second of that millisecond."""
        return self.count if now // SECOND == self.second else 0


@dataclass
class Queue:
    """One queue. All times asked for are Unix milliseconds and never go back."""

    queue_name: str
    create_time: int
    last_modify_time: int
    options: QueueOptions = field(default_factory=QueueOptions)
    next_serial: int = 1
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    departed: deque[str] = field(default_factory=deque)  # last handles of messages that are gone
    queue_type: Order = "normal"
    tags: list[Tag] = field(default_factory=list)
    dead_letter_queues: list[str] = field(default_factory=list)  # where dead letters have gone to so far
    receipts: Receipts = field(default_factory=Receipts)  # only counted where there is a limit

    def __post_init__(self) -> None:
        before: QueueIndex | Asleep | None = getattr(self, "index", None)  # all messages went at once
        self.index: QueueIndex | Asleep = Asleep(self.wake, before.limit if before else None)
        self.departed = deque(self.departed, DEPARTED_KEPT)

    def wake(self) -> QueueIndex:
        """The index of what is there, from now on kept up with it."""
        if isinstance(self.index, Asleep):
            kind = QueueIndex if self.queue_type == "normal" else FifoIndex
            self.index = kind(self.messages, self.index.limit)
        return self.index

    def visible(self, now: int, count: int) -> list[StoredMessage]:
        """The first `count` messages that can be received, in the order of receiving."""
        self.index.turn(now)
        return self.index.visible(count, lambda message: not self.expired(message, now))

    def invisible(self, now: int, count: int) -> list[StoredMessage]:
        """The first `count` messages that are held or delayed, in the order of becoming visible."""
        self.index.turn(now)
        return [message for message in self.index.invisible(count) if not self.expired(message, now)]

    def exhausted(self, now: int, count: int) -> list[StoredMessage]:
        """The first `count` messages that are to move to the dead letters."""
        self.index.turn(now)
        found = self.index.exhausted(count)
        return [message for message in found if not self.expired(message, now)]

    def room(self, now: int) -> int | None:
        """How many more messages may be received in this second; None: any number."""
        policy = self.options.tenant_rate_limit_policy
        if policy is None or policy.limit is None:
            return None
        return max(policy.limit - self.receipts.within(now), 0)

    def overdue(self, now: int) -> list[StoredMessage]:
        """The messages that have passed their retention but are still here."""
        return list(takewhile(lambda message: self.expired(message, now), self.index.oldest()))

    def expired(self, message: StoredMessage, now: int) -> bool:
        """Whether the message has passed its retention, which runs from the sending."""
        return message.enqueue_time + self.retention <= now

    @property
    def retention(self) -> int:
        """The retention period in milliseconds."""
        return self.options.message_retention_period * SECOND

    def next_change(self, now: int) -> int | None:
        """When a message becomes visible, moves or expires next; None for an empty queue."""
        self.index.turn(now)
        oldest = self.index.first()
        if oldest is None:
            return None
        if self.index.limit is not None and self.index.exhausted(1):
            return now
        expiry = oldest.enqueue_time + self.retention
        due = self.index.next_due()
        return expiry if due is None else min(due, expiry)

    def counters(self, now: int) -> Counters:
        """The exact counters: what is overdue does not count."""
        self.index.turn(now)
        active, inactive, delayed = self.index.counts()
        for message in self.overdue(now):
            is_active = self.index.is_active(message)
            active -= is_active
            inactive -= not is_active and message.dequeue_count > 0
            delayed -= not is_active and message.dequeue_count == 0
        return Counters(active, inactive, delayed)

    def add(self, message: StoredMessage) -> None:
        """Take a message in."""
        self.messages[message.serial] = message
        self.index.add(message)
        self.next_serial = message.serial + 1

    def remove(self, message: StoredMessage) -> None:
        """Let a message go; its handle is remembered for a while: it is no wrong one."""
        self.index.remove(message)
        del self.messages[message.serial]
        if message.receipt_handle:
            self.departed.append(message.receipt_handle)
