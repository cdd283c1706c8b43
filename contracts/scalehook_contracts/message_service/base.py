"""What the operations of Message Service have in common."""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic

from scalehook_contracts.base import Command, FromProtocol, Operation, Part, ReplyT_co
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.message_service.owners import FindQueueTags
from scalehook_contracts.numbers import Int64
from scalehook_contracts.products import MNS, Product

HEADERS_AND_QUERY = {  # the names of what does not travel in a body
    "Marker": "x-mns-marker",
    "NumOfMessages": "numOfMessages",
    "Prefix": "x-mns-prefix",
    "RetNumber": "x-mns-ret-number",
    "WaitSeconds": "waitseconds",
    "WithMeta": "x-mns-with-meta",
}


class MnsOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of MNS (2015-06-06).

    Ranges are the service's to check, not the fields': the documented texts name each of them.
    """

    product: ClassVar[Product] = MNS
    invalid: ClassVar[type[ApiError]] = InvalidArgument
    said_as: ClassVar[Mapping[str, str]] = HEADERS_AND_QUERY

    client_address: str = FromProtocol()  # of who comes by the public endpoint; else empty

    @classmethod
    def tags_questions(cls, resources: list[str]) -> list[Command[Any]]:
        """Of queues and topics."""
        return [FindQueueTags(resources=resources)]


class OfQueue(Part):
    """What an operation on a queue says first, in either API."""

    queue_name: str

    def resources(self) -> list[str]:
        """The queue."""
        return [f"/queues/{self.queue_name}"]


class OfTopic(Part):
    """Likewise of a topic."""

    topic_name: str

    def resources(self) -> list[str]:
        """The topic."""
        return [f"/topics/{self.topic_name}"]


class OfSubscription(OfTopic):
    """Likewise of a topic's subscription."""

    subscription_name: str

    def resources(self) -> list[str]:
        """The subscription."""
        return [f"/topics/{self.topic_name}/subscriptions/{self.subscription_name}"]


class QueueOperation(OfQueue, MnsOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on a queue."""


class QueueMessageOperation(QueueOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on a queue's messages."""

    def resources(self) -> list[str]:
        """The queue's messages."""
        return [f"/queues/{self.queue_name}/messages"]


class TopicOperation(OfTopic, MnsOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on a topic."""


class SubscriptionOperation(OfSubscription, MnsOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on a topic's subscription."""


class ListOperation(MnsOperation[ReplyT_co], Generic[ReplyT_co]):
    """A listing in order of names; its parameters travel in `x-mns-…` headers."""

    prefix: str | None = None
    marker: str | None = None  # opaque: the `next_marker` of the page before
    ret_number: Int64 | None = None
    with_meta: bool = False


class Property(Part):
    """A user's or the system's property of a message, kept and given back as it came."""

    name: str
    value: str
    type: str  # NUMBER, STRING, BOOLEAN or BINARY
