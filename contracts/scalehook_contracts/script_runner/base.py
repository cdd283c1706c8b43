"""What Cloud Assistant's operations share."""

from typing import ClassVar, Generic, Literal

from scalehook_contracts.base import Operation, ReplyT_co
from scalehook_contracts.products import ECS, Product

InvocationStatus = Literal[
    "Pending", "Invalid", "Aborted", "Running", "Success", "Failed", "Error", "Timeout", "Terminated"
]
ContentEncoding = Literal["PlainText", "Base64"]


class AssistantOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of Cloud Assistant: ECS, 2014-05-26."""

    product: ClassVar[Product] = ECS
