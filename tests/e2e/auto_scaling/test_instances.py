"""Instances of scaling groups over HTTP, with the official SDKs of both versions."""

import xml.etree.ElementTree as Tree
from collections.abc import Callable
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20140828 import models as m14
from alibabacloud_ess20220222 import models as m
from aliyunsdkcore.request import CommonRequest

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused

Run = Callable[..., list[str]]


@pytest.fixture
def run(clients: Clients, process: StackProcess) -> Run:
    """Instances that are made by hand and run; their ids."""

    def made(amount: int) -> list[str]:
        request = ecs.RunInstancesRequest(
            region_id=clients.region, image_id="img", instance_type="ecs.g7.large", amount=amount
        )
        ids = clients.ecs.run_instances(request).body.instance_id_sets.instance_id_set
        process.advance(60)
        return list(ids)

    return made


@pytest.fixture
def scaled(clients: Clients, process: StackProcess) -> Callable[..., Group]:
    """A group that has grown by so many."""

    def made(amount: int, **parameters: Any) -> Group:
        group = Group(clients, **parameters)
        if amount:
            group.execute(group.rule(amount))
            process.advance(60)
        return group

    return made


def by_id(group: Group) -> dict[str, Any]:
    return {instance.instance_id: instance for instance in group.instances()}


def test_attaching_and_detaching(
    clients: Clients, process: StackProcess, run: Run, scaled: Callable[..., Group]
) -> None:
    """Instances made by hand serve in a group, and run on when they have left it."""
    group, ids = scaled(0), run(2)
    request = m.AttachInstancesRequest(
        scaling_group_id=group.id, instance_ids=ids, load_balancer_weights=[40], entrusted=True
    )
    activity = clients.ess.attach_instances(request).body.scaling_activity_id
    process.advance(1)
    assert activity.startswith("asa-")
    first, second = (by_id(group)[instance_id] for instance_id in ids)
    assert (first.lifecycle_state, first.creation_type, first.entrusted) == (
        "InService",
        "Attached",
        True,
    )
    assert (first.load_balancer_weight, second.load_balancer_weight) == (40, 50)
    with refused("InvalidInstanceId.InUse"):
        clients.ess.attach_instances(request)
    leave = m.DetachInstancesRequest(scaling_group_id=group.id, instance_ids=ids, detach_option="both")
    clients.ess.detach_instances(leave)
    process.advance(1)
    assert group.instances() == []
    status = ecs.DescribeInstanceStatusRequest(region_id=clients.region, instance_id=ids)
    found = clients.ecs.describe_instance_status(status).body.instance_statuses.instance_status
    assert [one.status for one in found] == ["Running", "Running"]


def test_the_older_sdk(
    clients: Clients, process: StackProcess, run: Run, scaled: Callable[..., Group]
) -> None:
    """The same by the item names of 2014."""
    group, [guest] = scaled(1), run(1)
    ess = clients.ess2014
    ess.attach_instances(
        m14.AttachInstancesRequest(
            scaling_group_id=group.id, instance_id=[guest], load_balancer_weight=["7"]
        )
    )
    process.advance(1)
    assert by_id(group)[guest].load_balancer_weight == 7
    ess.enter_standby(m14.EnterStandbyRequest(scaling_group_id=group.id, instance_id=[guest]))
    process.advance(1)
    assert by_id(group)[guest].lifecycle_state == "Standby"
    ess.exit_standby(m14.ExitStandbyRequest(scaling_group_id=group.id, instance_id=[guest]))
    ess.set_instance_health(m14.SetInstanceHealthRequest(instance_id=guest, health_status="Healthy"))
    ess.set_instances_protection(
        m14.SetInstancesProtectionRequest(
            scaling_group_id=group.id, instance_id=[guest], protected_from_scale_in=True
        )
    )
    process.advance(1)
    assert by_id(group)[guest].lifecycle_state == "Protected"
    answer = ess.remove_instances(
        m14.RemoveInstancesRequest(
            scaling_group_id=group.id, instance_id=list(by_id(group)), remove_policy="release"
        )
    )
    process.advance(1)
    assert answer.body.scaling_activity_id
    assert group.instances() == []


