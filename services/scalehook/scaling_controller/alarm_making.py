"""Makes event-triggered tasks."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Alarm, State
from scalehook_contracts.scaling_controller.alarm_settings import AlarmSettings
from scalehook_contracts.scaling_controller.alarms import AlarmCreated, AlarmModified


def make(
    settings: AlarmSettings,
    group_id: str,
    work: Work[State, Settings],
    *,
    rule_id: str = "",
    scales_in: bool = False,
) -> str:
    """An alarm, enabled; its id. A target tracking rule may own it."""
    alarm_id = f"{group_id}_{work.new_uuid().lower()}"
    work.record(
        AlarmCreated(
            **said(settings),
            alarm_task_id=alarm_id,
            scaling_group_id=group_id,
            scaling_rule_id=rule_id,
            scales_in=scales_in,
        )
    )
    return alarm_id


def change(alarm: Alarm, settings: AlarmSettings, anew: bool, work: Work[State, Settings]) -> None:
    """It says this from now on; `anew`: its condition is another one."""
    work.record(AlarmModified(**said(settings), alarm_task_id=alarm.alarm_id, anew=anew))


def said(settings: AlarmSettings) -> dict[str, object]:
    """All of it, by the names of the fields."""
    return {name: getattr(settings, name) for name in AlarmSettings.model_fields}
