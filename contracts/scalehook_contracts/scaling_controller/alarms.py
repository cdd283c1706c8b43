"""Event-triggered tasks: alarms that execute scaling rules."""

from typing import ClassVar, Generic, Literal

from pydantic import Field

from scalehook_contracts.base import Done, Event, Listed, Part, Reply, ReplyT_co
from scalehook_contracts.cloud_monitor.evaluations import AlarmState
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling_alarms import InvalidAlarmParameter
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.scaling_controller.alarm_settings import (
    AlarmExpression,
    AlarmName,
    AlarmSettings,
    ComparisonOperator,
    EvaluationCount,
    LogicOperator,
    MetricType,
    Threshold,
)
from scalehook_contracts.scaling_controller.base import EssOperation
from scalehook_contracts.scaling_controller.rule_parts import (
    HybridMetric,
    MetricDimension,
    Period,
    Statistic,
)


class AlarmOperation(EssOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on alarms: these answer a bad value with 404."""

    invalid: ClassVar[type[ApiError]] = InvalidAlarmParameter


class AlarmTask(Reply):
    """The alarm's id."""

    alarm_task_id: str


class CreateAlarm(AlarmSettings, AlarmOperation[AlarmTask]):
    """Creates an alarm, enabled."""

    region_id: str
    scaling_group_id: str


class AlarmReference(Part):
    """Names an alarm; its id begins with that of its group."""

    region_id: str
    alarm_task_id: str

    def resources(self) -> list[str]:
        """The group."""
        return [f"scalinggroup/{self.alarm_task_id.partition('_')[0]}"]


class ModifyAlarm(AlarmReference, AlarmOperation[AlarmTask]):
    """Changes an alarm; what is not given stays. Its type cannot be changed."""

    name: AlarmName | None = None
    description: str | None = Field(None, min_length=2, max_length=255)
    metric_type: MetricType | None = None
    metric_name: str | None = None
    dimensions: list[MetricDimension] = Listed("Dimension", max_length=5)
    period: Period | None = None
    statistics: Statistic | None = None
    comparison_operator: ComparisonOperator | None = None
    threshold: Threshold | None = None
    evaluation_count: EvaluationCount | None = None
    alarm_actions: list[str] = Listed("AlarmAction", max_length=5)
    effective: str | None = Field(None, max_length=200)
    expressions: list[AlarmExpression] = Listed("Expression", max_length=10)
    expressions_logic_operator: LogicOperator | None = None
    group_id: Int64 | None = None


class EnableAlarm(AlarmReference, AlarmOperation[Done]):
    """The alarm is evaluated again."""


class DisableAlarm(AlarmReference, AlarmOperation[Done]):
    """The alarm is not evaluated any more; its state stays what it is."""


class DeleteAlarm(AlarmReference, AlarmOperation[AlarmTask]):
    """The alarm is gone."""


class AlarmView(Part):
    """An alarm, as it is described."""

    alarm_task_id: str
    alarm_task_name: str
    name: str
    description: str | None = None
    scaling_group_id: str
    metric_type: MetricType
    metric_name: str
    dimensions: list[MetricDimension] = Listed("Dimension")
    period: Int64
    statistics: Statistic
    comparison_operator: ComparisonOperator
    threshold: float | None = None
    evaluation_count: Int64
    alarm_actions: list[str] = Listed("AlarmAction")
    effective: str
    expressions: list[AlarmExpression] = Listed("Expression")
    expressions_logic_operator: LogicOperator
    state: AlarmState
    enable: bool
    hybrid_metrics: list[HybridMetric] = Listed("HybridMetric")
    hybrid_monitor_namespace: str = ""
    prom_ql: str = Field("", alias="PromQL")


class AlarmPage(Page, Reply):
    """One page of alarms."""

    alarm_list: list[AlarmView] = Listed("Alarm")


class DescribeAlarms(AlarmOperation[AlarmPage]):
    """Lists alarms."""

    region_id: str
    alarm_task_id: str = ""
    scaling_group_id: str = ""
    metric_name: str = ""
    metric_type: Literal["system", "custom", "hybrid"] | None = None
    state: AlarmState | None = None
    is_enable: bool | None = None
    page_number: PageNumber = 1
    page_size: PageSize = 10


class AlarmCreated(AlarmSettings, Event):
    """An alarm is there, enabled; a target tracking rule may have made it for itself."""

    alarm_task_id: str
    scaling_group_id: str
    scaling_rule_id: str = ""
    scales_in: bool = False  # of a rule's two alarms, the one that lets the group shrink


class AlarmModified(AlarmSettings, Event):
    """An alarm reads so; when what it looks at has changed, it is evaluated anew."""

    alarm_task_id: str
    anew: bool


class AlarmEnabled(Event):
    """An alarm is evaluated again."""

    alarm_task_id: str


class AlarmDisabled(Event):
    """An alarm is not evaluated any more."""

    alarm_task_id: str


class AlarmDeleted(Event):
    """An alarm is gone."""

    alarm_task_id: str
