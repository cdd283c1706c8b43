"""Where notifications went that their receivers have taken: to a queue or a topic, by an event bus to
its targets. Other receivers have nothing that could be in somebody's hands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scalehook.kit import Requester
from scalehook_contracts.event_bus.tracing import EventAtTarget, EventOnBus, TraceEvents
from scalehook_contracts.message_service.tracing import MessageTrace, SentMessage
from scalehook_contracts.notification_dispatcher.deliveries import Delivered
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.waiting_actions import WaitingAction

SOURCE = "acs.ess"


@dataclass
class Whereabouts:
    """By the tokens of actions: messages, and what an endpoint has answered for."""

    messages: list[tuple[str, SentMessage]] = field(default_factory=list)
    at_endpoints: list[tuple[str, MessageTrace]] = field(default_factory=list)

    def add(self, found: EventAtTarget) -> None:
        """A target of an event bus has it."""
        token = found.event_id
        if found.receiver == "web":
            place = f"endpoint {found.name}"
            trace = MessageTrace(message_id=token, fate="taken", place=place, own_id=f"{token}/{place}")
            self.at_endpoints.append((token, trace))
            return
        sent = SentMessage(
            receiver=found.receiver, name=found.name, message_id=found.message_id, sent_at=found.sent_at
        )
        self.messages.append((token, sent))


async def whereabouts(
    bus: Requester, deliveries: Sequence[Delivered], actions: Mapping[str, WaitingAction]
) -> Whereabouts:
    """Of these deliveries. Event buses are asked only where one was told."""
    found = Whereabouts()
    found.messages += (pair for each in deliveries for pair in _message(each, actions))
    events = [event for each in deliveries for event in _event(each)]
    if events:
        for at_target in (await bus.call(TraceEvents(events=events))).events:
            found.add(at_target)
    return found


def _message(
    delivered: Delivered, actions: Mapping[str, WaitingAction]
) -> Iterator[tuple[str, SentMessage]]:
    receiver, token = Receiver.parse(delivered.notification_arn), delivered.lifecycle_action_token
    if receiver.kind in (Kind.QUEUE, Kind.TOPIC):
        yield (
            token,
            SentMessage(
                receiver="queue" if receiver.kind is Kind.QUEUE else "topic",
                name=receiver.name,
                message_id=delivered.message_id,
                sent_at=int(actions[token].started_at * 1000),
            ),
        )


def _event(delivered: Delivered) -> Iterator[EventOnBus]:
    """Its id is the action's token."""
    receiver = Receiver.parse(delivered.notification_arn)
    if receiver.kind is Kind.EVENT_BUS:
        token = delivered.lifecycle_action_token
        yield EventOnBus(event_bus_name=receiver.name, source=SOURCE, event_id=token)
