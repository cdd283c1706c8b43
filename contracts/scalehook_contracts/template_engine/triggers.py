"""Triggers: executions that wait for a time, an event or an alarm, and start others."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Fresh, Intent
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import PlainObject
from scalehook_contracts.template_engine.base import OosOperation

TriggerKind = Literal["Timer", "Event", "Alarm"]


class TriggerExecution(OosOperation[Done]):
    """Starts a child of an execution that waits in its trigger, as if that had fired. `Content` is what
    the trigger would have been told. The same ClientToken again starts nothing more.
    """

    execution_id: str
    type: TriggerKind
    content: str = ""  # a JSON object, as text
    client_token: str = Field("", max_length=64)
    region_id: str

    def resources(self) -> list[str]:
        """The execution."""
        return [f"execution/{self.execution_id}"]


class FireTimer(Command[Done]):
    """The engine's own timer: a trigger's moment has come, or the last of them is over."""

    task_execution_id: str
    due_at: float  # Unix seconds, virtual
    recurring: bool = True
    last: bool = False  # nothing fires any more

    def awaited(self) -> bool:
        """One that comes round again may do so without end: nobody waits for that."""
        return not self.recurring


class LookAtMetric(Command[Done]):
    """The engine's own timer: a period of an alarm trigger is over."""

    housekeeping: ClassVar[bool] = True

    task_execution_id: str
    due_at: float  # Unix seconds, virtual


class ReadMetric(Intent):
    """Ask CloudMonitor for a metric, as the role of the execution that waits for it."""

    task_execution_id: str
    execution_id: str
    ram_role: str
    caller: str
    session_policy: str = ""  # of the caller's session
    hands_over: bool
    namespace: str
    metric_name: str
    dimensions: str  # a JSON array, as text
    period: Int64  # seconds
    due_at: float  # the end of the period
    chosen: PlainObject = Fresh(dict)  # instances that count, as ECS is asked for them; empty for all
    looks_back: Int64 = 0  # seconds before the period, to another that it is compared with; 0: to none


class RecordMetric(Command[Done]):
    """CloudMonitor has answered: a point of each resource that has data, or why there is none."""

    task_execution_id: str
    due_at: float
    points: list[PlainObject] = Fresh(list)
    earlier: list[PlainObject] = Fresh(list)  # of the period that it is compared with
    error_code: str = ""
    error_message: str = ""


class ListenersChanged(Event):
    """Executions wait for what event buses have of these products, and of no others: codes in lower
    case.
    """

    products: list[str] = Fresh(list)


class FindInstances(Intent):
    """Ask ECS whether a trigger chooses one of these instances, which something has happened to: as the
    role of the execution that waits for it.
    """

    task_execution_id: str
    execution_id: str
    ram_role: str
    caller: str
    session_policy: str = ""  # of the caller's session
    hands_over: bool
    instance_ids: list[str] = Fresh(list)
    chosen: PlainObject  # as ECS is asked for them
    happening: PlainObject  # what the trigger would be told
    hops: Int64 = 0  # of the event


class RecordFoundInstances(Command[Done]):
    """ECS has answered: whether one is chosen, or why that cannot be said."""

    task_execution_id: str
    happening: PlainObject
    hops: Int64 = 0
    found: bool = False
    error_code: str = ""
    error_message: str = ""
