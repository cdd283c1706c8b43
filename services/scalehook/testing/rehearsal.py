"""One service on its own, without host, bus or journal: messages in, what it did out."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook.kit.machine.machine import Machine, Step
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook_contracts.base import Command, Event, Intent, Message, Reply
from scalehook_contracts.errors import ApiError

R = TypeVar("R", bound=Reply)
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Rehearsal:
    """Plays messages to a service; `recorded`, `sent` and `begun` are all that it did so far."""

    service: Service
    settings: Any = None
    now: datetime = START
    recorded: list[Event] = field(default_factory=list)
    sent: list[Command[Any]] = field(default_factory=list)
    begun: list[tuple[str, Intent]] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings: Settings = self.settings or self.service.settings()  # type: ignore[assignment]
        self.machine = Machine(self.service, settings, Random(1))
        self.parked: list[tuple[str, datetime, datetime, Envelope]] = []
        self.late: dict[str, Reply | ApiError | None] = {}
        self._ids = (f"m{number}" for number in itertools.count(1))
        if self.service.first:
            self.ask(self.service.first())

    @property
    def state(self) -> Any:
        """The service's state."""
        return self.machine.state

    def ask(self, command: Command[R], *, caller: str = ROOT, message_id: str = "") -> R:
        """The reply to a command; raises the ApiError that it is refused with."""
        step = self.play(command, caller=caller, message_id=message_id)
        if isinstance(step.reply, ApiError):
            raise step.reply
        return step.reply  # type: ignore[return-value]

    def tell(self, event: Event) -> None:
        """An event of another service arrives."""
        self.play(event)

    def play(self, message: Message, *, caller: str = ROOT, message_id: str = "", **keys: Any) -> Step:
        """Handle any message and note what came of it; deferred ones wait in `parked`."""
        envelope = Envelope(message, message_id or next(self._ids), self.now, "request", caller=caller)
        return self._handle(envelope, self.now, **keys)

    def settle(self, key: str, outcome: Command[Any]) -> None:
        """The effect of intent `key` ends with this outcome."""
        self.play(outcome, settled=key)

    def advance(self, seconds: float) -> None:
        """Move the time; timers and deferred messages come due in order."""
        until = self.now + timedelta(seconds=seconds)
        while (due := self._next_due()) is not None and due <= until:
            self.now = max(self.now, due)
            self._fire()
        self.now = until

    def restart(self) -> None:
        """Forget the state and play the journal's content again."""
        entries = list(self._journal)
        self.machine.reset()
        for entry in entries:
            self.machine.replay(entry)

    _journal: list[Any] = field(default_factory=list)

    def _handle(self, envelope: Envelope, received_at: datetime, **keys: Any) -> Step:
        step = self.machine.handle(envelope, self.now, received_at, **keys)
        if step.repeated:
            return step
        if step.deferral:
            self.parked.append((*step.deferral, received_at, envelope))
            return step
        if step.entry.changed:
            self._journal.append(step.entry)
        self.recorded += step.entry.recorded
        self.sent += step.entry.sent
        self.begun += step.entry.begun.items()
        for key, count in step.woken:
            waiting = [parked for parked in self.parked if parked[0] == key][:count]
            for parked in waiting:
                self._again(parked)
        return step

    def _again(self, parked: tuple[str, datetime, datetime, Envelope]) -> None:
        self.parked.remove(parked)
        self.late[parked[3].message_id] = self._handle(parked[3], parked[2]).reply

    def _next_due(self) -> datetime | None:
        timers = [timer.at for timer in self.machine.timers.values()]
        return min([*timers, *(parked[1] for parked in self.parked)], default=None)

    def _fire(self) -> None:
        for parked in [parked for parked in self.parked if parked[1] <= self.now]:
            self._again(parked)
        due = [(timer.at, key) for key, timer in self.machine.timers.items() if timer.at <= self.now]
        if due:
            _, key = min(due)
            self.play(self.machine.timers[key].command, fired=key)
