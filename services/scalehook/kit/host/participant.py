"""What the timekeeper asks of a running service."""

from collections.abc import Collection
from datetime import datetime

from scalehook.kit.clock.moved import Busy, overdue
from scalehook.kit.clock.prospect import Prospect
from scalehook.kit.host.effects import Effects
from scalehook.kit.host.loops import Loops
from scalehook.kit.host.pace import Pace
from scalehook.kit.host.postponed import Postponed
from scalehook.kit.host.relay import Relay
from scalehook.kit.host.turns import Turns
from scalehook.kit.machine.inbox import Inbox


class HostParticipant:
    """The part of a host that is about time: a `Participant` of the clock."""

    inbox: Inbox
    turns: Turns
    pace: Pace
    relay: Relay
    loops: Loops
    effects: Effects
    postponed: Postponed

    @property
    def failed(self) -> BaseException | None:
        """What ended it."""
        return self.loops.failed

    def next_deadline(self) -> datetime | None:
        """The first timer or end of a wait."""
        return self.inbox.next_deadline()

    def next_timer(self) -> datetime | None:
        """The first timer."""
        return self.inbox.next_timer()

    def prospect(self) -> Prospect:
        """What may make time jump."""
        return self.inbox.prospect(bool(self.effects.outside()))

    def overdue(self, now: datetime) -> list[Busy]:
        """Itself, where something has come due."""
        what = self.inbox.overdue(now)
        return [overdue(self.effects.service.name, what)] if what else []

    def happened(self, event: str) -> bool:
        """Whether the event has, since it was asked for first."""
        return self.turns.watch.happened(event)

    def fire(self, now: datetime) -> None:
        """Timers and ended waits become messages."""
        self.inbox.fire(now)
        self.pace.take_up()

    def idle(self, unanswered: Collection[str] = ()) -> bool:
        """Nothing to handle, nothing to publish, no effect in the stack's own time, but for those that
        wait for the answers to these messages.
        """
        if self.failed is not None or self.pace.in_turn or self.effects.inside(unanswered):
            return False
        return not self.inbox.waiting and not self.postponed.arrivals and self.relay.idle()

    def unsettled(self, unanswered: Collection[str] = ()) -> list[Busy]:
        """What keeps it from being idle: itself, with a message in hand or in its queue, and effects."""
        doing = [*self.inbox.waiting, *self.postponed.arrivals]
        if not (doing or self.pace.in_turn) and self.relay.idle():
            return self.effects.unsettled(unanswered)
        hint = f"{len(doing)} messages to handle, first {doing[0].envelope.type}" if doing else ""
        name = self.effects.service.name
        busy = Busy(kind="service", name=name, hint=hint or "messages in hand")
        return [busy, *self.effects.unsettled(unanswered)]

    def trouble(self) -> BaseException | None:
        """Why it may not become idle by itself."""
        return self.failed or self.postponed.trouble()

    def busy_outside(self) -> list[str]:
        """Effects that run in real time."""
        return self.effects.outside()
