"""Who or what asks for a scaling activity."""

from typing import Literal, NamedTuple

from scalehook.kit import ROOT, Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State


class Trigger(NamedTuple):
    """TriggerSourceType and TriggerSourceId of an activity, and the beginning of its Cause."""

    kind: Literal["APIs", "Cms", "Ess"]
    source: str
    reason: str

    def cause(self, before: int, after: int) -> str:
        """The Cause of an activity that is to change the number of instances."""
        return f'{self.reason}, changing the Total Capacity from "{before}" to "{after}".'

    @classmethod
    def of_caller(cls, work: Work[State, Settings], reason: str) -> "Trigger":
        """A call of the API: by the account itself, or by a RAM user or role."""
        return cls("APIs", work.settings.account_id if work.caller == ROOT else work.caller, reason)

    @classmethod
    def of_ess(cls, reason: str) -> "Trigger":
        """Auto Scaling itself."""
        return cls("Ess", "ess", reason)

    @classmethod
    def of_alarm(cls, alarm_task_id: str, reason: str) -> "Trigger":
        """An event-triggered task."""
        return cls("Cms", alarm_task_id, reason)
