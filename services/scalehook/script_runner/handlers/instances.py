"""Learns which instances can run something."""

from scalehook.kit import Work
from scalehook.script_runner.ending import effect_key, end, timer_key
from scalehook.script_runner.lookups import instance_key
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.script_runner.state.archive import open_on
from scalehook.script_runner.state.events.instances import InstanceForgotten, InstanceNoted
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased, InstanceRunning
from scalehook_contracts.script_runner.roots import RemoveRoot


def on_instance_created(event: InstanceCreated, work: Work[State, Settings]) -> None:
    """It does not run yet."""
    if event.instance_id not in work.state.instances:
        work.record(InstanceNoted(instance_id=event.instance_id, running=False))


def on_instance_running(event: InstanceRunning, work: Work[State, Settings]) -> None:
    """It can run scripts; some may wait for it already."""
    work.record(InstanceNoted(instance_id=event.instance_id, running=True))
    work.wake(instance_key(event.instance_id))


def on_instance_released(event: InstanceReleased, work: Work[State, Settings]) -> None:
    """Its scripts end with it, and its root is removed."""
    for invocation, run in list(work.state.archive.runs.find([open_on(event.instance_id)])):
        work.end(effect_key(invocation, run))
        work.cancel(timer_key(invocation, run))
        end(invocation, run, "Terminated", work, error_code="InstanceReleased")
    work.record(InstanceForgotten(instance_id=event.instance_id))
    work.begin(f"root/{event.instance_id}", RemoveRoot(instance_id=event.instance_id))
