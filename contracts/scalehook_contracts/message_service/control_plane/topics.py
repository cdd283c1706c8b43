"""Topics: create, change, look at, list, delete."""

from typing import ClassVar

from scalehook_contracts.base import Listed
from scalehook_contracts.message_service.control_plane.base import (
    ControlPlaneOperation,
    ControlPlaneReply,
    EncryptionChoice,
    EncryptionView,
    Numbered,
    Paged,
    Tagged,
    TagView,
    TopicOperation,
    Written,
)
from scalehook_contracts.message_service.policies import Order
from scalehook_contracts.numbers import Int64


class TopicChoice(EncryptionChoice):
    """What can be set."""

    max_message_size: Int64 | None = None
    enable_logging: bool | None = None


class CreateTopic(Tagged, TopicChoice, TopicOperation[Written]):
    """Create a topic; one with the same name and attributes is left as it is."""

    topic_type: Order = "normal"


class SetTopicAttributes(TopicChoice, TopicOperation[Written]):
    """Change the given attributes of a topic; its type never changes."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"TopicType"})


class TopicView(EncryptionView):
    """Everything about a topic; times are Unix seconds. The addresses are those that it has in the
    cloud.
    """

    topic_name: str
    topic_type: Order
    topic_url: str
    topic_inner_url: str
    create_time: Int64
    last_modify_time: Int64
    max_message_size: Int64
    message_retention_period: Int64
    message_count: Int64  # messages that some subscriber has not got yet
    logging_enabled: bool
    tags: list[TagView] = Listed("Tag")


class TopicAnswer(ControlPlaneReply):
    """One topic."""

    data: TopicView


class GetTopicAttributes(Tagged, TopicOperation[TopicAnswer]):
    """All attributes of a topic; with tags, of one that bears them all."""


class TopicPage(Numbered):
    """Some of them."""

    page_data: list[TopicView] = Listed("PageData")


class TopicList(ControlPlaneReply):
    """Topics by name."""

    data: TopicPage


class ListTopic(Tagged, Paged, ControlPlaneOperation[TopicList]):
    """The topics whose names begin with `TopicName`, of this type, with all of these tags."""

    topic_name: str = ""
    topic_type: Order | None = None

    def resources(self) -> list[str]:
        """All topics."""
        return ["/topics"]


class DeleteTopic(TopicOperation[Written]):
    """Delete a topic with its subscriptions; one that is gone already is no error."""
