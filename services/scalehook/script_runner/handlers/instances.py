"""Learns which instances can run something."""

from scalehook.kit import Work
from scalehook.script_runner.ending import effect_key, end, timer_key
from scalehook.script_runner.lookups import instance_key
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.script_runner.state.archive import open_on
from scalehook.script_runner.state.events.instances import InstanceForgotten, InstanceNoted
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
)
from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.guests import Guest
from scalehook_contracts.script_runner.roots import RemoveRoot


def on_instance_created(event: InstanceCreated, work: Work[State, Settings]) -> None:
    """It does not run yet."""
    if event.instance_id not in work.state.instances:
        guest = _guest(event, work)
        work.record(InstanceNoted(instance_id=event.instance_id, running=False, guest=guest))


def on_instance_running(event: InstanceRunning, work: Work[State, Settings]) -> None:
    """It can run scripts; some may wait for it already."""
    work.record(InstanceNoted(instance_id=event.instance_id, running=True))
    work.wake(instance_key(event.instance_id))


def on_instance_stop_begun(event: InstanceStopBegun, work: Work[State, Settings]) -> None:
    """What runs on them is interrupted."""
    for instance_id in event.instance_ids:
        _halt(instance_id, work)


def on_instance_start_begun(event: InstanceStartBegun, work: Work[State, Settings]) -> None:
    """Some of them may have run before: a reboot interrupts, too."""
    for instance_id in event.instance_ids:
        _halt(instance_id, work)


def on_instance_released(event: InstanceReleased, work: Work[State, Settings]) -> None:
    """Its scripts end with it, and its root is removed, if it can have one."""
    unused = event.instance_id in work.state.unused
    if not unused:
        _end_scripts(event.instance_id, "Terminated", "InstanceReleased", work)
    work.record(InstanceForgotten(instance_id=event.instance_id))
    if not unused:
        work.begin(f"root/{event.instance_id}", RemoveRoot(instance_id=event.instance_id))


def _guest(event: InstanceCreated, work: Work[State, Settings]) -> Guest:
    return Guest(
        image_id=event.image_id,
        instance_type=event.instance_type,
        instance_name=event.instance_name,
        host_name=event.host_name,
        region_id=work.settings.region,
        zone_id=event.zone_id,
        vpc_id=event.vpc_id,
        v_switch_id=event.v_switch_id,
        private_ip_address=event.private_ip_address,
        public_ip_address=event.public_ip_address,
        ram_role_name=event.ram_role_name,
        user_data=event.user_data,
    )


def _halt(instance_id: str, work: Work[State, Settings]) -> None:
    """It runs nothing until it is told to be running again."""
    if work.state.instances.get(instance_id):
        _end_scripts(instance_id, "Failed", "ExecutionInterrupted", work)
        work.record(InstanceNoted(instance_id=instance_id, running=False))


def _end_scripts(
    instance_id: str, status: InvocationStatus, error_code: str, work: Work[State, Settings]
) -> None:
    for invocation, run in list(work.state.archive.runs.find([open_on(instance_id)])):
        work.end(effect_key(invocation, run))
        work.cancel(timer_key(invocation, run))
        end(invocation, run, status, work, error_code=error_code)
