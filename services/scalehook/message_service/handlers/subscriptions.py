"""Subscribing to topics."""

from scalehook.kit import Work
from scalehook.message_service.changes.subscriptions import (
    change_subscription,
    make_subscription,
    remove_subscription,
)
from scalehook.message_service.endpoints import parse
from scalehook.message_service.lookups import find_subscription, find_topic
from scalehook.message_service.pages.by_marker import page
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Subscription
from scalehook_contracts.base import Done
from scalehook_contracts.message_service.pushes import RecordEndpointLook
from scalehook_contracts.message_service.subscriptions import (
    GetSubscriptionAttributes,
    ListSubscriptionByTopic,
    SetSubscriptionAttributes,
    Subscribe,
    SubscriptionAttributes,
    SubscriptionCreation,
    SubscriptionList,
    SubscriptionOutOfReach,
    SubscriptionSummary,
    Unsubscribe,
)


def subscribe(command: Subscribe, work: Work[State, Settings]) -> SubscriptionCreation:
    """What is not given has its default; the same subscription may be made again."""
    topic = find_topic(work.state, command.topic_name)
    given = {
        "endpoint": command.endpoint,
        "filter_tag": command.filter_tag,
        "notify_strategy": command.notify_strategy,
        "notify_content_format": command.notify_content_format,
    }
    created = make_subscription(work, topic, command.subscription_name, given)
    return SubscriptionCreation(created=created)


def set_subscription_attributes(command: SetSubscriptionAttributes, work: Work[State, Settings]) -> Done:
    """The strategy is all that can be changed."""
    known = find_subscription(work.state, command.topic_name, command.subscription_name)
    topic = find_topic(work.state, command.topic_name)
    change_subscription(work, topic, known, {"notify_strategy": command.notify_strategy or None})
    return Done()


def record_endpoint_look(command: RecordEndpointLook, work: Work[State, Settings]) -> Done:
    """Whoever has subscribed is warned, if the subscription is still there: another of its name, which
    was made meanwhile, is somewhere else.
    """
    topic = work.state.topics.get(command.topic_name)
    known = topic.subscriptions.get(command.subscription_name) if topic else None
    if command.reason and known and parse(known.endpoint).name == command.endpoint:
        work.record(SubscriptionOutOfReach(**command.model_dump()))
    return Done()


def get_subscription_attributes(
    command: GetSubscriptionAttributes, work: Work[State, Settings]
) -> SubscriptionAttributes:
    """All attributes."""
    known = find_subscription(work.state, command.topic_name, command.subscription_name)
    return _attributes(known, command.topic_name, work)


def list_subscription_by_topic(
    command: ListSubscriptionByTopic, work: Work[State, Settings]
) -> SubscriptionList:
    """One page, with the attributes where they are asked for."""
    topic = find_topic(work.state, command.topic_name)
    names, marker = page(topic.names, command)
    shown = [_summary(topic.subscriptions[name], command, work) for name in names]
    return SubscriptionList(subscriptions=shown, next_marker=marker)


def unsubscribe(command: Unsubscribe, work: Work[State, Settings]) -> Done:
    """Pushes on their way to the subscriber are dropped."""
    remove_subscription(work, find_topic(work.state, command.topic_name), command.subscription_name)
    return Done()


def _attributes(
    known: Subscription, topic_name: str, work: Work[State, Settings]
) -> SubscriptionAttributes:
    return SubscriptionAttributes(
        subscription_name=known.subscription_name,
        subscriber=work.settings.account_id,
        topic_owner=work.settings.account_id,
        topic_name=topic_name,
        endpoint=known.endpoint,
        notify_strategy=known.notify_strategy,
        notify_content_format=known.notify_content_format,
        filter_tag=known.filter_tag,
        create_time=known.create_time,
        last_modify_time=known.last_modify_time,
    )


def _summary(
    known: Subscription, command: ListSubscriptionByTopic, work: Work[State, Settings]
) -> SubscriptionSummary:
    if not command.with_meta:
        return SubscriptionSummary(
            subscription_name=known.subscription_name, topic_name=command.topic_name
        )
    return SubscriptionSummary(**_attributes(known, command.topic_name, work).model_dump())
