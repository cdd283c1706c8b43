"""A topic, its subscriptions, and a push on its way."""

from dataclasses import dataclass, field

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
