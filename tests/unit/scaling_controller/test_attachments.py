"""Load balancers, groups of servers and databases: attached to groups, and detached."""

import pytest

from scalehook_contracts.fleet.back_ends import (
    AddInstancesToBackEnds,
    RemoveInstancesFromBackEnds,
)
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    RemoveAddressesFromWhitelists,
)
from scalehook_contracts.scaling_controller.attached_server_groups import (
    AttachAlbServerGroups,
    AttachServerGroups,
)
from scalehook_contracts.scaling_controller.attachments import (
    AttachDBInstances,
    AttachLoadBalancers,
    AttachVServerGroups,
    DetachLoadBalancers,
)
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.group_settings import (
    AlbServerGroup,
    DBInstance,
    LoadBalancerConfig,
    ServerGroup,
    VServerGroupAttribute,
)
from support.scaling.attaching import (
    ALB,
    EVERYWHERE,
    HERE,
    V_GROUP,
    attach_all,
    call,
    code,
    every_kind,
    places,
    stocked,
    told,
)
from support.scaling.cloud import Cloud
from support.scaling.groups import create, described


@pytest.fixture
def cloud() -> Cloud:
    """With two instances in service."""
    cloud = stocked()
    cloud.scale(2)
    return cloud


def test_instances_to_come_are_meant(cloud: Cloud) -> None:
    """Without force nothing happens to those in service; what is attached is described."""
    attach_all(cloud)
    assert told(cloud, AddInstancesToBackEnds) == []
    seen = described(cloud)
    assert (seen.load_balancer_ids, seen.db_instance_ids) == (["lb-1"], ["rm-1"])
    assert seen.v_server_groups == [V_GROUP]
    assert [group.model_dump() for group in seen.alb_server_groups] == [ALB.model_dump()]
    assert [group.port for group in seen.server_groups] == [81]
    cloud.scale(1)
    [joined] = told(cloud, AddInstancesToBackEnds)
    assert (places([joined]), joined.weights) == (EVERYWHERE, {"i-2": 50})
    [admitted] = told(cloud, AddAddressesToWhitelists)
    assert admitted.db_instance_ids == ["rm-1"]


def test_by_force_those_in_service_are_meant_too(cloud: Cloud) -> None:
    """Each operation has an activity that no hook holds, and that sees to nothing else."""
    for direction in ("SCALE_OUT", "SCALE_IN"):
        cloud.hook(lifecycle_transition=direction)
    attach_all(cloud, force_attach=True)
    joined = told(cloud, AddInstancesToBackEnds)
    assert places(joined) == EVERYWHERE
    assert all(command.weights == {"i-0": 50, "i-1": 50} for command in joined)
    [admitted] = told(cloud, AddAddressesToWhitelists)
    assert len(admitted.addresses) == 2
    group = cloud.rehearsal.state.groups[cloud.group]
    assert (group.running, cloud.states()) == ({}, ["InService", "InService"])
    for kind, parameters in every_kind("detach"):
        call(cloud, kind, **parameters, force_detach=True)
    left = told(cloud, RemoveInstancesFromBackEnds)
    assert [place[:2] for place in places(left)] == [place[:2] for place in EVERYWHERE]
    assert all(command.instance_ids == ["i-0", "i-1"] for command in left)
    assert len(told(cloud, RemoveAddressesFromWhitelists)) == 1
    seen = described(cloud)
    assert (seen.load_balancer_ids, seen.v_server_groups, seen.alb_server_groups) == ([], [], [])
    assert (seen.server_groups, seen.db_instance_ids, group.running) == ([], [], {})


def test_without_force_those_in_service_stay_where_they_are(cloud: Cloud) -> None:
    """Only nobody else comes."""
    attach_all(cloud, force_attach=True)
    for kind, parameters in every_kind("detach"):
        call(cloud, kind, **parameters)
    assert told(cloud, RemoveInstancesFromBackEnds) == told(cloud, RemoveAddressesFromWhitelists) == []
    joined = len(told(cloud, AddInstancesToBackEnds))
    cloud.scale(1)
    assert len(told(cloud, AddInstancesToBackEnds)) == joined


def test_which_answers_have_an_activity(cloud: Cloud) -> None:
    """Of load balancers when `Async` is given, of server groups when there is force."""
    tells = {"AttachLoadBalancers", "DetachLoadBalancers"}
    for verb in ("attach", "detach"):
        for kind, parameters in every_kind(verb):
            more = {f"force_{verb}": True}
            if kind.__name__ in tells:
                more["asynchronous"] = True
            reply = call(cloud, kind, **parameters, **more)
            activity = getattr(reply, "scaling_activity_id", None)
            if "DB" in kind.__name__ or "VServer" in kind.__name__:
                assert activity is None
            else:
                seen = cloud.activity(activity)
                assert (seen.status_code, seen.progress) == ("Successful", 100)
                assert seen.cause.startswith(f'A user requests to {verb} "')
    assert call(cloud, AttachLoadBalancers, load_balancers=["lb-3"]).scaling_activity_id is None
    alone = call(cloud, AttachLoadBalancers, load_balancers=["lb-3"], asynchronous=True)
    nobody = cloud.activity(alone.scaling_activity_id)
    assert nobody.status_code == "Successful"
    assert nobody.status_message == '"0" ECS instances are attached'


