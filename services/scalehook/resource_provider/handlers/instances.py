"""Learns which ECS instances there are."""

from collections.abc import Callable
from typing import Any

from scalehook.kit import Work
from scalehook.kit.catching_up import caught_up
from scalehook.resource_provider.finding import instance_key
from scalehook.resource_provider.looking import READER
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import State
from scalehook.resource_provider.state.events.instances import (
    INSTANCE_ID,
    InstanceForgotten,
    InstanceNoted,
    KnowledgeGained,
)
from scalehook_contracts.base import Event
from scalehook_contracts.exact import maker
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased
from scalehook_contracts.fleet.reports import InstancesReported
from scalehook_contracts.fleet.specification import DataDisk, SystemDisk
from scalehook_contracts.resource_provider.operations import KINDS
from scalehook_contracts.resource_provider.resources import ResourceChanged, ResourceRemoved

DEVICES = "abcdefghijklmnopqrstuvwxyz"
USUAL_DISK = SystemDisk()
ON_INSTANCES = [kind for kind in KINDS.values() if INSTANCE_ID in kind.found_by]

instance_noted, instance_forgotten = maker(InstanceNoted), maker(InstanceForgotten)


def on_instances_reported(event: InstancesReported, work: Work[State, Settings]) -> None:
    """Those that were there already; some may have been heard of since they were asked for."""
    for created in event.instances:
        if _is_new(created, work.state):
            on_instance_created(created, work)
    if event.whole:
        caught_up(KnowledgeGained, work)


def on_instance_created(event: InstanceCreated, work: Work[State, Settings]) -> None:
    """It brings a network interface and disks along; somebody may wait for it."""
    groups = [event.security_group_id, *event.security_group_ids]
    interface = {
        "Type": "Primary",
        "Status": "InUse",
        "VSwitchId": event.v_switch_id,
        "VpcId": event.vpc_id,
        "ZoneId": event.zone_id,
        "PrivateIpAddress": event.private_ip_address,
        "SecurityGroupIds": list(dict.fromkeys(filter(None, groups))),
    }
    disks = [event.system_disk or USUAL_DISK, *event.data_disks]
    described = [_disk(disk, number, event.zone_id) for number, disk in enumerate(disks)]
    work.record(instance_noted(instance_id=event.instance_id, interface=interface, disks=described))
    work.wake(instance_key(event.instance_id))


def on_instance_released(event: InstanceReleased, work: Work[State, Settings]) -> None:
    """What is on it is freed, or goes with it."""
    for kind in ON_INSTANCES:
        for resource_id in list(work.state.marked(kind.name, INSTANCE_ID, event.instance_id)):
            if work.state.resources[kind.name][resource_id].implied:
                continue
            if kind.gone:
                work.record(ResourceRemoved(kind=kind.name, resource_id=resource_id))
            elif kind.freed:
                freed = dict(kind.freed)
                work.record(ResourceChanged(kind=kind.name, resource_id=resource_id, attributes=freed))
    work.record(instance_forgotten(instance_id=event.instance_id))


def _is_new(event: InstanceCreated, state: State) -> bool:
    return state.knowledge != "none" and event.instance_id not in state.instances


def _is_known(event: InstanceReleased, state: State) -> bool:
    return event.instance_id in state.instances


def _is_awaited(event: InstancesReported, state: State) -> bool:
    return event.reader == READER and state.knowledge != "all"


HEEDS: dict[type[Event], Callable[[Any, State], bool]] = {
    InstancesReported: _is_awaited,
    InstanceCreated: _is_new,
    InstanceReleased: _is_known,
}


def _disk(disk: SystemDisk, number: int, zone_id: str) -> dict[str, Any]:
    """What differs from the usual system disk."""
    said = {"Category": disk.category, "Size": disk.size, "DiskName": disk.disk_name}
    policy = disk.auto_snapshot_policy_id
    if policy:
        said |= {"AutoSnapshotPolicyId": policy, "EnableAutomatedSnapshotPolicy": True}
    if number:
        device = disk.device if isinstance(disk, DataDisk) else ""
        said |= {"Type": "data", "Device": device or f"/dev/xvd{DEVICES[min(number, 25)]}"}
    return {name: value for name, value in said.items() if value} | {"ZoneId": zone_id}
