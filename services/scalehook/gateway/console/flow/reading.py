"""Which messages an event tells of: a table, by the event's name on the wire."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scalehook.gateway.console.flow.hop import DISPATCHER, ESS, OOS, SCRIPTS, Hop, Place
from scalehook.gateway.control.plane import EventView
from scalehook_contracts.receiver import Kind, Receiver

MOST_PUSHES = 1000
SERVICES = {Kind.TEMPLATE: OOS}


@dataclass
class Reader:
    """Remembers pushes that are under way: their ends do not say whose they were."""

    _pushes: dict[str, tuple[Place, Place]] = field(default_factory=dict)

    def hops(self, event: EventView) -> Iterator[Hop]:
        """In the order in which they went."""
        reading = READING.get(event.type)
        if reading is not None:
            yield from reading(self, event, event.body)

    def action(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """A wait begins, and the dispatcher hears of it."""
        ref = ("timeline", str(body["LifecycleActionToken"]))
        yield Hop(ESS, DISPATCHER, "lifecycle action", ref, event.at)

    def asked(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """Somebody has Auto Scaling do something; not what the clock does."""
        if _is_asked(event):
            named = body.get("LifecycleActionToken") or body["ScalingActivityId"]
            what = event.type.partition(".")[2].replace("_", " ")
            yield Hop(_client(event), ESS, what, ("timeline", str(named)), event.at)

    def notified(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """The dispatcher has told a receiver, or could not."""
        named = str(body.get("LifecycleActionToken") or body.get("NotificationId"))
        failed = event.type.endswith("failed")
        target = _receiver(str(body["NotificationArn"]))
        yield Hop(DISPATCHER, target, "notification", ("timeline", named), event.at, failed)

    def published(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """By a client: what the dispatcher publishes, it tells of itself."""
        if _is_asked(event):
            topic = ("topic", str(body["TopicName"]))
            ref = ("timeline", str(body["MessageId"]))
            yield Hop(_client(event), topic, "message", ref, event.at)

    def enqueued(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """From a client; or from the topic, which the event does not name: see `spread`."""
        if body.get("PublicationId") or not _is_asked(event):
            return
        queue = ("queue", str(body["QueueName"]))
        yield Hop(_client(event), queue, "message", ("queues", queue[1]), event.at)

    def received(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """Somebody has it in hand."""
        queue = ("queue", str(body["QueueName"]))
        yield Hop(queue, _client(event), "message", ("queues", queue[1]), event.at)

    def dead(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """It was received too often."""
        queue, other = str(body["QueueName"]), str(body["DeadLetterQueue"])
        ref = ("queues", other)
        yield Hop(("queue", queue), ("queue", other), "dead letter", ref, event.at, failed=True)

    def pushed(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """On its way to a subscriber: a queue at once, others by and by."""
        topic = ("topic", str(body["TopicName"]))
        subscriber = ("subscriber", str(body["SubscriptionName"]))
        self._pushes[str(body["PushId"])] = topic, subscriber
        while len(self._pushes) > MOST_PUSHES:
            self._pushes.pop(next(iter(self._pushes)))
        yield from ()

    def attempted(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """Taken by the subscriber, or not."""
        push = self._pushes.get(str(body["PushId"]))
        if push is not None:
            failed = not event.type.endswith("succeeded")
            ref = ("timeline", str(body["PushId"]))
            yield Hop(*push, "push", ref, event.at, failed)

    def bus(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """A target has what a bus had."""
        kind = str(body.get("Receiver", "")).rpartition(".")[2] or "target"
        target = (kind, str(body.get("Name") or "target"))
        ref = ("timeline", str(body["DeliveryId"]))
        yield Hop(("service", "eventbridge"), target, "event", ref, event.at)

    def execution(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """Begun by a client; of a hook, the dispatcher tells of it."""
        if _is_asked(event):
            ref = ("executions", str(body["ExecutionId"]))
            yield Hop(_client(event), OOS, "execution", ref, event.at)

    def command(self, event: EventView, body: dict[str, Any]) -> Iterator[Hop]:
        """A script is to run: of a template, or of a client."""
        source = _client(event) if _is_asked(event) else OOS
        yield Hop(source, SCRIPTS, "command", ("timeline", str(body["InvokeId"])), event.at)


def _is_asked(event: EventView) -> bool:
    """Whether it came of a request, and not of what something else has led to."""
    return event.causation_id == event.correlation_id


def _client(event: EventView) -> Place:
    return "client", event.caller or "root"


def _receiver(arn: str) -> Place:
    try:
        receiver = Receiver.parse(arn)
    except ValueError:
        return "receiver", arn
    if receiver.kind is Kind.EVENT_BUS:
        return "service", "eventbridge"
    return SERVICES.get(receiver.kind, (receiver.kind.value, receiver.name))


READING: dict[str, Callable[[Reader, EventView, dict[str, Any]], Iterator[Hop]]] = {
    "scaling_controller.scaling_activity_started": Reader.asked,
    "scaling_controller.lifecycle_action_started": Reader.action,
    "scaling_controller.lifecycle_action_extended": Reader.asked,
    "scaling_controller.lifecycle_action_ended": Reader.asked,
    "notification_dispatcher.notification_sent": Reader.notified,
    "notification_dispatcher.notification_attempt_failed": Reader.notified,
    "notification_dispatcher.notification_failed": Reader.notified,
    "notification_dispatcher.event_notification_sent": Reader.notified,
    "notification_dispatcher.event_notification_failed": Reader.notified,
    "message_service.message_published": Reader.published,
    "message_service.message_enqueued": Reader.enqueued,
    "message_service.message_received": Reader.received,
    "message_service.message_dead_lettered": Reader.dead,
    "message_service.push_begun": Reader.pushed,
    "message_service.push_failed": Reader.attempted,
    "message_service.push_succeeded": Reader.attempted,
    "message_service.push_discarded": Reader.attempted,
    "event_bus.event_delivered": Reader.bus,
    "template_engine.execution_started": Reader.execution,
    "script_runner.command_invoked": Reader.command,
}