def test_removing(clients: Clients, process: StackProcess, scaled: Callable[..., Group]) -> None:
    """Hooks do not hold what is removed by hand; what is not there is named."""
    group = scaled(2)
    group.hook(lifecycle_transition="SCALE_IN")
    gone, stays = by_id(group)
    request = m.RemoveInstancesRequest(
        scaling_group_id=group.id,
        instance_ids=[gone, "i-none"],
        ignore_invalid_instance=True,
        lifecycle_hook_context=m.RemoveInstancesRequestLifecycleHookContext(
            disable_lifecycle_hook=False
        ),
        stop_instance_timeout=30,
    )
    body = clients.ess.remove_instances(request).body
    process.advance(1)
    assert list(by_id(group)) == [stays]
    assert group.actions(body.scaling_activity_id) == []
    [ignored] = body.ignored_instances
    assert (ignored.instance_id, ignored.code) == ("i-none", "InvalidInstanceId.NotFound")
    assert ignored.message == 'Instance "i-none" does not exist.'
    described = group.activities()[0]
    assert (described.scaling_activity_id, described.status_code) == (
        body.scaling_activity_id,
        "Warning",
    )
    left = clients.ecs.describe_instances(
        ecs.DescribeInstancesRequest(region_id=clients.region, instance_ids=f'["{gone}"]')
    )
    assert left.body.total_count == 0


def test_refusals(clients: Clients, process: StackProcess, scaled: Callable[..., Group]) -> None:
    """Each with its documented code and status."""
    group, ess = scaled(0, min_size=1), clients.ess
    process.advance(60)
    [instance_id] = by_id(group)
    named = {"scaling_group_id": group.id, "instance_ids": ["i-none"]}
    with refused("InvalidInstanceId.NotFound", 404):
        ess.attach_instances(m.AttachInstancesRequest(**named))
    with refused("InvalidInstanceId.NotFound", 404):
        ess.enter_standby(m.EnterStandbyRequest(**named))
    with refused("InvalidInstanceId.NotFound", 404):
        ess.exit_standby(m.ExitStandbyRequest(**named))
    with refused("InvalidInstanceId.NotFound", 404):
        protection = {"protected_from_scale_in": True}
        ess.set_instances_protection(m.SetInstancesProtectionRequest(**named, **protection))
    with refused("InvalidInstanceId.NotFound"):
        ess.set_instance_health(
            m.SetInstanceHealthRequest(instance_id="i-none", health_status="Healthy")
        )
    with refused("InvalidParameter"):
        ess.set_instance_health(m.SetInstanceHealthRequest(instance_id="i", health_status="Ill"))
    with refused("IncorrectCapacity.MinSize"):
        ess.remove_instances(
            m.RemoveInstancesRequest(scaling_group_id=group.id, instance_ids=[instance_id])
        )
    with refused("OperationDenied"):
        ess.rebalance_instances(m.RebalanceInstancesRequest(scaling_group_id=group.id))
    with refused("InvalidScalingGroupId.NotFound", 404):
        ess.detach_instances(m.DetachInstancesRequest(scaling_group_id="asg-none", instance_ids=["i"]))
    with refused("InvalidParameter"):
        many = [f"i-{number}" for number in range(21)]
        ess.detach_instances(m.DetachInstancesRequest(scaling_group_id=group.id, instance_ids=many))
    with refused("InvalidParameter"):
        ess.remove_instances(
            m.RemoveInstancesRequest(
                scaling_group_id=group.id, instance_ids=[instance_id], stop_instance_timeout=29
            )
        )


def test_health(clients: Clients, process: StackProcess, scaled: Callable[..., Group]) -> None:
    """An instance that is stopped by hand, one that is deleted, and one that is marked are replaced."""
    group = scaled(0, min_size=3, max_size=3)
    process.advance(60)
    stopped, deleted, marked = by_id(group)
    clients.ecs.stop_instance(ecs.StopInstanceRequest(instance_id=stopped))
    clients.ecs.delete_instance(ecs.DeleteInstanceRequest(instance_id=deleted, force=True))
    clients.ess.set_instance_health(
        m.SetInstanceHealthRequest(instance_id=marked, health_status="Unhealthy")
    )
    process.advance(600)
    assert group.states() == ["InService"] * 3
    assert not {stopped, deleted, marked} & by_id(group).keys()
    assert {a.trigger_source_type for a in group.activities()} == {"Ess"}


