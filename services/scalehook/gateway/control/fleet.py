"""What goes wrong in the fleet on purpose: `/_scalehook/fleet`."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.asking import ask
from scalehook.gateway.control.bodies import fitting
from scalehook.kit import Requester
from scalehook.kit.clock.durations import Duration
from scalehook_contracts.fleet.conditions import (
    DescribeFleetConditions,
    SetFleetConditions,
)


class StockRequest(BaseModel):
    """How many more instances of a type can be had, in a zone or in all; null: any number."""

    model_config = ConfigDict(extra="forbid")

    instance_type: str
    zone_id: str = ""
    amount: Annotated[int, Field(ge=0, strict=True)] | None


class ConditionsRequest(BaseModel):
    """The body of `POST /_scalehook/fleet`: what is not given stays, but for `reset`."""

    model_config = ConfigDict(extra="forbid")

    reset: bool = Field(False, strict=True)
    failure_rate: float | None = Field(None, strict=True)
    slow_start_seconds: Duration | None = None
    stock: list[StockRequest] = Field(default_factory=list)


async def conditions(bus: Requester) -> dict[str, Any]:
    """As they are."""
    return (await ask(bus, DescribeFleetConditions())).model_dump(mode="json")


async def change(bus: Requester, asked: ConditionsRequest) -> dict[str, Any]:
    """As they are then."""
    command = fitting(lambda: SetFleetConditions.model_validate(asked.model_dump()))
    return (await ask(bus, command)).model_dump(mode="json")
