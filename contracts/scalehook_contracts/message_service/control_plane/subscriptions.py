"""Subscriptions of a topic: who gets its messages, by which way, in which form."""

from typing import ClassVar, Literal

from scalehook_contracts.arn import Arn
from scalehook_contracts.base import Listed, Part
from scalehook_contracts.message_service.control_plane.base import (
    ControlPlaneOperation,
    ControlPlaneReply,
    Counted,
    Paged,
    SubscriptionOperation,
    Told,
    Written,
)
from scalehook_contracts.message_service.control_plane.parameters import (
    GivenDlqPolicy,
    GivenDmAttributes,
    GivenDysmsAttributes,
    GivenRateLimit,
)
from scalehook_contracts.message_service.policies import TenantRateLimitPolicy
from scalehook_contracts.message_service.subscriptions import NotifyStrategy
from scalehook_contracts.numbers import Int64

PushType = Literal[
    "http", "queue", "dm", "dysms", "fc", "eventbus", "mpush", "alisms", "email", "kafka"
]  # fmt: skip
ContentFormat = Literal["XML", "JSON", "SIMPLIFIED"]


class SubscriptionChoice(Part):
    """What can be set, and changed."""

    roles_go_to: ClassVar[str] = "mns.aliyuncs.com"

    notify_strategy: NotifyStrategy | None = None
    dlq_policy: GivenDlqPolicy = None
    tenant_rate_limit_policy: GivenRateLimit = None
    sts_role_arn: str = ""

    def passed_roles(self) -> list[str]:
        """The role that pushes act as."""
        try:
            arn = Arn.parse(self.sts_role_arn)
        except ValueError:
            return []
        return [arn.name] if arn.kind == "role" else []


class Subscribe(SubscriptionChoice, SubscriptionOperation[Told]):
    """Push the topic's messages to an endpoint of the type that is named."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"KafkaAttributes"})

    push_type: PushType
    endpoint: str
    message_tag: str | None = None
    notify_content_format: ContentFormat | None = None  # mails and short messages are text, others XML
    dm_attributes: GivenDmAttributes = None
    dysms_attributes: GivenDysmsAttributes = None


class SetSubscriptionAttributes(SubscriptionChoice, SubscriptionOperation[Written]):
    """Change the given attributes of a subscription; all others stay for good."""


class SubscriptionDlqPolicyView(Part):
    """Where notifications go that nobody has taken."""

    enabled: bool
    dead_letter_target_queue: str | None = None


class SubscriptionView(Part):
    """Everything about a subscription; times are Unix seconds."""

    subscription_name: str
    topic_name: str
    topic_owner: str
    endpoint: str
    filter_tag: str | None = None
    notify_strategy: str
    notify_content_format: str
    create_time: Int64
    last_modify_time: Int64
    dlq_policy: SubscriptionDlqPolicyView
    tenant_rate_limit_policy: TenantRateLimitPolicy


class SubscriptionAnswer(ControlPlaneReply):
    """One subscription."""

    data: SubscriptionView


class GetSubscriptionAttributes(SubscriptionOperation[SubscriptionAnswer]):
    """All attributes of a subscription."""


class SubscriptionPage(Counted):
    """Some of them."""

    page_data: list[SubscriptionView] = Listed("PageData")


class SubscriptionList(ControlPlaneReply):
    """Subscriptions by name; those of several topics by the topics' names before."""

    data: SubscriptionPage


class ListSubscriptionByTopic(Paged, ControlPlaneOperation[SubscriptionList]):
    """The topic's subscriptions, or those of all topics, whose names begin with `SubscriptionName`;
    with an endpoint, those that push there.
    """

    topic_name: str = ""
    subscription_name: str = ""
    endpoint_type: PushType | None = None
    endpoint_value: str = ""

    def resources(self) -> list[str]:
        """The topic's subscriptions; of all topics where none is named."""
        return [f"/topics/{self.topic_name or '*'}/subscriptions"]


class Unsubscribe(SubscriptionOperation[Written]):
    """Delete a subscription; one that is gone already is no error."""
