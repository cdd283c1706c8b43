"""What services and gateway know of a notification, weighed: who holds the clock off which deadlines."""

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from scalehook.gateway.readers import Reader, Readers
from scalehook.kit.clock.holds import Hold
from scalehook.kit.clock.moments import moment
from scalehook.kit.clock.moved import Busy, Kind
from scalehook_contracts.message_service.tracing import MessageTrace
from scalehook_contracts.scaling_controller.waiting_actions import WaitingAction

# real: who died when it had deleted the message may come back, and find it in a store of its own
RETURN_SECONDS = 5.0


@dataclass(frozen=True)
class Scales:
    """Weighs at the real time at which `readers` are asked. Who sleeps in virtual time for one of the
    actions `asleep` is not waited for.
    """

    readers: Readers
    asleep: Collection[str] = ()

    def holds(self, actions: Iterable[tuple[WaitingAction, list[MessageTrace]]]) -> Iterator[Hold]:
        """Those of waiting actions, each with all traces of its notification."""
        for action, trace in ((action, trace) for action, traces in actions for trace in traces):
            if action.lifecycle_action_token in self.asleep:
                continue
            if trace.fate == "in_hand":
                yield self._in_hand(action, trace)
            elif trace.fate == "taken":
                yield self._taken(action, trace)
            elif trace.fate == "visible":
                yield self._visible(action, trace)

    def _in_hand(self, action: WaitingAction, trace: MessageTrace) -> Hold:
        reader = self.readers.of_message(trace.own_id)
        gone = _has_gone(reader) or self.readers.died_with(trace.own_id)
        busy = self._busy("held", action, trace, reader)
        hint = "the holder has gone" if gone else f"received, not deleted; {busy.hint}"
        return Hold(
            key=f"held/{trace.own_id}/{action.lifecycle_action_token}",
            busy=busy.model_copy(update={"hint": hint}),
            guards=_guards(action, trace.visible_at, trace.expires_at),
            sign=(action.extensions, trace.receipt_handle, _requests(reader)),
            gone=gone,
        )

    def _taken(self, action: WaitingAction, trace: MessageTrace) -> Hold:
        reader, died = self.readers.of_message(trace.own_id), self.readers.died_with(trace.own_id)
        busy = self._busy("taken", action, trace, reader)
        return Hold(
            key=f"taken/{trace.own_id}/{action.lifecycle_action_token}",
            busy=busy.model_copy(update={"hint": f"taken, not completed; {busy.hint}"}),
            guards=_guards(action),
            sign=(action.extensions, _requests(reader)),
            gone=_has_gone(reader) and not died,
            longest=RETURN_SECONDS if died else math.inf,
        )

    def _visible(self, action: WaitingAction, trace: MessageTrace) -> Hold:
        """Somebody who reads is about to take it; where nobody does, nobody is waited for."""
        queue = trace.queue_name
        reader = self.readers.between_polls(queue)
        awaited = trace.worked_on or reader is not None or self.readers.waits(queue)
        kind: Kind = "reader" if awaited else "unread"
        busy = self._busy(kind, action, trace, reader)
        hint = "visible to a reader between two polls" if awaited else "nobody reads the queue"
        return Hold(
            key=f"{kind}/{trace.own_id}/{action.lifecycle_action_token}",
            busy=busy.model_copy(update={"hint": hint}),
            guards=_guards(action, trace.expires_at),
            sign=action.extensions,
        )

    def _busy(
        self, kind: Kind, action: WaitingAction, trace: MessageTrace, reader: Reader | None
    ) -> Busy:
        real = self.readers.real()
        return Busy(
            kind=kind,
            name=f"{trace.place}: message {trace.own_id}",
            source=trace.place,
            holder=str(reader) if reader is not None and kind in ("held", "taken") else "",
            since_real=real - reader.at if reader is not None else 0.0,
            action=action.lifecycle_action_token,
            hook=action.lifecycle_hook_name,
            guards=moment(action.deadline),
            hint=f"heartbeats: {action.extensions}",
        )


def _guards(action: WaitingAction, *milliseconds: int) -> tuple[datetime, ...]:
    """The action's end, and those of these Unix milliseconds that say something."""
    return (moment(action.deadline), *(moment(time / 1000) for time in milliseconds if time))


def _has_gone(reader: Reader | None) -> bool:
    return reader is not None and reader.gone


def _requests(reader: Reader | None) -> int:
    return reader.requests if reader is not None else 0
