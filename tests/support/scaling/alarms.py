"""Alarms that go off: rules are executed as an event-triggered task does it."""

from scalehook.kit import Work
from scalehook.scaling_controller import executing
from scalehook.scaling_controller.lookups import rule_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.base import Command
from scalehook_contracts.scaling_controller.rules import ScalingActivityStart
from support.scaling.cloud import Cloud


class AlarmGoesOff(Command[ScalingActivityStart]):
    """Its rule is to be executed."""

    scaling_rule_ari: str
    metric_value: float | None = None
    threshold: float | None = None


def alarm(cloud: Cloud, ari: str, value: float | None = None, threshold: float | None = None) -> str:
    """The id of the activity that the alarm's rule begins."""
    cloud.rehearsal.machine.handlers[AlarmGoesOff] = _go_off
    command = AlarmGoesOff(scaling_rule_ari=ari, metric_value=value, threshold=threshold)
    return cloud.rehearsal.ask(command).scaling_activity_id


def _go_off(command: AlarmGoesOff, work: Work[State, Settings]) -> ScalingActivityStart:
    _, rule = rule_of(command.scaling_rule_ari, work)
    begun = executing.execute(
        rule,
        Trigger.of_alarm("alarm-1", "An alarm goes off"),
        work,
        metric_value=command.metric_value,
        breach_threshold=command.threshold,
    )
    return ScalingActivityStart(scaling_activity_id=begun)