def test_the_activity_waits_for_the_fleet(cloud: Cloud) -> None:
    """Meanwhile nothing else begins by force, and the group is described as it will be."""
    cloud.ask(
        AttachLoadBalancers(
            scaling_group_id=cloud.group, load_balancers=["lb-1"], force_attach=True, asynchronous=True
        )
    )
    assert code(cloud, AttachDBInstances, db_instances=["rm-1"], force_attach=True) == (
        "ScalingActivityInProgress"
    )
    assert code(cloud, DetachLoadBalancers, load_balancers=["lb-1"], force_detach=True) == (
        "ScalingActivityInProgress"
    )
    cloud.ask(AttachDBInstances(scaling_group_id=cloud.group, db_instances=["rm-1"]))
    cloud.fleet()
    cloud.ask(
        DetachLoadBalancers(scaling_group_id=cloud.group, load_balancers=["lb-1"], force_detach=True)
    )
    assert described(cloud).load_balancer_ids == []
    group = cloud.rehearsal.state.groups[cloud.group]
    assert group.leaving == ["loadbalancer/lb-1"]
    cloud.rehearsal.restart()
    cloud.fleet()
    assert cloud.rehearsal.state.groups[cloud.group].running == {}


def test_force_without_instances() -> None:
    """There is nobody to see to; the activity is over at once."""
    cloud = stocked()
    reply = call(cloud, AttachAlbServerGroups, alb_server_groups=[ALB], **HERE, force_attach=True)
    assert cloud.activity(reply.scaling_activity_id).status_code == "Successful"
    assert cloud.rehearsal.state.groups[cloud.group].running == {}


def test_attaching_again(cloud: Cloud) -> None:
    """Load balancers and databases stay, weights are changed, server groups are refused."""
    attach_all(cloud)
    call(cloud, AttachLoadBalancers, load_balancers=["lb-1", "lb-1"])
    call(cloud, AttachDBInstances, db_instances=["rm-1"], force_attach=True)
    heavy = V_GROUP.model_copy(
        update={
            "v_server_group_attributes": [
                VServerGroupAttribute(v_server_group_id="rsp-1", port=80, weight=70)
            ]
        }
    )
    call(cloud, AttachVServerGroups, v_server_groups=[heavy], **HERE)
    seen = described(cloud)
    assert (seen.load_balancer_ids, seen.db_instance_ids) == (["lb-1"], ["rm-1"])
    assert seen.v_server_groups == [heavy]
    assert code(cloud, AttachAlbServerGroups, alb_server_groups=[ALB], **HERE) == (
        "AlbServerGroup.AlreadyAttached"
    )
    same = ServerGroup(server_group_id="sgp-1", type="ALB", port=80, weight=1)
    assert code(cloud, AttachServerGroups, server_groups=[same], **HERE) == (
        "AlbServerGroup.AlreadyAttached"
    )
    twice = [ALB.model_copy(update={"port": 99})] * 2
    assert code(cloud, AttachAlbServerGroups, alb_server_groups=twice, **HERE) == (
        "AlbServerGroup.AlreadyAttached"
    )


def test_weights(cloud: Cloud) -> None:
    """One that is given with the load balancer wins; else it is that of the configuration."""
    config = LoadBalancerConfig(load_balancer_id="lb-1", weight=3)
    call(cloud, AttachLoadBalancers, load_balancer_configs=[config], load_balancers=["lb-2"])
    seen = described(cloud)
    assert (seen.load_balancer_configs, sorted(seen.load_balancer_ids)) == ([config], ["lb-1", "lb-2"])
    made = cloud.ask(
        CreateScalingConfiguration(
            scaling_group_id=cloud.group, image_id="m", instance_type="t", load_balancer_weight=33
        )
    ).scaling_configuration_id
    cloud.rehearsal.state.groups[cloud.group].active_configuration_id = made
    cloud.scale(1)
    [joined] = told(cloud, AddInstancesToBackEnds)
    assert sorted(places([joined])) == [("lb-1", 0, 3), ("lb-2", 0, None)]
    assert joined.weights == {"i-2": 33}
    call(cloud, DetachLoadBalancers, load_balancers=["lb-1"])
    assert described(cloud).load_balancer_configs == []


def test_a_new_group_has_what_it_is_given() -> None:
    """In all the ways in which it can be given; each once."""
    cloud = stocked()
    cloud.group = create(
        cloud,
        load_balancer_ids='["lb-1","lb-1"]',
        load_balancer_configs=[LoadBalancerConfig(load_balancer_id="lb-3", weight=5)],
        v_server_groups=[V_GROUP],
        alb_server_groups=[AlbServerGroup(alb_server_group_id="sgp-1", port=80, weight=9)],
        server_groups=[ServerGroup(server_group_id="sgp-1", type="ALB", port=81, weight=1)],
        db_instance_ids='["rm-1"]',
        db_instances=[DBInstance(db_instance_id="rm-2"), DBInstance(db_instance_id="rm-1")],
    )
    cloud.enabled().scale(1)
    assert places(told(cloud, AddInstancesToBackEnds)) == [
        ("lb-1", 0, None), ("lb-3", 0, 5), ("rsp-1", 80, 7), ("sgp-1", 80, 9), ("sgp-1", 81, 1),
    ]  # fmt: skip
    assert told(cloud, AddAddressesToWhitelists)[0].db_instance_ids == ["rm-1", "rm-2"]
    assert cloud.states() == ["InService"]
