"""Calls about the instances of groups: by hand, by their health, by zones, by refreshes."""

from collections.abc import Iterator

from scalehook.kit.machine.machine import Machine
from scalehook_contracts.base import Event, Message
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased, InstanceRunning
from scalehook_contracts.fleet.v_switches import VSwitchMapped
from scalehook_contracts.scaling_controller.activities import (
    ScalingActivityEnded,
    ScalingActivityStarted,
)
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    ScalingConfigurationCreated,
)
from scalehook_contracts.scaling_controller.groups import ScalingGroupCreated, ScalingGroupEnabled
from scalehook_contracts.scaling_controller.instance_changes import (
    AttachInstances,
    DetachInstances,
    RemoveInstances,
)
from scalehook_contracts.scaling_controller.instance_refreshes import (
    CancelInstanceRefresh,
    DescribeInstanceRefreshes,
    ResumeAfterCheckpoint,
    ResumeInstanceRefresh,
    RollbackInstanceRefresh,
    StartInstanceRefresh,
    SuspendInstanceRefresh,
)
from scalehook_contracts.scaling_controller.instance_states import (
    EnterStandby,
    ExitStandby,
    ModifyInstanceAttribute,
    SetInstanceHealth,
    SetInstancesProtection,
)
from scalehook_contracts.scaling_controller.instances import (
    DescribeScalingInstances,
    LifecycleStateChanged,
    ScalingInstanceAdded,
)
from scalehook_contracts.scaling_controller.rebalancing import RebalanceInstances
from support.scaling.cloud import REGION
from support.scaling.population import GROUP, NOW

HERE = {"region_id": REGION}
TASK = {**HERE, "scaling_group_id": "few"}
SETTINGS = {"multi_az_policy": "BALANCE", "v_switch_ids": ["vsw-a", "vsw-b"]}


def furnish(machine: Machine, size: int) -> None:
    """`hand` has `size` instances in service, such as `hand-7`; `few`, `less` and `uneven` have three.
    All of them are in one zone.
    """
    for group, amount in (("hand", size), ("few", 3), ("less", 3), ("uneven", 3)):
        for event in _filled(group, amount):
            machine.apply(event)


def scaling_instance_calls(n: int) -> dict[str, Message]:
    """In this order: some follow from those before."""
    return {**_by_hand(), **_states(), **_refreshes(), **_listings()}


def _by_hand() -> dict[str, Message]:
    hand = {"scaling_group_id": "hand"}
    return {
        "vswitch mapped": VSwitchMapped(v_switch_id="vsw-b", zone_id="zone-b", vpc_id="vpc"),
        "outsider created": InstanceCreated(
            instance_id="o-1", private_ip_address="", zone_id="", created_at=NOW
        ),
        "outsider running": InstanceRunning(instance_id="o-1"),
        "attach": AttachInstances(**hand, instance_ids=["o-1"], client_token="t"),
        "entrust": ModifyInstanceAttribute(**HERE, **hand, instance_id="o-1", entrusted=True),
        "detach": DetachInstances(**hand, instance_ids=["hand-7"]),
        "outsider released": InstanceReleased(instance_id="hand-7"),
        "remove": RemoveInstances(**hand, instance_ids=["hand-8"]),
        "vanished": InstanceReleased(instance_id="hand-9"),
        "rebalance": RebalanceInstances(scaling_group_id="uneven"),
    }


def _states() -> dict[str, Message]:
    hand = {"scaling_group_id": "hand"}
    return {
        "enter standby": EnterStandby(**hand, instance_ids=["hand-11"]),
        "exit standby": ExitStandby(**hand, instance_ids=["hand-11"]),
        "protect instances": SetInstancesProtection(
            **hand, instance_ids=["hand-12"], protected_from_scale_in=True
        ),
        "unhealthy": SetInstanceHealth(instance_id="hand-13", health_status="Unhealthy"),
    }


def _refreshes() -> dict[str, Message]:
    task = {"scaling_group_id": "few", "instance_refresh_task_id": "other"}
    return {
        "refresh": StartInstanceRefresh(**TASK, skip_matching=False, client_token="t"),
        "suspend refresh": SuspendInstanceRefresh(**TASK),
        "resume refresh": ResumeInstanceRefresh(**TASK),
        "after the checkpoint": ResumeAfterCheckpoint(**task),
        "refreshes": DescribeInstanceRefreshes(**TASK),
        "roll back": RollbackInstanceRefresh(**TASK),
        "another refresh": StartInstanceRefresh(**HERE, scaling_group_id="less", skip_matching=False),
        "cancel refresh": CancelInstanceRefresh(**HERE, scaling_group_id="less"),
    }


def _listings() -> dict[str, Message]:
    return {
        "healthy": DescribeScalingInstances(**HERE, health_status="Healthy"),
        "unhealthy ones": DescribeScalingInstances(**HERE, health_status="Unhealthy"),
        "made": DescribeScalingInstances(**HERE, creation_type="AutoCreated", page_number=2),
        "attached": DescribeScalingInstances(**HERE, creation_types=["Attached", "Managed"]),
    }


def _filled(group: str, amount: int) -> Iterator[Event]:
    ids, configuration = [f"{group}-{number}" for number in range(amount)], f"{group}-c"
    yield ScalingGroupCreated(
        scaling_group_id=group,
        scaling_group_name=group,
        created_at=NOW,
        # it does several things at once, since it expects a number of instances
        request=GROUP.model_copy(update={**SETTINGS, "desired_capacity": amount}),
    )
    request = CreateScalingConfiguration(scaling_group_id=group, image_id="m", instance_type="t")
    yield ScalingConfigurationCreated(
        scaling_configuration_id=configuration,
        scaling_configuration_name=configuration,
        created_at=NOW,
        request=request,
    )
    yield ScalingGroupEnabled(
        scaling_group_id=group, active_scaling_configuration_id=configuration, at=NOW
    )
    yield _started(group, amount)
    for instance_id in ids:
        yield _added(group, instance_id)
    yield LifecycleStateChanged(
        scaling_group_id=group,
        scaling_activity_id=f"{group}-up",
        lifecycle_state="InService",
        instance_ids=ids,
    )
    yield ScalingActivityEnded(
        scaling_activity_id=f"{group}-up",
        scaling_group_id=group,
        status_code="Successful",
        status_message="",
        ended_at=NOW,
    )


def _started(group: str, amount: int) -> Event:
    return ScalingActivityStarted(
        scaling_activity_id=f"{group}-up",
        scaling_group_id=group,
        lifecycle_transition="SCALE_OUT",
        amount=amount,
        total_before=0,
        cause="",
        trigger_source_type="",
        trigger_source_id="",
        request_id="",
        started_at=NOW,
        course="scale-out",
    )


def _added(group: str, instance_id: str) -> Event:
    return ScalingInstanceAdded(
        scaling_group_id=group,
        scaling_activity_id=f"{group}-up",
        scaling_configuration_id=f"{group}-c",
        instance_id=instance_id,
        private_ip_address="",
        zone_id="zone-a",
        v_switch_id="vsw-a",
        created_at=NOW,
    )
