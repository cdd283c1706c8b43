"""What goes wrong in the fleet on purpose: no stock, failures, slow starts."""

from typing import Annotated

from pydantic import Field

from scalehook_contracts.base import Command, Event, Listed, Part, Reply

Amount = Annotated[int, Field(ge=0, le=2**31 - 1)]
Seconds = Annotated[float, Field(ge=0, le=315_360_000)]
Rate = Annotated[float, Field(ge=0, le=1)]


class StockLevel(Part):
    """How many more instances of a type can be had, in a zone or in all; None: any number. The type
    `*` is all types together.
    """

    instance_type: str = Field(pattern="^[^@]{1,128}$")
    zone_id: str = Field("", max_length=64)
    amount: Amount | None = None


class FleetConditions(Reply):
    """The conditions as they are. `start_up_seconds` is how long a start takes."""

    failure_rate: float
    start_up_seconds: float
    stock: list[StockLevel] = Listed("StockLevel")


class DescribeFleetConditions(Command[FleetConditions]):
    """How things stand."""


class SetFleetConditions(Command[FleetConditions]):
    """Changes what is given; with `reset`, everything else is again as the settings say.

    `failure_rate` is the share of new instances that fail. `slow_start_seconds` is how long starts
    take from now on.
    """

    reset: bool = False
    failure_rate: Rate | None = None
    slow_start_seconds: Seconds | None = None
    stock: list[StockLevel] = Listed("StockLevel", max_length=1000)


class StockLimit(Part):
    """So many instances of a type may be there at a time, in a zone or in all; None: any number."""

    instance_type: str
    zone_id: str = ""
    amount: Amount | None = None


class FleetConditionsChanged(Event):
    """These conditions hold from now on, beside the settings; None: as the settings say."""

    failure_rate: Rate | None = None
    slow_start_seconds: Seconds | None = None
    limits: list[StockLimit] = Listed("StockLimit")
