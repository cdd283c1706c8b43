"""What OOS's operations share."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Generic, Literal

from pydantic import AfterValidator, Field

from scalehook_contracts.base import Command, Operation, ReplyT_co
from scalehook_contracts.plain import texts_in
from scalehook_contracts.products import OOS, Product
from scalehook_contracts.template_engine.owners import FindOosTags

ExecutionStatus = Literal["Started", "Running", "Waiting", "Success", "Failed", "Cancelled"]
TaskStatus = Literal["Pending", "Running", "Waiting", "Success", "Failed", "Cancelled", "Skipped"]
LoopMode = Literal["Automatic", "FirstBatchPause", "EveryBatchPause"]
Mode = Literal["Automatic", "FailurePause", "Debug"]
SortOrder = Literal["Ascending", "Descending"]
DATE = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?)?$"  # a day begins at midnight, UTC


def _of_the_calendar(text: str) -> str:
    """There is such a day, and such a time."""
    if text:
        datetime.fromisoformat(text)
    return text


Date = Annotated[str, Field(pattern=DATE), AfterValidator(_of_the_calendar)]


def named(kind: str, texts: str) -> list[str]:
    """What RAM checks: the resources that a JSON array names; all of the kind where it names none."""
    return [f"{kind}/{name}" for name in texts_in(texts)] or [f"{kind}/*"]


class OosOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of OOS, 2019-06-01."""

    product: ClassVar[Product] = OOS

    @classmethod
    def tags_questions(cls, resources: list[str]) -> list[Command[Any]]:
        """Of templates, executions and parameters."""
        return [FindOosTags(resources=resources)]
