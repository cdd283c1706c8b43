"""What all EventBridge operations share."""

from typing import ClassVar, Generic

from scalehook_contracts.base import Operation, Reply, ReplyT_co
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.eventbridge import InvalidArgument
from scalehook_contracts.products import EVENT_BRIDGE, Product


class EventBridgeOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of EventBridge, 2020-04-01."""

    product: ClassVar[Product] = EVENT_BRIDGE
    invalid: ClassVar[type[ApiError]] = InvalidArgument


class Answer(Reply):
    """Every answer says whether it is one; what was asked for is its `Data`."""

    code: str = "Success"
    message: str = "success"
    success: bool = True


class Told(Answer):
    """That it was done."""

    data: bool = True


def of_bus(name: str) -> list[str]:
    """The resource that RAM checks."""
    return [f"eventbus/{name}"]


def of_rule(bus: str, name: str) -> list[str]:
    """The resource that RAM checks."""
    return [f"eventbus/{bus}/rule/{name}"]
