"""What events do to topics and subscriptions."""

from scalehook.message_service.state.root import State
from scalehook.message_service.state.topic import Subscription, Topic
from scalehook_contracts.message_service import (
    SubscriptionAttributesSet,
    SubscriptionCreated,
    SubscriptionDeleted,
    TopicAttributesSet,
    TopicCreated,
    TopicDeleted,
)


def topic_created(event: TopicCreated, state: State) -> None:
    """A topic is there, without subscriptions."""
    state.topics[event.topic_name] = Topic(
        event.topic_name,
        event.create_time,
        event.create_time,
        event.maximum_message_size,
        event.logging_enabled,
    )


def topic_attributes_set(event: TopicAttributesSet, state: State) -> None:
    """The topic has other attributes."""
    topic = state.topics[event.topic_name]
    topic.maximum_message_size = event.maximum_message_size
    topic.logging_enabled = event.logging_enabled
    topic.last_modify_time = event.last_modify_time


def topic_deleted(event: TopicDeleted, state: State) -> None:
    """The topic is gone, its subscriptions with it."""
    del state.topics[event.topic_name]


def subscription_created(event: SubscriptionCreated, state: State) -> None:
    """The topic has a subscription more."""
    state.topics[event.topic_name].subscriptions[event.subscription_name] = Subscription(
        event.subscription_name,
        event.endpoint,
        event.filter_tag,
        event.notify_strategy,
        event.notify_content_format,
        event.create_time,
        event.create_time,
    )


def subscription_attributes_set(event: SubscriptionAttributesSet, state: State) -> None:
    """The subscription retries in another way."""
    subscription = state.topics[event.topic_name].subscriptions[event.subscription_name]
    subscription.notify_strategy = event.notify_strategy
    subscription.last_modify_time = event.last_modify_time


def subscription_deleted(event: SubscriptionDeleted, state: State) -> None:
    """The topic has a subscription less."""
    del state.topics[event.topic_name].subscriptions[event.subscription_name]
