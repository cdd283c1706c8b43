"""What Cloud Assistant's operations share."""

from typing import Any, ClassVar, Generic, Literal

from scalehook_contracts.base import Command, Operation, Part, ReplyT_co
from scalehook_contracts.fleet.owners import FindInstanceTags
from scalehook_contracts.numbers import Int64
from scalehook_contracts.products import ECS, Product
from scalehook_contracts.script_runner.owners import FindCommandTags

InvocationStatus = Literal[
    "Pending", "Invalid", "Aborted", "Running", "Success", "Failed", "Error", "Timeout", "Terminated",
    "Scheduled", "Stopping", "Cancelled",
]  # fmt: skip
ContentEncoding = Literal["PlainText", "Base64"]


class AssistantOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of Cloud Assistant: ECS, 2014-05-26."""

    product: ClassVar[Product] = ECS

    @classmethod
    def tags_questions(cls, resources: list[str]) -> list[Command[Any]]:
        """Of instances and of commands."""
        return [FindInstanceTags(resources=resources), FindCommandTags(resources=resources)]


class AssistantTag(Part):
    """A tag, as requests spell it."""

    key: str = ""
    value: str = ""


class TagView(Part):
    """A tag, as answers spell it."""

    tag_key: str
    tag_value: str


class AssistantListing(AssistantOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation that lists page by page: by the number of a page; or, where `max_results` or
    `next_token` is given, by the token that the page before has ended with.
    """

    page_number: Int64 = 1
    page_size: Int64 = 10
    max_results: Int64 | None = None
    next_token: str = ""
