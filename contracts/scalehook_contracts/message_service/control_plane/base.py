"""What the operations of the control plane have in common, and the form of its answers."""

from typing import Any, ClassVar, Generic

from pydantic import Field

from scalehook_contracts.base import Command, Fresh, Listed, Operation, Part, Reply, ReplyT_co
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import ArgumentNotValid
from scalehook_contracts.message_service.base import OfQueue, OfSubscription, OfTopic
from scalehook_contracts.message_service.control_plane.parameters import PageNumber, PageSize
from scalehook_contracts.message_service.owners import FindQueueTags
from scalehook_contracts.message_service.policies import Tag
from scalehook_contracts.numbers import Int64
from scalehook_contracts.products import MNS_OPEN, Product

MOST_TAGS = 20


class ControlPlaneOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of the control plane."""

    product: ClassVar[Product] = MNS_OPEN
    invalid: ClassVar[type[ApiError]] = ArgumentNotValid

    @classmethod
    def tags_questions(cls, resources: list[str]) -> list[Command[Any]]:
        """Of queues and topics."""
        return [FindQueueTags(resources=resources)]


class ControlPlaneReply(Reply):
    """Every answer says that it is one; what was asked for is its `Data`."""

    code: Int64 = 200
    status: str = "Success"
    message: str = "operation success"
    success: bool = True


class Outcome(Part):
    """How a change went, once more."""

    code: Int64 = 200
    message: str = ""
    success: bool = True


class Written(ControlPlaneReply):
    """Something was changed."""

    data: Outcome = Fresh(Outcome)


class Told(ControlPlaneReply):
    """A text says what was made."""

    data: str


class QueueOperation(OfQueue, ControlPlaneOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on a queue."""


class TopicOperation(OfTopic, ControlPlaneOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on a topic."""


class SubscriptionOperation(OfSubscription, ControlPlaneOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on a topic's subscription."""


class Paged(Part):
    """Which page is asked for; numbers outside of the documented ranges are taken for the nearest."""

    page_num: PageNumber = 1
    page_size: PageSize = 10


class Numbered(Part):
    """Where a page stands; `total` counts all that were asked for."""

    page_num: Int64
    page_size: Int64
    total: Int64


class Counted(Numbered):
    """How many pages there are, too; `size` counts what is on this one."""

    pages: Int64
    size: Int64


class Tagged(Part):
    """The labels that something gets, or must have."""

    tag: list[Tag] = Listed("Tag", max_length=MOST_TAGS)


class TagView(Part):
    """A label as it is shown."""

    tag_key: str
    tag_value: str


class EncryptionChoice(Part):
    """Server-side encryption, as it is asked for: kept and shown, without effect here."""

    enable_sse: bool | None = Field(None, alias="EnableSSE")
    kms_key_id: str | None = None
    sse_algorithm: str | None = None
    sse_type: str | None = None


class EncryptionView(Part):
    """Server-side encryption, as it is shown."""

    enable_sse: bool = Field(alias="EnableSSE")
    encryption_enabled: bool
    kms_key_id: str
    sse_algorithm: str
    sse_type: str