def test_filters(
    clients: Clients, process: StackProcess, run: Run, scaled: Callable[..., Group]
) -> None:
    """By health, by how they came, by state and configuration."""
    group, [guest] = scaled(1), run(1)
    clients.ess.attach_instances(
        m.AttachInstancesRequest(scaling_group_id=group.id, instance_ids=[guest])
    )
    process.advance(1)
    [own] = [one for one in group.instances() if one.instance_id != guest]

    def found(**filters: Any) -> set[str]:
        request = m.DescribeScalingInstancesRequest(
            region_id=clients.region, scaling_group_id=group.id, **filters
        )
        body = clients.ess.describe_scaling_instances(request).body
        assert body.total_count == len(body.scaling_instances)
        return {instance.instance_id for instance in body.scaling_instances}

    assert found(creation_type="Attached") == {guest}
    assert found(creation_types=["AutoCreated", "Attached"]) == {guest, own.instance_id}
    assert found(creation_type="Managed") == set()
    assert found(health_status="Healthy", instance_ids=[guest, "i-none"]) == {guest}
    assert found(health_status="Unhealthy") == set()
    assert found(lifecycle_states=["InService"]) == {guest, own.instance_id}
    assert found(scaling_configuration_id=own.scaling_configuration_id) == {own.instance_id}
    with refused("InvalidParameter.Conflict"):
        found(lifecycle_state="InService", lifecycle_states=["InService"])
    with refused("InvalidParameter"):
        found(lifecycle_state="Sleeping")


def test_entrusting_and_asynchronous_standby(
    clients: Clients, process: StackProcess, run: Run, scaled: Callable[..., Group]
) -> None:
    """Attributes of attached instances; an activity for whoever asks for it."""
    group, [guest] = scaled(0), run(1)
    named = {"scaling_group_id": group.id, "instance_ids": [guest]}
    clients.ess.attach_instances(m.AttachInstancesRequest(**named))
    process.advance(1)
    clients.ess.modify_instance_attribute(
        m.ModifyInstanceAttributeRequest(region_id=clients.region, entrusted=True, **named)
    )
    assert by_id(group)[guest].entrusted is True
    body = clients.ess.enter_standby(m.EnterStandbyRequest(**named, async_=True)).body
    process.advance(1)
    assert body.scaling_activity_id == group.activities()[0].scaling_activity_id
    assert clients.ess.exit_standby(m.ExitStandbyRequest(**named)).body.scaling_activity_id is None


def test_rebalancing(clients: Clients, process: StackProcess) -> None:
    """Vswitches lie in zones: a group that got a second one is evened out."""
    group = Group(clients, v_switch_ids=["vsw-even-1"], multi_azpolicy="BALANCE", max_size=6)
    group.execute(group.rule(4))
    process.advance(60)
    clients.ess.modify_scaling_group(
        m.ModifyScalingGroupRequest(scaling_group_id=group.id, v_switch_ids=["vsw-even-1", "vsw-even-2"])
    )
    body = clients.ess.rebalance_instances(
        m.RebalanceInstancesRequest(scaling_group_id=group.id, region_id=clients.region)
    ).body
    process.advance(120)
    assert body.scaling_activity_id
    zones = [instance.zone_id for instance in group.instances()]
    assert sorted(zones.count(zone) for zone in set(zones)) == [2, 2]


def test_xml(clients: Clients, process: StackProcess, scaled: Callable[..., Group]) -> None:
    """Answers in XML repeat the items below their list."""
    group = scaled(2)
    request = CommonRequest(
        domain=clients.address, version="2014-08-28", action_name="DescribeScalingInstances"
    )
    request.set_accept_format("XML")
    request.add_query_param("RegionId", clients.region)
    request.add_query_param("ScalingGroupId", group.id)
    tree = Tree.fromstring(clients.core.do_action(request))
    found = [node.text for node in tree.iterfind("ScalingInstances/ScalingInstance/InstanceId")]
    assert found == list(by_id(group))


# -- instance refreshes ---------------------------------------------------------------------------


def configured(clients: Clients, group: Group) -> str:
    request = m.CreateScalingConfigurationRequest(
        scaling_group_id=group.id,
        image_id="img-2",
        instance_type="ecs.g7.large",
        security_group_id="sg-1",
    )
    return str(clients.ess.create_scaling_configuration(request).body.scaling_configuration_id)


