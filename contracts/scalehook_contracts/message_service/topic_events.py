"""What happens to topics, their subscriptions and the messages pushed to these."""

from scalehook_contracts.base import Event
from scalehook_contracts.message_service.subscriptions import NotifyContentFormat, NotifyStrategy


class TopicCreated(Event):
    """A topic exists."""

    topic_name: str
    maximum_message_size: int = 65536
    logging_enabled: bool = False
    create_time: int = 0  # Unix seconds


class TopicAttributesSet(Event):
    """A topic has these attributes from now on."""

    topic_name: str
    maximum_message_size: int
    logging_enabled: bool
    last_modify_time: int  # Unix seconds


class TopicDeleted(Event):
    """A topic and its subscriptions are gone."""

    topic_name: str


class SubscriptionCreated(Event):
    """A topic has a subscription more."""

    topic_name: str
    subscription_name: str
    endpoint: str
    filter_tag: str | None = None
    notify_strategy: NotifyStrategy
    notify_content_format: NotifyContentFormat
    create_time: int  # Unix seconds


class SubscriptionAttributesSet(Event):
    """A subscription retries in another way from now on."""

    topic_name: str
    subscription_name: str
    notify_strategy: NotifyStrategy
    last_modify_time: int  # Unix seconds


class SubscriptionDeleted(Event):
    """A subscription is gone."""

    topic_name: str
    subscription_name: str


class MessagePublished(Event):
    """A topic has taken a message; `subscription_names` are those that it is meant for."""

    topic_name: str
    message_id: str
    message_body_md5: str
    message_tag: str | None = None
    publish_time: int  # Unix milliseconds
    subscription_names: list[str] = []


class NotificationDropped(Event):
    """A message could not be given to a subscription's queue and is lost to it."""

    topic_name: str
    subscription_name: str
    message_id: str
    reason: str


class PushBegun(Event):
    """A message is on its way to a subscription's HTTP endpoint."""

    push_id: str
    topic_name: str
    subscription_name: str
    message_id: str
    message_body: str
    message_tag: str | None = None
    publish_time: int  # Unix milliseconds


class PushFailed(Event):
    """An attempt went wrong; the next is made at `next_attempt_time` (Unix milliseconds)."""

    push_id: str
    reason: str
    next_attempt_time: int


class PushSucceeded(Event):
    """The endpoint has taken the message."""

    push_id: str
    attempts: int


class PushDiscarded(Event):
    """The last attempt went wrong, or the subscription is gone; the message is lost to it."""

    push_id: str
    reason: str
