"""Subscriptions of a topic: who gets its messages, in which form."""

from typing import Literal

from scalehook_contracts.base import Caution, Done, Event, Listed, Part, Reply
from scalehook_contracts.message_service.base import ListOperation, SubscriptionOperation
from scalehook_contracts.message_service.policies import (
    DlqPolicy,
    DmAttributes,
    DysmsAttributes,
    TenantRateLimitPolicy,
)
from scalehook_contracts.numbers import Int64

NotifyStrategy = Literal["BACKOFF_RETRY", "EXPONENTIAL_DECAY_RETRY"]
NotifyContentFormat = Literal["XML", "JSON", "SIMPLIFIED", "STREAM"]  # STREAM: pushed as JSON


class SubscriptionCreation(Reply):
    """`created` is false where the same subscription existed already (204)."""

    created: bool


class Subscribe(SubscriptionOperation[SubscriptionCreation]):
    """Push the topic's messages to `http(s)://…`, to the queue `acs:mns:R:A:queues/NAME`, to a bus of
    EventBridge, or into the mailbox that plays mail and short messages.
    """

    endpoint: str = ""
    filter_tag: str | None = None
    notify_strategy: str | None = None
    notify_content_format: str | None = None


class SetSubscriptionAttributes(SubscriptionOperation[Done]):
    """Change how often a failed push is tried again; nothing else can be changed."""

    notify_strategy: str | None = None


class SubscriptionAttributes(Reply):
    """Everything about a subscription; times are Unix seconds."""

    subscription_name: str
    subscriber: str
    topic_owner: str
    topic_name: str
    endpoint: str
    notify_strategy: NotifyStrategy
    notify_content_format: NotifyContentFormat
    filter_tag: str | None = None
    create_time: Int64
    last_modify_time: Int64


class GetSubscriptionAttributes(SubscriptionOperation[SubscriptionAttributes]):
    """All attributes of a subscription."""


class SubscriptionSummary(Part):
    """A subscription in a list; everything but the names is None unless `with_meta` was asked for."""

    subscription_name: str
    topic_name: str
    subscriber: str | None = None
    topic_owner: str | None = None
    endpoint: str | None = None
    notify_strategy: NotifyStrategy | None = None
    notify_content_format: NotifyContentFormat | None = None
    filter_tag: str | None = None
    create_time: Int64 | None = None
    last_modify_time: Int64 | None = None


class SubscriptionList(Reply):
    """One page of subscriptions; `next_marker` is None on the last."""

    subscriptions: list[SubscriptionSummary] = Listed("Subscription")
    next_marker: str | None = None


class ListSubscriptionByTopic(ListOperation[SubscriptionList]):
    """The topic's subscriptions whose names begin with `prefix`."""

    topic_name: str

    def resources(self) -> list[str]:
        """The topic's subscriptions."""
        return [f"/topics/{self.topic_name}/subscriptions"]


class Unsubscribe(SubscriptionOperation[Done]):
    """Delete a subscription; one that is gone already is no error."""


class SubscriptionCreated(Event):
    """A topic has a subscription more."""

    topic_name: str
    subscription_name: str
    endpoint: str
    filter_tag: str | None = None
    notify_strategy: NotifyStrategy
    notify_content_format: NotifyContentFormat
    create_time: Int64  # Unix seconds
    dlq_policy: DlqPolicy | None = None
    tenant_rate_limit_policy: TenantRateLimitPolicy | None = None
    sts_role_arn: str = ""
    dm_attributes: DmAttributes | None = None
    dysms_attributes: DysmsAttributes | None = None


class SubscriptionAttributesSet(Event):
    """What can be changed of a subscription is this from now on."""

    topic_name: str
    subscription_name: str
    notify_strategy: NotifyStrategy
    last_modify_time: Int64  # Unix seconds
    dlq_policy: DlqPolicy | None = None
    tenant_rate_limit_policy: TenantRateLimitPolicy | None = None
    sts_role_arn: str = ""


class SubscriptionDeleted(Event):
    """A subscription is gone."""

    topic_name: str
    subscription_name: str


class SubscriptionOutOfReach(Caution):
    """Pushes may not go where the subscription's endpoint is: each of them will fail."""

    topic_name: str
    subscription_name: str
    endpoint: str
    reason: str
