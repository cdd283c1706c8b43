"""A push under way."""

from dataclasses import dataclass, field

from scalehook_contracts.message_service.base import Property


@dataclass
class Push:
    """A message that an endpoint has not taken yet; `publish_time` in Unix milliseconds."""

    push_id: str
    topic_name: str
    subscription_name: str
    message_id: str
    message_body: str
    message_tag: str | None
    publish_time: int
    failures: int = 0
    message_group_id: str | None = None
    user_properties: list[Property] = field(default_factory=list)
    system_properties: list[Property] = field(default_factory=list)
    message_attributes: dict[str, str] = field(default_factory=dict)
    request_id: str = ""  # of the call that all this began with
    first_attempt_time: int = 0  # Unix milliseconds: its rate allows none before

    @property
    def attempt_key(self) -> str:
        """The intent of the current attempt: each attempt is an effect of its own."""
        return f"push/{self.push_id}/{self.failures + 1}"

    @property
    def retry_key(self) -> str:
        """The timer of the next attempt."""
        return f"push/{self.push_id}"
