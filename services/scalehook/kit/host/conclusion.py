"""What follows a commit: timers run, effects begin and end, messages go out, callers are answered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from scalehook.kit.host.effects import Effects
from scalehook.kit.host.relay import Relay
from scalehook.kit.machine.delivery import Arrival
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.inbox import Inbox
from scalehook.kit.machine.machine import Machine, Step
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

Witness = Callable[[str, Entry], None]  # the service, and what it has kept


@dataclass(frozen=True)
class Conclusion:
    """One service's consequences of what it has kept; a `witness` is told each entry, before anybody."""

    machine: Machine
    inbox: Inbox
    effects: Effects
    relay: Relay
    reschedule: Callable[[datetime | None], None]  # the time of a new deadline; None: look at all
    witness: Witness | None = None

    def conclude(self, arrival: Arrival, step: Step) -> None:
        """The step is in the journal, or needs none. A caller is answered when those whom it may ask
        next have heard of it. One that is answered later is handled again, now that it has left behind
        what it had to: whatever it waits for may be there already.
        """
        if step.deferral is None:
            arrival.ack()
        else:
            self.inbox.put_back([arrival])
        reply, entry = step.reply, step.entry
        if step.raw:
            if self.witness is not None:
                self.witness(self.machine.service.name, entry)
            if entry.scheduled and (at := self.inbox.schedule(entry)) is not None:
                self.reschedule(at)
            if entry.begun or entry.ended:
                self._run_effects(entry)
            if envelopes := self.relay.envelopes(entry):
                self.relay.take(entry.seq, envelopes, lambda: _answer(arrival, reply))
                return
        _answer(arrival, reply)

    def resume(self, unpublished: Iterable[Entry]) -> None:
        """Take up what the journal says is unfinished: messages to publish, effects to run."""
        for entry in unpublished:
            if envelopes := self.relay.envelopes(entry):
                self.relay.take(entry.seq, envelopes, _nothing)
        self.effects.resume(self.machine.intents)
        self.reschedule(None)

    def _run_effects(self, entry: Entry) -> None:
        for key in entry.ended:
            self.effects.stop(key)
        for key, intent in entry.begun.items():
            begun = self.machine.intents.get(key)
            if begun is not None and begun.intent is intent:
                self.effects.start(key, begun)


def _answer(arrival: Arrival, reply: Reply | ApiError | None) -> None:
    if reply is not None:
        arrival.answer(reply)


def _nothing() -> None:
    """Nobody waits."""
