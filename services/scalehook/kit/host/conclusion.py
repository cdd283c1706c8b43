"""What follows a commit: timers run, effects begin and end, messages go out, callers are answered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scalehook.kit.host.effects import Effects
from scalehook.kit.host.relay import Relay
from scalehook.kit.machine.arrivals import Arrival
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.inbox import Inbox
from scalehook.kit.machine.machine import Machine, Step


@dataclass(frozen=True)
class Conclusion:
    """One service's consequences of what it has kept."""

    machine: Machine
    inbox: Inbox
    effects: Effects
    relay: Relay
    reschedule: Callable[[], None]

    def conclude(self, arrival: Arrival, step: Step) -> None:
        """The step is in the journal, or needs none. A caller is answered when those whom it may ask
        next have heard of it.
        """
        arrival.ack()
        reply = step.reply
        if not step.changed:
            if reply is not None:
                arrival.answer(reply)
            return
        if self.inbox.schedule(step.entry):
            self.reschedule()
        self._run_effects(step.entry)
        self.publish(step.entry, lambda: arrival.answer(reply) if reply is not None else None)

    def publish(self, entry: Entry, then: Callable[[], None] = lambda: None) -> None:
        """Its messages go out; `then` is called once their readers have them."""
        envelopes = self.relay.envelopes(entry)
        if envelopes:
            self.relay.take(entry.seq, envelopes, then)
        else:
            then()

    def resume(self, unpublished: Iterable[Entry]) -> None:
        """Take up what the journal says is unfinished: messages to publish, effects to run."""
        for entry in unpublished:
            self.publish(entry)
        self.effects.resume(self.machine.intents)
        self.reschedule()

    def _run_effects(self, entry: Entry) -> None:
        for key in entry.ended:
            self.effects.stop(key)
        for key, intent in entry.begun.items():
            begun = self.machine.intents.get(key)
            if begun is not None and begun.intent is intent:
                self.effects.start(key, begun)
