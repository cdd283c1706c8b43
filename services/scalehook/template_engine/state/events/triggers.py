"""What happens to triggers."""

from scalehook.template_engine.state.root import State
from scalehook.template_engine.state.triggers import Trigger
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import PlainObject
from scalehook_contracts.template_engine.triggers import TriggerKind


class TriggerWaits(Note):
    """An execution waits in its trigger."""

    task_execution_id: str
    kind: TriggerKind


class TriggerScheduled(Note):
    """When a trigger fires next; without a time, never."""

    task_execution_id: str
    next_at: float | None = None


class MetricSeen(Note):
    """How often in a row each resource was out of bounds now, and when it was told of last."""

    task_execution_id: str
    breaches: dict[str, Int64]
    told: dict[str, float]


class TriggerChanged(Note):
    """An execution that waits in its trigger has other parameters now, and another caller."""

    task_execution_id: str
    parameters: PlainObject
    properties: PlainObject
    caller: str
    session_policy: str = ""


def trigger_waits(event: TriggerWaits, state: State) -> None:
    """It is found by its kind."""
    run = state.task(event.task_execution_id)
    execution = state.executions[run.execution_id]
    execution.trigger = Trigger(run.task_id, event.kind)
    state.archive.change_task(run, "Waiting")
    state.archive.change(execution, "Waiting")
    state.listen(execution)


def trigger_scheduled(event: TriggerScheduled, state: State) -> None:
    """It says so."""
    trigger = state.trigger(event.task_execution_id)
    trigger.next_at, trigger.spent = event.next_at, event.next_at is None


def metric_seen(event: MetricSeen, state: State) -> None:
    """It counts on from there."""
    trigger = state.trigger(event.task_execution_id)
    trigger.breaches, trigger.told = dict(event.breaches), dict(event.told)


def trigger_changed(event: TriggerChanged, state: State) -> None:
    """They count from the next firing on."""
    run, trigger = state.task(event.task_execution_id), state.trigger(event.task_execution_id)
    execution = state.executions[run.execution_id]
    changed = event.model_dump(include={"parameters", "caller", "session_policy"})
    execution.started = execution.started.model_copy(update=changed)
    run.properties = event.properties
    trigger.breaches, trigger.told, trigger.spent = {}, {}, False
    state.listen(execution)
