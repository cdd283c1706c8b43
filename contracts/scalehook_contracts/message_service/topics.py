"""Topics: create, change, look at, list, delete, publish."""

from scalehook_contracts.base import Done, Event, Fresh, Listed, Part, Reply
from scalehook_contracts.message_service.base import ListOperation, TopicOperation
from scalehook_contracts.message_service.policies import Encryption, Order, Tag
from scalehook_contracts.numbers import Int64

RETENTION_SECONDS = 86400  # of every topic


class TopicCreation(Reply):
    """`created` is false where the topic existed already with the same attributes (204)."""

    created: bool


class CreateTopic(TopicOperation[TopicCreation]):
    """Create a topic; one with the same name and attributes is left as it is."""

    maximum_message_size: Int64 | None = None
    logging_enabled: bool | None = None


class SetTopicAttributes(TopicOperation[Done]):
    """Change the given attributes of a topic."""

    maximum_message_size: Int64 | None = None
    logging_enabled: bool | None = None


class TopicAttributes(Reply):
    """Everything about a topic; times are Unix seconds."""

    topic_name: str
    create_time: Int64
    last_modify_time: Int64
    maximum_message_size: Int64
    message_retention_period: Int64 = RETENTION_SECONDS
    message_count: Int64  # messages that some subscriber has not got yet
    logging_enabled: bool


class GetTopicAttributes(TopicOperation[TopicAttributes]):
    """All attributes of a topic."""


class TopicSummary(Part):
    """A topic in a list; everything but the name is None unless `with_meta` was asked for."""

    topic_name: str
    create_time: Int64 | None = None
    last_modify_time: Int64 | None = None
    maximum_message_size: Int64 | None = None
    message_retention_period: Int64 | None = None
    message_count: Int64 | None = None
    logging_enabled: bool | None = None


class TopicList(Reply):
    """One page of topics; `next_marker` is None on the last."""

    topics: list[TopicSummary] = Listed("Topic")
    next_marker: str | None = None


class ListTopic(ListOperation[TopicList]):
    """The topics whose names begin with `prefix`."""

    def resources(self) -> list[str]:
        """All topics."""
        return ["/topics"]


class DeleteTopic(TopicOperation[Done]):
    """Delete a topic with its subscriptions; one that is gone already is no error."""


class TopicCreated(Event):
    """A topic exists."""

    topic_name: str
    maximum_message_size: Int64 = 65536
    logging_enabled: bool = False
    create_time: Int64 = 0  # Unix seconds
    encryption: Encryption | None = None
    topic_type: Order = "normal"
    tags: list[Tag] = Fresh(list)


class TopicAttributesSet(Event):
    """A topic has these attributes from now on."""

    topic_name: str
    maximum_message_size: Int64
    logging_enabled: bool
    last_modify_time: Int64  # Unix seconds
    encryption: Encryption | None = None


class TopicDeleted(Event):
    """A topic and its subscriptions are gone."""

    topic_name: str
