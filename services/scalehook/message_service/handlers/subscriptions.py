"""Subscribing to topics."""

from typing import cast, get_args

from scalehook.kit import Work
from scalehook.message_service.endpoints import check_endpoint
from scalehook.message_service.limits import is_tag
from scalehook.message_service.lookups import find_subscription, find_topic
from scalehook.message_service.names import check_subscription_name
from scalehook.message_service.paging import page
from scalehook.message_service.push_work import discard_pushes
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Subscription
from scalehook.message_service.timestamps import seconds
from scalehook_contracts.base import Done
from scalehook_contracts.errors.mns import InvalidArgument, SubscriptionAlreadyExist
from scalehook_contracts.message_service.subscriptions import (
    GetSubscriptionAttributes,
    ListSubscriptionByTopic,
    NotifyContentFormat,
    NotifyStrategy,
    SetSubscriptionAttributes,
    Subscribe,
    SubscriptionAttributes,
    SubscriptionAttributesSet,
    SubscriptionCreated,
    SubscriptionCreation,
    SubscriptionDeleted,
    SubscriptionList,
    SubscriptionSummary,
    Unsubscribe,
)


def subscribe(command: Subscribe, work: Work[State, Settings]) -> SubscriptionCreation:
    """What is not given has its default; the same subscription may be made again."""
    topic = find_topic(work.state, command.topic_name)
    wanted = _wanted(command, work)
    known = topic.subscriptions.get(command.subscription_name)
    if known:
        if _terms(known) != _terms(wanted):
            raise SubscriptionAlreadyExist()
        return SubscriptionCreation(created=False)
    created = SubscriptionCreated(
        topic_name=topic.topic_name,
        subscription_name=wanted.subscription_name,
        endpoint=wanted.endpoint,
        filter_tag=wanted.filter_tag,
        notify_strategy=wanted.notify_strategy,
        notify_content_format=wanted.notify_content_format,
        create_time=wanted.create_time,
    )
    work.record(created)
    return SubscriptionCreation(created=True)


def set_subscription_attributes(command: SetSubscriptionAttributes, work: Work[State, Settings]) -> Done:
    """The strategy is all that can be changed."""
    known = find_subscription(work.state, command.topic_name, command.subscription_name)
    strategy = _strategy(command.notify_strategy or known.notify_strategy)
    work.record(
        SubscriptionAttributesSet(
            topic_name=command.topic_name,
            subscription_name=command.subscription_name,
            notify_strategy=strategy,
            dlq_policy=known.dlq_policy,
            tenant_rate_limit_policy=known.tenant_rate_limit_policy,
            sts_role_arn=known.sts_role_arn,
            last_modify_time=seconds(work.now),
        )
    )
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
    topic = find_topic(work.state, command.topic_name)
    if command.subscription_name in topic.subscriptions:
        names = {"topic_name": topic.topic_name, "subscription_name": command.subscription_name}
        work.record(SubscriptionDeleted(**names))
        discard_pushes(work, **names)
    return Done()


def _wanted(command: Subscribe, work: Work[State, Settings]) -> Subscription:
    check_subscription_name(command.subscription_name, work.settings.mns_name_length)
    check_endpoint(command.endpoint)
    if not is_tag(command.filter_tag):
        raise InvalidArgument(name="FilterTag")
    return Subscription(
        subscription_name=command.subscription_name,
        endpoint=command.endpoint,
        filter_tag=command.filter_tag or None,
        notify_strategy=_strategy(command.notify_strategy or "BACKOFF_RETRY"),
        notify_content_format=_format(command.notify_content_format or "XML"),
        create_time=seconds(work.now),
        last_modify_time=seconds(work.now),
    )


def _terms(known: Subscription) -> tuple[object, ...]:
    return known.endpoint, known.filter_tag, known.notify_strategy, known.notify_content_format


def _strategy(text: str) -> NotifyStrategy:
    if text not in get_args(NotifyStrategy):
        raise InvalidArgument(name="NotifyStrategy")
    return cast(NotifyStrategy, text)


def _format(text: str) -> NotifyContentFormat:
    if text not in get_args(NotifyContentFormat):
        raise InvalidArgument(name="NotifyContentFormat")
    return cast(NotifyContentFormat, text)


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
