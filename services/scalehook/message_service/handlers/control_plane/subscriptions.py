"""Subscribing to topics, by push types."""

from typing import Any

from scalehook.kit import Work
from scalehook.message_service.changes.subscriptions import (
    change_subscription,
    make_subscription,
    remove_subscription,
)
from scalehook.message_service.limits import is_tag
from scalehook.message_service.lookups import find_subscription, find_topic
from scalehook.message_service.pages.by_number import Section, page_of
from scalehook.message_service.push_types import endpoint_of, names_endpoint
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Topic
from scalehook.message_service.views.control_plane import subscription_view
from scalehook_contracts.errors.mns import ArgumentNotValid
from scalehook_contracts.message_service.control_plane.base import Told, Written
from scalehook_contracts.message_service.control_plane.subscriptions import (
    GetSubscriptionAttributes,
    ListSubscriptionByTopic,
    SetSubscriptionAttributes,
    Subscribe,
    SubscriptionAnswer,
    SubscriptionChoice,
    SubscriptionList,
    SubscriptionPage,
    Unsubscribe,
)

Place = tuple[Topic, str]  # a topic, and the name of its subscription


def subscribe(command: Subscribe, work: Work[State, Settings]) -> Told:
    """What is not given has its default; the same subscription may be made again."""
    topic = find_topic(work.state, command.topic_name)
    _check_own_attributes(command)
    if not is_tag(command.message_tag):
        raise ArgumentNotValid(name="MessageTag")
    make_subscription(work, topic, command.subscription_name, _given(command, work.settings))
    return Told(data=command.subscription_name)


def set_subscription_attributes(
    command: SetSubscriptionAttributes, work: Work[State, Settings]
) -> Written:
    """What is not given stays; a policy is replaced as a whole."""
    topic = find_topic(work.state, command.topic_name)
    known = find_subscription(work.state, command.topic_name, command.subscription_name)
    change_subscription(work, topic, known, _choice(command))
    return Written()


def get_subscription_attributes(
    command: GetSubscriptionAttributes, work: Work[State, Settings]
) -> SubscriptionAnswer:
    """All attributes."""
    known = find_subscription(work.state, command.topic_name, command.subscription_name)
    return SubscriptionAnswer(data=subscription_view(command.topic_name, known, work))


def list_subscription_by_topic(
    command: ListSubscriptionByTopic, work: Work[State, Settings]
) -> SubscriptionList:
    """One page; of all topics where none is named."""
    places, page = _page(command, work.state)
    views = [
        subscription_view(topic.topic_name, topic.subscriptions[name], work) for topic, name in places
    ]
    return SubscriptionList(data=SubscriptionPage(page_data=views, **page))


def unsubscribe(command: Unsubscribe, work: Work[State, Settings]) -> Written:
    """Pushes on their way to the subscriber are dropped."""
    topic = find_topic(work.state, command.topic_name)
    remove_subscription(work, topic, command.subscription_name)
    return Written()


def _check_own_attributes(command: Subscribe) -> None:
    """What is said of mails or of short messages says nothing of any other push."""
    for push_type, name in (("dm", "DmAttributes"), ("dysms", "DysmsAttributes")):
        given = command.dm_attributes if push_type == "dm" else command.dysms_attributes
        if given is not None and command.push_type != push_type:
            raise ArgumentNotValid(name=name)


def _choice(command: SubscriptionChoice) -> dict[str, Any]:
    return {
        "notify_strategy": command.notify_strategy,
        "dlq_policy": command.dlq_policy,
        "tenant_rate_limit_policy": command.tenant_rate_limit_policy,
        "sts_role_arn": command.sts_role_arn or None,
    }


def _given(command: Subscribe, settings: Settings) -> dict[str, Any]:
    region, account = settings.region, settings.account_id
    return _choice(command) | {
        "endpoint": endpoint_of(command.push_type, command.endpoint, region, account),
        "filter_tag": command.message_tag,
        "notify_content_format": command.notify_content_format,
        "dm_attributes": command.dm_attributes,
        "dysms_attributes": command.dysms_attributes,
    }


def _page(command: ListSubscriptionByTopic, state: State) -> tuple[list[Place], dict[str, Any]]:
    """Only of an endpoint, or of all topics, is each subscription asked."""
    one, prefix = command.topic_name, command.subscription_name
    topics = [find_topic(state, one)] if one else [state.topics[name] for name in state.topic_names]
    if one and not command.endpoint_type and not command.endpoint_value:
        names, page = page_of(Section(topics[0].names, prefix), command)
        return [(topics[0], name) for name in names], page
    places = ((topic, name) for topic in topics for name in Section(topic.names, prefix))
    return page_of([place for place in places if _pushes_there(place, command)], command)


def _pushes_there(place: Place, command: ListSubscriptionByTopic) -> bool:
    topic, name = place
    endpoint = topic.subscriptions[name].endpoint
    return names_endpoint(endpoint, command.endpoint_type, command.endpoint_value)
