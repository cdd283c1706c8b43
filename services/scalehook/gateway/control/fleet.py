"""What goes wrong in the fleet on purpose: `/_scalehook/fleet`."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.control.bodies import fitting
from scalehook.kit import ROOT, Requester
from scalehook.kit.clock.durations import Duration
from scalehook_contracts.base import Command
from scalehook_contracts.errors.common import ServiceUnavailable
from scalehook_contracts.fleet.conditions import (
    DescribeFleetConditions,
    FleetConditions,
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

    reset: bool = False
    failure_rate: float | None = None
    slow_start_seconds: Duration | None = None
    stock: list[StockRequest] = Field(default_factory=list)


async def conditions(bus: Requester) -> dict[str, Any]:
    """As they are."""
    return await _ask(bus, DescribeFleetConditions())


async def change(bus: Requester, asked: ConditionsRequest) -> dict[str, Any]:
    """As they are then."""
    return await _ask(bus, fitting(lambda: SetFleetConditions.model_validate(asked.model_dump())))


async def _ask(bus: Requester, command: Command[FleetConditions]) -> dict[str, Any]:
    try:
        found = await bus.call(command, caller=ROOT)
    except TimeoutError as silence:
        raise ServiceUnavailable() from silence
    return found.model_dump(mode="json")
