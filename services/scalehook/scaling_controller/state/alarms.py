"""An event-triggered task."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from scalehook_contracts.cloud_monitor.evaluations import AlarmState
from scalehook_contracts.scaling_controller.alarm_settings import AlarmSettings


@dataclass
class Alarm:
    """An alarm, as it is now. `rule_id` names the target tracking rule that it belongs to, and
    `scales_in` says which of the rule's two it is. After it has acted it pauses. `refused` has what its
    rules were refused with since then, or since its condition holds: it is not noted again.
    """

    alarm_id: str
    group_id: str
    settings: AlarmSettings
    rule_id: str = ""
    scales_in: bool = False
    enabled: bool = True
    state: AlarmState = "INSUFFICIENT_DATA"
    paused_until: float = 0
    refused: list[str] = field(default_factory=list)

    def marks(self) -> list[Hashable]:
        """What it is found by."""
        metrics = dict.fromkeys(each.metric_name for each in self.settings.conditions())
        return [
            ("group", self.group_id),
            ("type", self.settings.metric_type),
            ("state", self.state),
            ("enabled", self.enabled),
            *(("rule", self.rule_id) for _ in self.rule_id[:1]),
            *(("metric", name) for name in metrics),
        ]
