"""A topic and its subscriptions."""

from dataclasses import dataclass, field

from sortedcontainers import SortedList

from scalehook_contracts.message_service.policies import (
    DlqPolicy,
    DmAttributes,
    DysmsAttributes,
    Encryption,
    Order,
    Tag,
    TenantRateLimitPolicy,
)
from scalehook_contracts.message_service.subscriptions import NotifyContentFormat, NotifyStrategy


@dataclass
class Subscription:
    """Who gets a topic's messages; times are Unix seconds."""

    subscription_name: str
    endpoint: str
    filter_tag: str | None
    notify_strategy: NotifyStrategy
    notify_content_format: NotifyContentFormat
    create_time: int
    last_modify_time: int
    dlq_policy: DlqPolicy | None = None
    tenant_rate_limit_policy: TenantRateLimitPolicy | None = None
    sts_role_arn: str = ""
    dm_attributes: DmAttributes | None = None
    dysms_attributes: DysmsAttributes | None = None
    number: int = 0  # counts the service's subscriptions; tells which is older

    def wants(self, tag: str | None) -> bool:
        """Whether messages with this tag go to the subscription."""
        return self.filter_tag is None or self.filter_tag == tag


@dataclass
class Topic:
    """One topic; times are Unix seconds."""

    topic_name: str
    create_time: int
    last_modify_time: int
    maximum_message_size: int = 65536
    logging_enabled: bool = False
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    encryption: Encryption | None = None
    topic_type: Order = "normal"
    tags: list[Tag] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = SortedList(self.subscriptions)

    def add(self, subscription: Subscription) -> None:
        """Somebody subscribes."""
        self.subscriptions[subscription.subscription_name] = subscription
        self.names.add(subscription.subscription_name)

    def remove(self, subscription_name: str) -> None:
        """A subscription is gone."""
        del self.subscriptions[subscription_name]
        self.names.remove(subscription_name)