def tasks(clients: Clients, group: Group, **more: Any) -> list[Any]:
    request = m.DescribeInstanceRefreshesRequest(
        region_id=clients.region, scaling_group_id=group.id, **more
    )
    return list(clients.ess.describe_instance_refreshes(request).body.instance_refresh_tasks)


def test_a_refresh(clients: Clients, process: StackProcess, scaled: Callable[..., Group]) -> None:
    """Started, paused at a checkpoint, resumed, and successful: the group has another configuration."""
    group = scaled(4)
    wanted = configured(clients, group)
    request = m.StartInstanceRefreshRequest(
        region_id=clients.region,
        scaling_group_id=group.id,
        desired_configuration=m.StartInstanceRefreshRequestDesiredConfiguration(
            scaling_configuration_id=wanted
        ),
        min_healthy_percentage=50,
        max_healthy_percentage=150,
        checkpoints=[m.StartInstanceRefreshRequestCheckpoints(percentage=p) for p in (50, 100)],
        checkpoint_pause_time=10,
        client_token="refresh",
    )
    task_id = clients.ess.start_instance_refresh(request).body.instance_refresh_task_id
    assert clients.ess.start_instance_refresh(request).body.instance_refresh_task_id == task_id
    process.advance(300)
    [task] = tasks(clients, group, instance_refresh_task_ids=[task_id])
    assert (task.status, task.finished_update_capacity, task.total_need_update_capacity) == (
        "CheckpointPause", 2, 4,
    )  # fmt: skip
    assert task.desired_configuration.scaling_configuration_id == wanted
    assert [checkpoint.percentage for checkpoint in task.checkpoints] == [50, 100]
    named = {
        "region_id": clients.region,
        "scaling_group_id": group.id,
        "instance_refresh_task_id": task_id,
    }
    clients.ess.resume_instance_refresh(m.ResumeInstanceRefreshRequest(**named))
    process.advance(300)
    assert tasks(clients, group)[0].status == "Successful"
    assert {one.scaling_configuration_id for one in group.instances()} == {wanted}
    assert group.describe().active_scaling_configuration_id == wanted
    with refused("InvalidOperation.Conflict"):
        clients.ess.suspend_instance_refresh(m.SuspendInstanceRefreshRequest(**named))


def test_other_ends_of_a_refresh(
    clients: Clients, process: StackProcess, scaled: Callable[..., Group]
) -> None:
    """Suspended and cancelled; turned back; with the SDK's older way to call, too."""
    group = scaled(2)
    group.hook(lifecycle_transition="SCALE_OUT", heartbeat_timeout=600)
    named = {"region_id": clients.region, "scaling_group_id": group.id}

    def core(action: str, **parameters: str) -> dict[str, Any]:
        request = CommonRequest(domain=clients.address, version="2014-08-28", action_name=action)
        given = {"RegionId": clients.region, "ScalingGroupId": group.id, **parameters}
        for name, value in given.items():
            request.add_query_param(name, value)
        return clients.core_call(request)

    first = core("StartInstanceRefresh", **{"DesiredConfiguration.ImageId": "img-9"})
    process.advance(60)
    clients.ess.suspend_instance_refresh(
        m.SuspendInstanceRefreshRequest(**named, instance_refresh_task_id=first["InstanceRefreshTaskId"])
    )
    [seen] = core("DescribeInstanceRefreshes")["InstanceRefreshTasks"]["InstanceRefreshTask"]
    assert (seen["Status"], seen["DesiredConfiguration"]["ImageId"]) == ("Paused", "img-9")
    core("CancelInstanceRefresh", InstanceRefreshTaskId=first["InstanceRefreshTaskId"])
    process.advance(3000)
    assert tasks(clients, group)[0].status == "Cancelled"
    second = core("StartInstanceRefresh", SkipMatching="false")["InstanceRefreshTaskId"]
    process.advance(60)
    clients.ess.rollback_instance_refresh(
        m.RollbackInstanceRefreshRequest(**named, instance_refresh_task_id=second)
    )
    process.advance(3000)
    assert tasks(clients, group)[0].status == "RollbackSuccessful"
    with refused("InvalidParameter"):
        clients.ess.cancel_instance_refresh(
            m.CancelInstanceRefreshRequest(**named, instance_refresh_task_id="none")
        )
