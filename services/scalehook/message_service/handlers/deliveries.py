"""The log of a topic's deliveries."""

from collections.abc import Iterator

from scalehook.kit import Work
from scalehook.message_service.lookups import find_subscription, find_topic
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Delivery, State, Subscription
from scalehook_contracts.message_service.deliveries import (
    Deliveries,
    DeliveryView,
    EndpointWarning,
    ListDeliveries,
    Outcome,
)


def list_deliveries(command: ListDeliveries, work: Work[State, Settings]) -> Deliveries:
    """The last ones that fit, in order of time."""
    some = _subscriptions(command, work.state)
    fitting = [
        _view(command.topic_name, subscription, delivery)
        for subscription in some
        for delivery in subscription.deliveries
        if command.message_id in ("", delivery.message_id)
    ]
    fitting.sort(key=lambda view: view.at)
    return Deliveries(deliveries=fitting[-command.most :], warnings=list(_warnings(some)))


def _subscriptions(command: ListDeliveries, state: State) -> list[Subscription]:
    if command.subscription_name:
        return [find_subscription(state, command.topic_name, command.subscription_name)]
    return list(find_topic(state, command.topic_name).subscriptions.values())


def _view(topic_name: str, subscription: Subscription, delivery: Delivery) -> DeliveryView:
    return DeliveryView(
        topic_name=topic_name,
        subscription_name=subscription.subscription_name,
        endpoint=subscription.endpoint,
        message_id=delivery.message_id,
        attempt=delivery.attempt,
        at=delivery.at,
        outcome=_outcome(delivery),
        reason=delivery.reason,
        next_attempt_time=delivery.next_attempt_time,
        dead_letter_queue=delivery.dead_letter_queue,
    )


def _outcome(delivery: Delivery) -> Outcome:
    if not delivery.reason:
        return "taken"
    if delivery.next_attempt_time:
        return "retried"
    return "dead_letter" if delivery.dead_letter_queue else "lost"


def _warnings(some: list[Subscription]) -> Iterator[EndpointWarning]:
    for subscription in some:
        if subscription.warning:
            yield EndpointWarning(
                subscription_name=subscription.subscription_name,
                endpoint=subscription.endpoint,
                reason=subscription.warning,
            )
