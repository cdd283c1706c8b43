"""CloudMonitor in rehearsal: a group with instances, and alarms on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from scalehook.cloud_monitor.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.cloud_monitor.custom_metrics import CustomMetric, PutCustomMetric
from scalehook_contracts.cloud_monitor.evaluations import AlarmEvaluated
from scalehook_contracts.cloud_monitor.group_metrics import SetGroupMetric
from scalehook_contracts.scaling_controller.alarms import AlarmCreated
from scalehook_contracts.scaling_controller.instances import LifecycleState, LifecycleStateChanged
from scalehook_contracts.scaling_controller.serving import (
    ReportServingInstances,
    ServingInstancesReported,
)

GROUP, CPU = "asg-1", "CpuUtilization"


@dataclass
class Monitor:
    """The service alone; `told` says what it has published of alarms."""

    rehearsal: Rehearsal = field(default_factory=lambda: Rehearsal(SERVICE))
    serving: dict[str, None] = field(default_factory=dict)  # what Auto Scaling knows

    def alarm(self, alarm_id: str = "a", **said: Any) -> str:
        """One that is there, by default on the group's CPU over 80 for two minutes."""
        usual: dict[str, Any] = {
            "metric_name": CPU,
            "threshold": 80.0,
            "period": 60,
            "evaluation_count": 2,
            "comparison_operator": ">",
        }
        created = AlarmCreated(alarm_task_id=alarm_id, scaling_group_id=GROUP, **usual | said)
        self.rehearsal.tell(created)
        return alarm_id

    def serve(self, *instance_ids: str, state: LifecycleState = "InService") -> None:
        """These instances are in this state now."""
        for instance_id in instance_ids:
            self.serving.pop(instance_id, None)
            if state in ("InService", "Protected"):
                self.serving[instance_id] = None
        self.rehearsal.tell(
            LifecycleStateChanged(
                scaling_group_id=GROUP,
                scaling_activity_id="asa-1",
                lifecycle_state=state,
                instance_ids=list(instance_ids),
            )
        )

    def load(self, value: float, *, total: bool = False, metric_name: str = CPU) -> None:
        """The group shows this. Auto Scaling is asked who is in service, if need be, and tells."""
        asked = len(self.rehearsal.sent)
        self.rehearsal.ask(
            SetGroupMetric(scaling_group_id=GROUP, metric_name=metric_name, value=value, total=total)
        )
        for command in self.rehearsal.sent[asked:]:
            assert command == ReportServingInstances(scaling_group_id=GROUP)
            self.report_serving()

    def report_serving(self) -> None:
        """Auto Scaling says who is in service now."""
        ids = list(self.serving)
        self.rehearsal.tell(ServingInstancesReported(scaling_group_id=GROUP, instance_ids=ids))

    def report(self, value: float = 1, **said: str) -> None:
        """A value of the custom metric `jobs`."""
        usual = {
            "group_id": "7",
            "metric_name": "jobs",
            "dimensions": '{"queue":"q"}',
            "type": "0",
            "values": f'{{"value":{value}}}',
        }
        self.rehearsal.ask(PutCustomMetric(metric_list=[CustomMetric(**usual | said)]))

    @property
    def told(self) -> Sequence[AlarmEvaluated]:
        return [event for event in self.rehearsal.recorded if isinstance(event, AlarmEvaluated)]

    @property
    def states(self) -> list[str]:
        return [event.state for event in self.told]

    @property
    def timers(self) -> list[str]:
        return list(self.rehearsal.machine.timers)
