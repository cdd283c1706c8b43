"""How many instances a group should have."""

from typing import ClassVar

from scalehook_contracts.base import Command, Done, Event
from scalehook_contracts.numbers import Int64


class DesiredCapacityChanged(Event):
    """A group with an expected number of instances expects another one."""

    scaling_group_id: str
    desired_capacity: Int64
    at: float


class ContinueScalingGroup(Command[Done]):
    """Goes on with what the group has still to do: a group asks it of itself when an activity has ended,
    or some time after one has failed.
    """

    housekeeping: ClassVar[bool] = True

    scaling_group_id: str
