"""An alarm, as far as it is evaluated."""

from dataclasses import dataclass

from scalehook.cloud_monitor.naming import dimension, metric_name
from scalehook.cloud_monitor.state.groups import group_key
from scalehook.cloud_monitor.state.series import series_key
from scalehook_contracts.cloud_monitor.evaluations import AlarmState
from scalehook_contracts.scaling_controller.alarm_settings import AlarmExpression, AlarmSettings


@dataclass
class Alarm:
    """What it says, and how it stands. `count` is the number of periods in a row in which its condition
    has held; `ticking` says that the next one is waited for.
    """

    alarm_id: str
    group_id: str
    settings: AlarmSettings
    enabled: bool = True
    state: AlarmState = "INSUFFICIENT_DATA"
    count: int = 0
    value: float | None = None
    ticking: bool = False

    def __post_init__(self) -> None:
        self.read(self.settings)

    def read(self, settings: AlarmSettings) -> None:
        """It says this now."""
        self.settings = settings
        self.conditions = settings.conditions()
        self.period = min(condition.period for condition in self.conditions)
        self.keys = [self.key(condition) for condition in self.conditions]

    def key(self, condition: AlarmExpression) -> str:
        """The name of what the condition looks at."""
        if self.settings.metric_type == "system":
            return group_key(self.group_id, condition.metric_name)
        dimensions = {
            dimension(each.dimension_key): dimension(each.dimension_value)
            for each in self.settings.dimensions
        }
        name = metric_name(condition.metric_name)  # both as they were reported, or as they are kept
        return series_key(str(self.settings.group_id), name, dimensions)
