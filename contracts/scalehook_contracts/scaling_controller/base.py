"""What all Auto Scaling operations share."""

from typing import Annotated, Any, ClassVar, Generic, Literal

from pydantic import Field

from scalehook_contracts.base import Command, Operation, ReplyT_co
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import InvalidParamter
from scalehook_contracts.products import ESS, Product
from scalehook_contracts.scaling_controller.owners import FindGroup, FindGroupTags

Transition = Literal["SCALE_OUT", "SCALE_IN"]
ActionResult = Literal["CONTINUE", "ABANDON", "ROLLBACK"]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9\u4e00-\u9fa5][A-Za-z0-9\u4e00-\u9fa5_.-]{1,63}$")]
ClientToken = Annotated[str, Field(pattern=r"^[\x00-\x7f]{0,64}$")]
OF_A_GROUP = (  # parameters that name something which belongs to a group
    "scaling_rule_id",
    "scaling_rule_ari",
    "scaling_configuration_id",
    "lifecycle_hook_id",
    "lifecycle_action_token",
    "scaling_activity_id",
    "scheduled_task_id",
)


class EssOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of Auto Scaling, 2014-08-28 and 2022-02-22."""

    product: ClassVar[Product] = ESS
    of_groups: ClassVar[bool] = True  # whether it is about groups, or what they have

    def resources(self) -> list[str]:
        """The group that it names; any, where only Auto Scaling knows which."""
        return of_group(getattr(self, "scaling_group_id", "") or "") if self.of_groups else ["*"]

    def place_question(self) -> FindGroup | None:
        """What it names belongs to a group, whichever it names beside it."""
        named = {name: getattr(self, name, "") or "" for name in OF_A_GROUP}
        return FindGroup(**named) if any(named.values()) else None

    @classmethod
    def tags_questions(cls, resources: list[str]) -> list[Command[Any]]:
        """Of groups."""
        return [FindGroupTags(resources=resources)]


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
