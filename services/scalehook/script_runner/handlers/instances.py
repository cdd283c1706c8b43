"""Learns which instances can run something."""

from collections.abc import Callable, Sequence
from typing import Any

from scalehook.kit import Work
from scalehook.kit.catching_up import caught_up
from scalehook.script_runner.choosing import instance_key
from scalehook.script_runner.ending import call_off, end, zone_key
from scalehook.script_runner.looking import READER
from scalehook.script_runner.sending import lose_files
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.starting import start
from scalehook.script_runner.state import Invocation, Run, State
from scalehook.script_runner.state.archive import Place, open_on
from scalehook.script_runner.state.events.instances import (
    InstanceForgotten,
    InstanceLabelled,
    InstanceNoted,
    KnowledgeGained,
)
from scalehook.script_runner.state.invocations import AT_REBOOT
from scalehook_contracts.base import Event
from scalehook_contracts.exact import maker
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instances import (
    InstanceChanged,
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
    InstanceTagged,
)
from scalehook_contracts.fleet.reports import InstancesReported
from scalehook_contracts.guests import Guest
from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.roots import RemoveRoot

instance_noted, instance_forgotten = maker(InstanceNoted), maker(InstanceForgotten)
guest_of = maker(Guest)


def on_instances_reported(event: InstancesReported, work: Work[State, Settings]) -> None:
    """Those that were there already, as they are now. What was heard of one since they were asked for is
    part of that.
    """
    running = set(event.running_ids)
    for created in event.instances:
        _note(created, created.instance_id in running, work)
    if event.whole:
        caught_up(KnowledgeGained, work)


def on_instance_created(event: InstanceCreated, work: Work[State, Settings]) -> None:
    """It does not run yet; or it does, where that was heard first."""
    if event.instance_id not in work.state.guests:
        _note(event, work.state.instances.get(event.instance_id, False), work)


def on_instance_tagged(event: InstanceTagged, work: Work[State, Settings]) -> None:
    """Commands may choose it by these tags."""
    if event.instance_id in work.state.instances:
        tags = _by_key(event.tags)
        work.record(InstanceLabelled(instance_id=event.instance_id, tags=tags))


def on_instance_changed(event: InstanceChanged, work: Work[State, Settings]) -> None:
    """Scripts may ask for its name."""
    name = event.attributes.get("instance_name")
    if isinstance(name, str) and event.instance_id in work.state.instances:
        work.record(InstanceLabelled(instance_id=event.instance_id, instance_name=name))


def on_instance_running(event: InstanceRunning, work: Work[State, Settings]) -> None:
    """It can run scripts; some may wait for it already, others for its start."""
    starts = not work.state.instances.get(event.instance_id)
    work.record(instance_noted(instance_id=event.instance_id, running=True))
    work.wake(instance_key(event.instance_id))
    for invocation, run in _open(event.instance_id, work) if starts else ():
        if invocation.repeat_mode in AT_REBOOT and run.status == "Scheduled":
            start(invocation, run, work)


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
        _release(event.instance_id, work)
        lose_files(event.instance_id, "NodeReleased", work)
    work.record(instance_forgotten(instance_id=event.instance_id))
    if not unused:
        work.begin(f"root/{event.instance_id}", RemoveRoot(instance_id=event.instance_id))


def _heeds(event: Event, state: State) -> bool:
    return state.knowledge != "none"


def _is_awaited(event: InstancesReported, state: State) -> bool:
    return event.reader == READER and state.knowledge != "all"


HEEDS: dict[type[Event], Callable[[Any, State], bool]] = {
    InstancesReported: _is_awaited,
    InstanceCreated: _heeds,
    InstanceTagged: _heeds,
    InstanceChanged: _heeds,
    InstanceRunning: _heeds,
    InstanceStopBegun: _heeds,
    InstanceStartBegun: _heeds,
    InstanceReleased: _heeds,
}


def _note(created: InstanceCreated, running: bool, work: Work[State, Settings]) -> None:
    noted = instance_noted(
        instance_id=created.instance_id,
        running=running,
        guest=_guest(created, work),
        tags=_by_key(created.tags),
        resource_group_id=created.resource_group_id,
    )
    work.record(noted)


def _guest(event: InstanceCreated, work: Work[State, Settings]) -> Guest:
    return guest_of(
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


def _by_key(tags: Sequence[InstanceTag]) -> dict[str, str]:
    return {tag.key: tag.value for tag in tags}


def _halt(instance_id: str, work: Work[State, Settings]) -> None:
    """It runs nothing until it is told to be running again; what waits for its time waits on."""
    if not work.state.instances.get(instance_id):
        return
    work.record(InstanceNoted(instance_id=instance_id, running=False))
    for invocation, run in _open(instance_id, work):
        if run.is_alive:
            _interrupt(invocation, run, "Failed", "ExecutionInterrupted", work)
    lose_files(instance_id, "NodeNotRunning", work)


def _interrupt(
    invocation: Invocation,
    run: Run,
    status: InvocationStatus,
    error_code: str,
    work: Work[State, Settings],
    *,
    for_good: bool = False,
) -> None:
    """What it has printed so far is kept. Whoever stops it at the same moment is told so."""
    call_off(invocation, run, work)
    stopped = run.cut_short is not None and run.status == "Stopping"
    end(
        invocation,
        run,
        "Terminated" if stopped else status,
        work,
        error_code=error_code,
        exit_code=run.exit_code,
        output=run.output,
        dropped=run.dropped,
        for_good=for_good or stopped,
    )


def _release(instance_id: str, work: Work[State, Settings]) -> None:
    for invocation, run in _open(instance_id, work):
        work.end(zone_key(invocation, run))
        status: InvocationStatus = "Terminated" if run.is_alive else "Cancelled"
        _interrupt(invocation, run, status, "InstanceReleased", work, for_good=True)


def _open(instance_id: str, work: Work[State, Settings]) -> list[Place]:
    return list(work.state.archive.runs.find([open_on(instance_id)]))
