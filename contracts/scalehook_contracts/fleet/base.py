"""What the operations of ECS have in common."""

from typing import Any, ClassVar, Generic, Literal

from scalehook_contracts.base import Command, Operation, Part, ReplyT_co
from scalehook_contracts.fleet.owners import FindInstanceTags
from scalehook_contracts.products import ECS, Product

MOST_INSTANCE_IDS = 100
BatchPolicy = Literal["AllTogether", "SuccessFirst"]
StoppedMode = Literal["", "StopCharging", "KeepCharging"]


class EcsOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of ECS (2014-05-26)."""

    product: ClassVar[Product] = ECS

    @classmethod
    def tags_questions(cls, resources: list[str]) -> list[Command[Any]]:
        """Of instances and launch templates."""
        return [FindInstanceTags(resources=resources)]


class InstanceTag(Part):
    """A tag of an instance, as requests spell it."""

    key: str = ""
    value: str = ""


def instances(ids: list[str]) -> list[str]:
    """What RAM checks: these instances, or all where none is named."""
    return [f"instance/{instance_id}" for instance_id in ids] or ["instance/*"]
