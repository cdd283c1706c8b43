"""What a handler is given: the state to read, and the verbs that say what happened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Generic, TypeVar

from scalehook.kit.machine.entry import Entry, Timer
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.settings import Settings
from scalehook_contracts.base import Command, Event, Intent, Message

StateT = TypeVar("StateT")
SettingsT = TypeVar("SettingsT", bound=Settings)
ID_ALPHABET = b"0123456789abcdefghijklmnopqrstuvwxyz"
UUID_FREE = ~0xF000_C000_0000_0000_0000  # all but the bits that say which kind of UUID it is
UUID_VERSION = 0x4000_8000_0000_0000_0000  # random ones: version 4, variant of RFC 4122
BYTE_TO_LETTER = bytes(ID_ALPHABET[byte % len(ID_ALPHABET)] for byte in range(256))


class Deferred:
    """What a handler returns when the answer is to come later."""


@dataclass(slots=True)
class Work(Generic[StateT, SettingsT]):
    """One message being handled. Check first, record after: nothing may be refused any more then. A
    refusal that is to leave something behind is recorded, and then returned instead of raised.
    """

    state: StateT
    settings: SettingsT
    envelope: Envelope
    now: datetime
    received_at: datetime  # when the message first came; earlier than `now` after a deferral
    random: Random
    entry: Entry
    appliers: Mapping[type[Message], Callable[..., object]]  # what events do to the state
    timers: Mapping[str, Timer]  # that were open before
    woken: list[tuple[str, int | None]] | tuple[()] = field(init=False, default=())  # few wake anybody
    deferral: tuple[str, datetime] | None = field(init=False, default=None)

    @property
    def caller(self) -> str:
        """The principal on whose behalf this happens: an ARN, or `root` for the account."""
        return self.envelope.caller

    @property
    def request_id(self) -> str:
        """The RequestId of the API call that began all this (the correlation id)."""
        return self.envelope.correlation_id

    def record(self, event: Event) -> None:
        """Something happened: applied to the state at once, journaled, published."""
        self.entry.recorded.append(event)
        applier = self.appliers.get(type(event))
        if applier is not None:
            applier(event, self.state)

    def send(self, command: Command[Any]) -> None:
        """Ask another service for something; its answer is not waited for."""
        self.entry.sent.append(command)

    def schedule(self, key: str, at: datetime, command: Command[Any]) -> None:
        """A durable timer: `command` comes to this service at `at`. A new one replaces the old."""
        self.entry.scheduled[key] = Timer(at, command, self.entry.seq, self.entry.correlation_id)

    def schedule_in(self, key: str, seconds: float, command: Command[Any]) -> None:
        """The same, `seconds` from now."""
        self.schedule(key, self.now + timedelta(seconds=seconds), command)

    def due(self, key: str) -> datetime | None:
        """When the timer of this key comes, if there is one."""
        timer = self.entry.scheduled.get(key)
        if timer is None and key not in self.entry.cancelled:
            timer = self.timers.get(key)
        return None if timer is None else timer.at

    def cancel(self, key: str) -> None:
        """Forget the timer, if it is there."""
        self.entry.scheduled.pop(key, None)
        self.entry.cancelled.append(key)

    def begin(self, key: str, intent: Intent) -> None:
        """Start the intent's effect once this is committed; taken up again after a restart."""
        self.entry.begun[key] = intent

    def end(self, key: str) -> None:
        """Call the effect off. One that has sent its outcome ends by itself."""
        self.entry.ended.append(key)

    def defer(self, key: str, until: datetime) -> Deferred:
        """Answer later: the command is handled anew when somebody wakes `key`, or at `until`."""
        self.deferral = (key, until)
        return Deferred()

    def await_event(self, key: str, seconds: float) -> Deferred | None:
        """Another service's event may be late: answer when its handler wakes `key`. None when `seconds`
        have passed since the message came: there is no such event.
        """
        until = self.received_at + timedelta(seconds=seconds)
        return self.defer(key, until) if self.now < until else None

    def wake(self, key: str, count: int | None = None) -> None:
        """Handle the (first `count`) commands that were deferred under `key` anew, oldest first."""
        if not self.woken:
            self.woken = []
        self.woken.append((key, count))

    def new_id(self, prefix: str, length: int = 20) -> str:
        """A fresh id: the prefix and lower-case letters and digits."""
        drawn = self.random.getrandbits(8 * length).to_bytes(length, "little")  # as `randbytes` does
        return prefix + drawn.translate(BYTE_TO_LETTER).decode()

    def new_uuid(self) -> str:
        """A fresh upper-case UUID, the form of tokens and request ids."""
        text = "%032X" % (self.random.getrandbits(128) & UUID_FREE | UUID_VERSION)
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
