"""The pure part of a host: a service's state, its open timers and intents, and one step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

from scalehook.kit.machine import codec, router
from scalehook.kit.machine.entry import Begun, Entry, Timer
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.handled import Handled
from scalehook.kit.machine.said import Said, read, said_by, said_by_refusal
from scalehook.kit.machine.service import Service
from scalehook.kit.machine.work import Deferred, Work
from scalehook.kit.settings import Settings
from scalehook_contracts.base import DONE, Command, Done, Event, Message, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import ServiceUnavailable

BEFORE = "/before"  # behind the id of a message that is answered later: what it leaves behind before
NEVER = datetime.min.replace(tzinfo=UTC)


class HandlerFailed(Exception):
    """A handler broke its rules or crashed; `dirty` when the state has changed already."""

    def __init__(self, envelope: Envelope, dirty: bool) -> None:
        super().__init__(f"{envelope.type} {envelope.message_id} failed")
        self.dirty = dirty


@dataclass(slots=True)
class Step:
    """What handling one message came to. `raw` is the entry as the journal keeps it. A message that is
    deferred may have left something behind: once that is kept, it is handled again.
    """

    entry: Entry
    reply: Reply | ApiError | None = None
    deferral: tuple[str, datetime] | None = None
    woken: Sequence[tuple[str, int | None]] = ()
    raw: bytes = b""

    @property
    def changed(self) -> bool:
        """Whether there is something to be kept: not of a query, a refusal or a duplicate."""
        return bool(self.raw)


@dataclass
class Machine:
    """A service in memory. `handle` is the only way to change it, `replaying` brings it back."""

    service: Service[Settings]
    settings: Settings
    random: Random = field(default_factory=Random)

    def __post_init__(self) -> None:
        self.handlers = dict(router.handlers(self.service.handlers))
        self._appliers = router.appliers(self.service.appliers)
        self._names = {kind: kind.wire_name() for kind in self.handlers}
        self.heeds = router.heeds(self.service.handlers)  # asked of events that may lead to nothing
        self.reset()

    def reset(self) -> None:
        """Forget everything, as before the first message."""
        self.state = self.service.state()
        self.seq = 0
        self.latest = NEVER  # when the latest of its entries was made
        self.timers: dict[str, Timer] = {}
        self.intents: dict[str, Begun] = {}
        self.handled = Handled()

    def handle(
        self,
        envelope: Envelope,
        now: datetime,
        received_at: datetime | None = None,
        *,
        fired: str | None = None,
        settled: str | None = None,
    ) -> Step:
        """One message: its handler's answer, and the entry that is to be journaled.

        `fired` is the key of the timer, `settled` that of the intent, that brought the message.
        """
        message = envelope.message
        name = self._names.get(type(message)) or message.wire_name()
        entry = Entry(
            envelope.message_id, name, now, self.seq + 1,
            envelope.correlation_id, envelope.caller, envelope.trace,
        )  # fmt: skip
        if envelope.message_id in self.handled.replies:
            return Step(entry, self._earlier_reply(envelope))
        work = Work(
            self.state, self.settings, envelope, now, received_at or now, self.random, entry,
            self._appliers, self.timers,
        )  # fmt: skip
        reply = self._call(envelope, work)
        if isinstance(reply, Deferred):
            return Step(entry, None, work.deferral, work.woken, self._keep_before(envelope, entry))
        if fired:
            entry.cancelled.append(fired)
        if settled:
            entry.ended.append(settled)
        if reply is None or type(reply) is Done:
            reply = DONE  # a duplicate is told that without a record
        raw = self._keep_new(envelope, entry, reply) if entry.recorded or entry.changed else b""
        return Step(entry, reply, None, work.woken, raw)

    def ignores(self, message: Message) -> bool:
        """Whether a message leads to nothing now, and need not be handled."""
        heeded = self.heeds.get(type(message))
        return heeded is not None and not heeded(message, self.state)

    def apply(self, event: Event) -> None:
        """An event happens to the state; one that the state does not care for is let pass."""
        applier = self._appliers.get(type(event))
        if applier is not None:
            applier(event, self.state)

    def keep(self, entry: Entry) -> None:
        """Take over what an entry says beyond its events."""
        self.seq = entry.seq
        if entry.at > self.latest:
            self.latest = entry.at
        if entry.cancelled or entry.scheduled:
            for key in (*entry.cancelled, *entry.scheduled):  # a new timer comes after all others
                self.timers.pop(key, None)
            self.timers.update(entry.scheduled)
        if entry.ended or entry.begun:
            for key in entry.ended:
                self.intents.pop(key, None)
            for key, intent in entry.begun.items():
                self.intents[key] = Begun(intent, entry.seq, entry.correlation_id)
        self.handled.keep(entry.message_id, entry.reply)

    def applier(self, kind: type[Message]) -> Callable[[Any, Any], None] | None:
        """What such an event does to the state; None when the state does not care for it."""
        return self._appliers.get(kind)

    def _earlier_reply(self, envelope: Envelope) -> Reply | ApiError:
        said, message = self.handled.reply(envelope.message_id), envelope.message
        if not isinstance(message, Command):
            return DONE
        model = message.reply_type()
        if said is None:
            return DONE if model is Done else ServiceUnavailable()
        return read(said, model)

    def _keep_before(self, envelope: Envelope, entry: Entry) -> bytes:
        """What a message has left behind that is answered later: its own id is free for its answer."""
        if not entry.changed:
            return b""
        entry.message_id += BEFORE
        return self._keep_new(envelope, entry, DONE)

    def _keep_new(self, envelope: Envelope, entry: Entry, answer: Reply | ApiError) -> bytes:
        """The entry's bytes. One that has none leaves a state that must be brought back."""
        try:
            entry.reply = None if answer is DONE else _to_remember(envelope, answer)
            raw = codec.dump(entry)
        except Exception as problem:
            raise HandlerFailed(envelope, dirty=True) from problem
        self.keep(entry)
        return raw

    def _call(self, envelope: Envelope, work: Work[Any, Settings]) -> Any:
        message = envelope.message
        handler = self.handlers.get(type(message))
        if handler is None:
            raise HandlerFailed(envelope, dirty=False)
        guard = self.service.guard
        try:
            if guard is not None and (later := guard(message, work)) is not None:
                return later
            return handler(message, work)
        except ApiError as refusal:
            if work.entry.changed:  # check first, record after
                raise HandlerFailed(envelope, dirty=bool(work.entry.recorded)) from refusal
            return refusal.bare()
        except Exception as crash:
            raise HandlerFailed(envelope, dirty=bool(work.entry.recorded)) from crash


def _to_remember(envelope: Envelope, answer: Reply | ApiError) -> Said | None:
    """What a duplicate of the message is to be answered."""
    message = envelope.message
    if envelope.once:
        return None
    if isinstance(answer, ApiError):
        return said_by_refusal(answer)
    return said_by(answer) if isinstance(message, Command) and message.repeatable else None
