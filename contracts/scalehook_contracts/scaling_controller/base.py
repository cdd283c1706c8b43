"""What all Auto Scaling operations share."""

from typing import Annotated, ClassVar, Generic, Literal

from pydantic import Field

from scalehook_contracts.base import Operation, ReplyT_co
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import InvalidParamter
from scalehook_contracts.products import ESS, Product

Transition = Literal["SCALE_OUT", "SCALE_IN"]
ActionResult = Literal["CONTINUE", "ABANDON", "ROLLBACK"]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9\u4e00-\u9fa5][A-Za-z0-9\u4e00-\u9fa5_.-]{1,63}$")]
ClientToken = Annotated[str, Field(pattern=r"^[\x00-\x7f]{0,64}$")]


class EssOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of Auto Scaling, 2014-08-28 and 2022-02-22."""

    product: ClassVar[Product] = ESS

    def resources(self) -> list[str]:
        """The group that it names; any, where only Auto Scaling knows which."""
        group_id: str | None = getattr(self, "scaling_group_id", None)
        return ["*"] if group_id is None else of_group(group_id)


def of_group(group_id: str) -> list[str]:
    """What RAM checks where an operation is about a group; any, where only Auto Scaling knows which."""
    return [f"scalinggroup/{group_id or '*'}"]


class HookOperation(EssOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on hooks: these answer a bad value with `InvalidParamter`, spelt so."""

    invalid: ClassVar[type[ApiError]] = InvalidParamter


class GroupOperation(EssOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on one group."""

    scaling_group_id: str
    region_id: str = ""
