"""An event-triggered task, as it is described."""

from scalehook.scaling_controller.alarm_changes import ADDED
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Alarm
from scalehook_contracts.scaling_controller.alarm_settings import AlarmSettings
from scalehook_contracts.scaling_controller.alarms import AlarmView
from scalehook_contracts.scaling_controller.rule_parts import MetricDimension
from scalehook_contracts.scaling_controller.rule_views import RuleAlarmView

NOT_AS_ASKED = {"name", "dimensions"}
AS_ASKED = AlarmView.model_fields.keys() & (AlarmSettings.model_fields.keys() - NOT_AS_ASKED)


def alarm_view(alarm: Alarm, settings: Settings) -> AlarmView:
    """An alarm; its name is its id where it was given none."""
    said = alarm.settings
    name = said.name or alarm.alarm_id
    return AlarmView(
        **{field: getattr(said, field) for field in AS_ASKED},
        alarm_task_id=alarm.alarm_id,
        alarm_task_name=name,
        name=name,
        scaling_group_id=alarm.group_id,
        dimensions=[*said.dimensions, *_added(alarm, settings)],
        state=alarm.state,
        enable=alarm.enabled,
    )


def rule_alarm_view(alarm: Alarm, settings: Settings) -> RuleAlarmView:
    """The same, as its rule describes it."""
    said = alarm_view(alarm, settings).model_dump(exclude_none=True)
    return RuleAlarmView.model_validate(said)


def _added(alarm: Alarm, settings: Settings) -> list[MetricDimension]:
    """Whose instances a system metric is taken over."""
    if alarm.settings.metric_type != "system":
        return []
    values = (settings.account_id, alarm.group_id)
    return [
        MetricDimension(dimension_key=key, dimension_value=value)
        for key, value in zip(ADDED, values, strict=True)
    ]
