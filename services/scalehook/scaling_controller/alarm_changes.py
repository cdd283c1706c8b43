"""What an event-triggered task comes to say when some of it changes."""

from typing import Any

from scalehook_contracts.scaling_controller.alarm_settings import AlarmSettings
from scalehook_contracts.scaling_controller.alarms import ModifyAlarm

SHARED = AlarmSettings.model_fields.keys() & ModifyAlarm.model_fields.keys()
ADDED = ("user_id", "scaling_group")  # dimensions that Auto Scaling fills in, and describes
EVALUATED = ("dimensions", "group_id", "evaluation_count", "expressions_logic_operator")


def changed(settings: AlarmSettings, command: ModifyAlarm) -> AlarmSettings:
    """What is not given stays; a single metric takes the place of expressions."""
    update: dict[str, Any] = {
        name: value for name in SHARED if (value := getattr(command, name)) not in (None, [])
    }
    if "metric_name" in update and "expressions" not in update:
        update["expressions"] = []
    return own(settings.model_copy(update=update))


def own(settings: AlarmSettings) -> AlarmSettings:
    """Without the dimensions that Auto Scaling fills in: clients send back what was described."""
    kept = [each for each in settings.dimensions if each.dimension_key not in ADDED]
    return settings.model_copy(update={"dimensions": kept})


def is_other_condition(before: AlarmSettings, after: AlarmSettings) -> bool:
    """Whether it has to be evaluated from the beginning."""
    if before.conditions() != after.conditions():
        return True
    return any(getattr(before, name) != getattr(after, name) for name in EVALUATED)
