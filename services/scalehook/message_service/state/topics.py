"""A topic and its subscriptions."""

from collections import deque
from dataclasses import dataclass, field

from sortedcontainers import SortedList

from scalehook.message_service.state.deliveries import KEPT, Delivery
from scalehook.message_service.timestamps import SECOND
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
    deliveries: deque[Delivery] = field(default_factory=deque)  # the last attempts
    next_turn: int = 0  # Unix milliseconds: its rate allows no push before
    warning: str = ""  # why pushes cannot but fail

    def __post_init__(self) -> None:
        self.deliveries = deque(self.deliveries, KEPT)

    @property
    def milliseconds_each(self) -> int:
        """The least time between two pushes; 0: there is none."""
        policy = self.tenant_rate_limit_policy
        limit = (policy.limit if policy else None) or 0
        return -(-SECOND // limit) if limit > 0 else 0

    def last_of(self, message_id: str) -> Delivery | None:
        """The last attempt that is known to give it this message."""
        return next((each for each in reversed(self.deliveries) if each.message_id == message_id), None)

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
