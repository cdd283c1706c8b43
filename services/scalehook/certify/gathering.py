"""From a chronicle to facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from scalehook.certify.bodies import token_of
from scalehook.certify.chronicle import Noted
from scalehook.certify.facts import ActionFacts, Call, End, MessageFacts
from scalehook.kit.clock.moments import moment
from scalehook_contracts.message_service.messages import (
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
    MessagesExpired,
    MessageVisibilityChanged,
)
from scalehook_contracts.message_service.pushes import (
    PushBegun,
    PushDiscarded,
    PushFailed,
    PushSucceeded,
)
from scalehook_contracts.scaling_controller.actions import (
    LifecycleActionEnded,
    LifecycleActionExtended,
    LifecycleActionStarted,
)


@dataclass
class Gathering:
    """Actions and messages as the events tell them, in the order of coming. `queue` alone is the
    consumer's: what it puts into others is not its work.
    """

    queue: str = ""
    actions: dict[str, ActionFacts] = field(default_factory=dict)
    messages: dict[str, MessageFacts] = field(default_factory=dict)
    _enqueued: dict[str, int] = field(default_factory=dict)

    def take(self, noted: Iterable[Noted], calls: Iterable[Call]) -> None:
        """All that was noted and heard."""
        for each in noted:
            reader = READERS.get(type(each.event))
            if reader is not None:
                reader(self, each, each.event)
        for call in calls:
            if call.token in self.actions:
                self.actions[call.token].calls.append(call)

    def started(self, noted: Noted, event: LifecycleActionStarted) -> None:
        """A wait begins."""
        token = event.lifecycle_action_token
        self.actions[token] = ActionFacts(
            token, event.lifecycle_hook_id, event.lifecycle_hook_name, event.lifecycle_transition,
            list(event.instance_ids), noted.at, noted.real,
            timedelta(seconds=event.heartbeat_timeout), moment(event.deadline),
        )  # fmt: skip

    def extended(self, noted: Noted, event: LifecycleActionExtended) -> None:
        """It lasts longer."""
        if action := self.actions.get(event.lifecycle_action_token):
            action.deadline = moment(event.deadline)

    def ended(self, noted: Noted, event: LifecycleActionEnded) -> None:
        """It is over."""
        if action := self.actions.get(event.lifecycle_action_token):
            action.end = End(
                noted.at, noted.real, event.lifecycle_action_status, event.lifecycle_action_result
            )

    def enqueued(self, noted: Noted, event: MessageEnqueued) -> None:
        """A message is in the consumer's queue."""
        if event.queue_name == self.queue:
            self._add(event.message_id, f"queue/{event.queue_name}", event.message_body, noted)
            self._enqueued[event.message_id] = event.enqueue_time

    def received(self, noted: Noted, event: MessageReceived) -> None:
        """Somebody has it in hand."""
        if message := self.messages.get(event.message_id):
            message.receives.append(noted.at)
            message.hold(noted.at, _of_milliseconds(event.next_visible_time))

    def held(self, noted: Noted, event: MessageVisibilityChanged) -> None:
        """For longer, or not any more."""
        if message := self.messages.get(event.message_id):
            message.hold(noted.at, _of_milliseconds(event.next_visible_time))

    def deleted(self, noted: Noted, event: MessageDeleted) -> None:
        """It is gone."""
        if message := self.messages.get(event.message_id):
            message.gone = noted.at

    def expired(self, noted: Noted, event: MessagesExpired) -> None:
        """Its retention has passed."""
        if event.queue_name == self.queue:
            for message_id, enqueued in self._enqueued.items():
                if enqueued <= event.enqueued_until and self.messages[message_id].gone is None:
                    self.messages[message_id].lost = True

    def pushed(self, noted: Noted, event: PushBegun) -> None:
        """It is on its way to an endpoint."""
        place = f"topic/{event.topic_name}"
        self._add(event.push_id, place, event.message_body, noted)

    def push_failed(self, noted: Noted, event: PushFailed) -> None:
        """The endpoint has not taken it."""
        if message := self.messages.get(event.push_id):
            message.receives.append(noted.at)
            message.hold(noted.at, _of_milliseconds(event.next_attempt_time))

    def push_taken(self, noted: Noted, event: PushSucceeded) -> None:
        """The endpoint has taken it."""
        if message := self.messages.get(event.push_id):
            message.receives.append(noted.at)
            message.gone = noted.at

    def push_given_up(self, noted: Noted, event: PushDiscarded) -> None:
        """The endpoint never gets it."""
        if message := self.messages.get(event.push_id):
            message.lost = True

    def _add(self, message_id: str, place: str, body: str, noted: Noted) -> None:
        token = token_of(body)
        self.messages[message_id] = MessageFacts(message_id, place, token, noted.at, noted.real)


READERS: dict[type, Callable[[Gathering, Noted, Any], None]] = {
    LifecycleActionStarted: Gathering.started,
    LifecycleActionExtended: Gathering.extended,
    LifecycleActionEnded: Gathering.ended,
    MessageEnqueued: Gathering.enqueued,
    MessageReceived: Gathering.received,
    MessageVisibilityChanged: Gathering.held,
    MessageDeleted: Gathering.deleted,
    MessagesExpired: Gathering.expired,
    PushBegun: Gathering.pushed,
    PushFailed: Gathering.push_failed,
    PushSucceeded: Gathering.push_taken,
    PushDiscarded: Gathering.push_given_up,
}


def _of_milliseconds(milliseconds: int) -> datetime:
    return moment(milliseconds / 1000)
