"""Load balancers, groups of servers and databases: attached to groups and detached, or refused."""

from typing import Any

import pytest

from scalehook.scaling_controller.service import SERVICE
from scalehook.scaling_controller.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.back_ends import (
    AddInstancesToBackEnds,
    BackEnd,
    MakeAtFirstSight,
    RemoveInstancesFromBackEnds,
    ResourceFoundMissing,
)
from scalehook_contracts.fleet.backend_servers import BackendServersChanged
from scalehook_contracts.fleet.databases import DBInstanceDeleted
from scalehook_contracts.fleet.listeners import ListenerDeleted, ListenerStatusSet
from scalehook_contracts.fleet.load_balancers import LoadBalancerDeleted, LoadBalancerStatusSet
from scalehook_contracts.fleet.server_groups import ServerGroupDeleted
from scalehook_contracts.fleet.v_server_groups import VServerGroupDeleted
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    RemoveAddressesFromWhitelists,
)
from scalehook_contracts.scaling_controller.attached_server_groups import (
    AttachAlbServerGroups,
    AttachedAlbServerGroup,
    AttachServerGroups,
    DetachAlbServerGroups,
    DetachedAlbServerGroup,
    DetachedServerGroup,
    DetachServerGroups,
)
from scalehook_contracts.scaling_controller.attachments import (
    AttachDBInstances,
    AttachLoadBalancers,
    AttachVServerGroups,
    DetachDBInstances,
    DetachedVServerGroup,
    DetachedVServerGroupAttribute,
    DetachLoadBalancers,
    DetachVServerGroups,
)
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.group_settings import (
    AlbServerGroup,
    DBInstance,
    LoadBalancerConfig,
    ServerGroup,
    VServerGroup,
    VServerGroupAttribute,
)
from support.scaling.cloud import REGION, Cloud
from support.scaling.groups import create, delete, described, refusal
from support.scaling.resources import (
    balancer_created,
    checking,
    database_created,
    server_group_created,
    tell_all,
    v_group_created,
)

BALANCERS = ("lb-1", "lb-2", "lb-3")
V_GROUP = VServerGroup(
    load_balancer_id="lb-2",
    v_server_group_attributes=[VServerGroupAttribute(v_server_group_id="rsp-1", port=80, weight=7)],
)
ALB = AttachedAlbServerGroup(alb_server_group_id="sgp-1", port=80, weight=9)
HERE = {"region_id": REGION}


def stocked(**settings: Any) -> Cloud:
    """Resources of every kind are there, and a group to which none is attached."""
    rehearsal = Rehearsal(SERVICE, Settings(**settings))
    tell_all(rehearsal, balancers=BALANCERS, databases=("rm-1", "rm-2"))
    rehearsal.tell(v_group_created("lb-2", "rsp-1"))
    rehearsal.tell(server_group_created("sgp-1"))
    return Cloud(rehearsal=rehearsal).enabled()


@pytest.fixture
def cloud() -> Cloud:
    """With two instances in service."""
    cloud = stocked()
    cloud.scale(2)
    return cloud


def call(cloud: Cloud, kind: Any, **parameters: Any) -> Any:
    """The answer; the fleet answers, too."""
    reply = cloud.ask(kind(scaling_group_id=cloud.group, **parameters))
    cloud.fleet()
    return reply


def code(cloud: Cloud, kind: Any, **parameters: Any) -> str:
    return refusal(cloud, kind(scaling_group_id=cloud.group, **parameters))[0]


def told(cloud: Cloud, kind: Any) -> list[Any]:
    return [command for command in cloud.rehearsal.sent if isinstance(command, kind)]


def places(commands: list[Any]) -> list[tuple[str, int, int | None]]:
    return [(e.back_end_id, e.port, e.weight) for command in commands for e in command.back_ends]


def every_kind(verb: str) -> list[tuple[Any, dict[str, Any]]]:
    """An operation for each kind of resource, with its parameters."""
    if verb == "attach":
        return [
            (AttachLoadBalancers, {"load_balancers": ["lb-1"]}),
            (AttachVServerGroups, {"v_server_groups": [V_GROUP], **HERE}),
            (AttachAlbServerGroups, {"alb_server_groups": [ALB], **HERE}),
            (AttachServerGroups, {
                "server_groups": [ServerGroup(server_group_id="sgp-1", type="ALB", port=81, weight=1)],
                **HERE,
            }),
            (AttachDBInstances, {"db_instances": ["rm-1"]}),
        ]  # fmt: skip
    group = DetachedVServerGroup(
        load_balancer_id="lb-2",
        v_server_group_attributes=[DetachedVServerGroupAttribute(v_server_group_id="rsp-1", port=80)],
    )
    return [
        (DetachLoadBalancers, {"load_balancers": ["lb-1"]}),
        (DetachVServerGroups, {"v_server_groups": [group], **HERE}),
        (DetachAlbServerGroups, {
            "alb_server_groups": [DetachedAlbServerGroup(alb_server_group_id="sgp-1", port=80)], **HERE,
        }),
        (DetachServerGroups, {
            "server_groups": [DetachedServerGroup(server_group_id="sgp-1", type="ALB", port=81)], **HERE,
        }),
        (DetachDBInstances, {"db_instances": ["rm-1"]}),
    ]  # fmt: skip


def attach_all(cloud: Cloud, **more: Any) -> None:
    for kind, parameters in every_kind("attach"):
        call(cloud, kind, **parameters, **more)


EVERYWHERE = [("lb-1", 0, None), ("rsp-1", 80, 7), ("sgp-1", 80, 9), ("sgp-1", 81, 1)]


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
    assert cloud.activity(alone.scaling_activity_id).status_code == "Successful"


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


NOT_THERE: list[tuple[Any, dict[str, Any], str, int, str]] = [
    (AttachLoadBalancers, {"load_balancers": ["lb-1", "lb-x"]}, "InvalidLoadBalancerId.NotFound", 404,
     'The load balancer "lb-x" does not exist.'),
    (AttachVServerGroups, {"v_server_groups": [VServerGroup(load_balancer_id="lb-x",
      v_server_group_attributes=V_GROUP.v_server_group_attributes)], **HERE},
     "InvalidLoadBalancerId.NotFound", 404, 'The load balancer "lb-x" does not exist.'),
    (AttachVServerGroups, {"v_server_groups": [VServerGroup(load_balancer_id="lb-1",
      v_server_group_attributes=V_GROUP.v_server_group_attributes)], **HERE},
     "InvalidVServerGroupId.ForLoadBalancer", 400, 'Invalid VServerGroupId For LoadBalancer "lb-1".'),
    (AttachAlbServerGroups, {"alb_server_groups": [ALB.model_copy(update={"alb_server_group_id": "x"})],
      **HERE}, "AlbServerGroup.NotExist", 400, 'The ServerGroup "x" do(es) not exist.'),
    (AttachServerGroups, {"server_groups": [ServerGroup(server_group_id="sgp-1", type="NLB", port=1,
      weight=1)], **HERE}, "AlbServerGroup.NotExist", 400, 'The ServerGroup "sgp-1" do(es) not exist.'),
    (AttachDBInstances, {"db_instances": ["rm-1", "rm-x"]}, "InvalidDBInstanceId.NotFound", 400,
     'The specified value of parameter "DBInstances" is not valid.'),
    (DetachLoadBalancers, {"load_balancers": ["lb-1"]}, "InvalidLoadBalancerId.NotFound", 404,
     'The Load Balancer "lb-1" does not exist.'),
    (DetachDBInstances, {"db_instances": ["rm-1"]}, "InvalidDBInstanceId.NotFound", 400,
     'DB instance "rm-1" does not exist.'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parameters", "code_", "status", "message"), NOT_THERE)
def test_what_is_not_there_is_refused(
    cloud: Cloud, kind: Any, parameters: dict[str, Any], code_: str, status: int, message: str
) -> None:
    """With the code, the status and the message of the operation; and nothing is attached."""
    with pytest.raises(ApiError) as caught:
        cloud.ask(kind(scaling_group_id=cloud.group, **parameters))
    error = caught.value
    assert (error.code, error.status, error.message) == (code_, status, message)
    assert described(cloud).load_balancer_ids == described(cloud).db_instance_ids == []


@pytest.mark.parametrize(("kind", "parameters"), every_kind("detach")[1:4])
def test_groups_that_are_not_attached(cloud: Cloud, kind: Any, parameters: dict[str, Any]) -> None:
    """Have a code of their own, or are a bad parameter."""
    known = {"DetachVServerGroups": "InvalidParameter"}
    assert code(cloud, kind, **parameters) == known.get(kind.__name__, "AlbServerGroup.NotAttached")


NEW_GROUPS: list[tuple[dict[str, Any], str, str]] = [
    ({"load_balancer_ids": '["lb-x"]'}, "InvalidLoadBalancerId.NotFound",
     "The specified Load Balancer does not exist."),
    ({"load_balancer_configs": [LoadBalancerConfig(load_balancer_id="lb-x")]},
     "InvalidLoadBalancerId.NotFound", "The specified Load Balancer does not exist."),
    ({"db_instance_ids": '["rm-x"]'}, "InvalidDBInstanceId.NotFound",
     'DB instance "rm-x" does not exist.'),
    ({"alb_server_groups": [AlbServerGroup(alb_server_group_id="x", port=1)]},
     "AlbServerGroup.NotExist", 'The ServerGroup "x" do(es) not exist.'),
    ({"alb_server_groups": [AlbServerGroup(alb_server_group_id="sgp-1", port=1)] * 2},
     "AlbServerGroup.AlreadyAttached", "The ALB ServerGroups are already attached."),
    ({"db_instances": [DBInstance(db_instance_id="rm-1", type="Redis")]}, "InvalidParameter",
     'The specified value of parameter "DBInstances" is not valid.'),
    ({"db_instances": [DBInstance(db_instance_id="rm-1", attach_mode="SecurityGroup")]},
     "InvalidParameter", 'The specified value of parameter "DBInstances" is not valid.'),
    ({"server_groups": [ServerGroup(server_group_id="sgp-1", type="ALB", port=1)]}, "MissingParameter",
     'The input parameter "ServerGroups.Weight" that is mandatory for processing this request is not '
     "supplied."),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "code_", "message"), NEW_GROUPS)
def test_new_groups_that_name_what_is_not_there(
    cloud: Cloud, parameters: dict[str, Any], code_: str, message: str
) -> None:
    """Are refused in the words of CreateScalingGroup."""
    before = len(cloud.rehearsal.state.groups)
    with pytest.raises(ApiError) as caught:
        create(cloud, **parameters)
    error = caught.value
    assert (error.code, error.message) == (code_, message)
    assert len(cloud.rehearsal.state.groups) == before


def test_load_balancers_that_do_not_fit(cloud: Cloud) -> None:
    """One that has stopped, one without a listener, and ones whose listener does not check."""
    tell = cloud.rehearsal.tell
    tell(LoadBalancerStatusSet(load_balancer_id="lb-1", load_balancer_status="inactive"))
    tell(balancer_created("lb-4"))
    idle = {"listener_port": 80, "listener_status": "running", "health_check": "off"}
    tell(ListenerStatusSet(load_balancer_id="lb-2", **idle))
    tell(ListenerDeleted(load_balancer_id="lb-3", listener_port=80))
    health, status = "IncorrectLoadBalancerHealthCheck", "IncorrectLoadBalancerStatus"
    for balancer, expected in (("lb-1", status), ("lb-4", health), ("lb-2", health), ("lb-3", health)):
        assert code(cloud, AttachLoadBalancers, load_balancers=[balancer]) == expected
        refused, message = _refusal_of_new(cloud, balancer)
        assert (refused, "specified load balancer" in message) == (expected, True)
    assert code(cloud, AttachVServerGroups, v_server_groups=[V_GROUP], **HERE) == health
    tell(checking("lb-4", 443))
    call(cloud, AttachLoadBalancers, load_balancers=["lb-4"])


def _refusal_of_new(cloud: Cloud, balancer: str) -> tuple[str, str]:
    with pytest.raises(ApiError) as caught:
        create(cloud, load_balancer_ids=f'["{balancer}"]')
    error = caught.value
    return error.code, error.message


@pytest.mark.parametrize(
    ("settings", "parameters", "expected"),
    [
        ({"max_load_balancers": 1}, {"load_balancers": ["lb-1", "lb-2"]}, "QuotaExceeded.LoadBalancer"),
        ({"max_backend_servers": 2}, {"load_balancers": ["lb-1"], "force_attach": True},
         "QuotaExceeded.BackendServer"),
    ],
)  # fmt: skip
def test_limits_of_load_balancers(
    settings: dict[str, Any], parameters: dict[str, Any], expected: str
) -> None:
    """So many of a group, and so many servers behind one, those of others included."""
    cloud = stocked(**settings)
    cloud.scale(2)
    cloud.rehearsal.tell(BackendServersChanged(load_balancer_id="lb-1", instance_ids=["i-other"]))
    assert code(cloud, AttachLoadBalancers, **parameters) == expected
    without_force = {name: value for name, value in parameters.items() if name != "force_attach"}
    if "force_attach" in parameters:
        call(cloud, AttachLoadBalancers, **without_force)


def test_other_limits() -> None:
    """Of groups of servers and of databases, and of the addresses that a database lets in."""
    cloud = stocked(
        max_v_server_groups=0, max_alb_server_groups=0, max_nlb_server_groups=0, max_db_instances=1
    )
    assert code(cloud, AttachVServerGroups, v_server_groups=[V_GROUP], **HERE) == (
        "QuotaExceeded.VServerGroup"
    )
    assert code(cloud, AttachAlbServerGroups, alb_server_groups=[ALB], **HERE) == "InvalidParameter"
    assert code(cloud, AttachDBInstances, db_instances=["rm-1", "rm-2"]) == "QuotaExceeded.RDS"
    cloud.rehearsal.tell(database_created("rm-3", 999))
    cloud.scale(2)
    full = {"db_instances": ["rm-3"], "force_attach": True}
    assert code(cloud, AttachDBInstances, **full) == "QuotaExceeded.DBInstanceSecurityIP"


@pytest.mark.parametrize(("kind", "parameters"), [*every_kind("attach"), *every_kind("detach")])
def test_every_operation_needs_its_group_and_its_list(
    cloud: Cloud, kind: Any, parameters: dict[str, Any]
) -> None:
    """An empty list is none; a group that is unknown or on its way out is refused, and so is Mars."""
    name = next(iter(parameters))
    assert code(cloud, kind, **{**parameters, name: []}) == "MissingParameter"
    other = kind(scaling_group_id="asg-none", **parameters)
    assert refusal(cloud, other)[0] == "InvalidScalingGroupId.NotFound"
    mars = {**parameters, "region_id": "mars"}
    assert code(cloud, kind, **mars) == "InvalidRegionId.NotFound"
    cloud.hook(lifecycle_transition="SCALE_IN")
    cloud.execute(cloud.rule(-1))
    delete(cloud)
    assert code(cloud, kind, **parameters) == "IncorrectScalingGroupStatus"


@pytest.mark.parametrize(("kind", "parameters"), [*every_kind("attach"), *every_kind("detach")])
def test_client_tokens(kind: Any, parameters: dict[str, Any]) -> None:
    """The same call again has no second effect and the same answer; another one is refused."""
    cloud = stocked()
    verb = "attach" if "Attach" in kind.__name__ else "detach"
    if verb == "detach":
        attach_all(cloud)
    cloud.scale(1)
    given = {**parameters, f"force_{verb}": True, "client_token": "t"}
    first = call(cloud, kind, **given)
    done = len(cloud.rehearsal.recorded)
    assert call(cloud, kind, **given) == first
    assert len(cloud.rehearsal.recorded) == done
    assert code(cloud, kind, **{**given, f"force_{verb}": False}) == "IdempotentParameterMismatch"


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ({"type": "NLB", "port": 1}, "MissingParameter"),
        ({"type": "ALB", "weight": 1}, "MissingParameter"),
        ({"type": "GWLB", "port": 6081}, "InvalidParameter"),
        ({"type": "GWLB", "weight": 1}, "InvalidParameter"),
    ],
)
def test_ports_and_weights_belong_to_types(cloud: Cloud, group: dict[str, Any], expected: str) -> None:
    """GWLB has neither; the others have both."""
    given = [ServerGroup(server_group_id="sgp-1", **group)]
    assert code(cloud, AttachServerGroups, server_groups=given, **HERE) == expected


def test_first_sight() -> None:
    """Where it is wanted, what nobody has made is made; what is known must still fit."""
    cloud = stocked(make_resources_at_first_sight=True)
    gateway = ServerGroup(server_group_id="g", type="GWLB")
    call(cloud, AttachLoadBalancers, load_balancers=["lb-1", "lb-x"])
    call(cloud, AttachServerGroups, server_groups=[gateway], **HERE)
    call(cloud, AttachDBInstances, db_instances=["rm-x"])
    made = told(cloud, MakeAtFirstSight)
    assert [end for command in made for end in command.back_ends] == [
        BackEnd(back_end_id="lb-x"),
        BackEnd(kind="ServerGroup", back_end_id="g", port=6081, type="GWLB"),
    ]
    assert [i for command in made for i in command.db_instance_ids] == ["rm-x"]
    cloud.rehearsal.tell(LoadBalancerStatusSet(load_balancer_id="lb-2", load_balancer_status="inactive"))
    assert code(cloud, AttachLoadBalancers, load_balancers=["lb-2"]) == "IncorrectLoadBalancerStatus"
    create(cloud, load_balancer_ids='["lb-y"]')
    assert places(told(cloud, MakeAtFirstSight)[-1:]) == [("lb-y", 0, None)]


@pytest.mark.parametrize(
    ("kind", "parameters", "events"),
    [
        (AttachLoadBalancers, {"load_balancers": ["lb-9"]}, [balancer_created("lb-9"), checking("lb-9")]),
        (AttachAlbServerGroups, {"alb_server_groups": [ALB.model_copy(
            update={"alb_server_group_id": "sgp-9"})], **HERE}, [server_group_created("sgp-9")]),
        (AttachDBInstances, {"db_instances": ["rm-9"]}, [database_created("rm-9")]),
    ],
)  # fmt: skip
def test_what_was_made_just_now_is_waited_for(
    cloud: Cloud, kind: Any, parameters: dict[str, Any], events: list[Any]
) -> None:
    """Its owner's events may still be under way."""
    step = cloud.rehearsal.play(kind(scaling_group_id=cloud.group, **parameters))
    assert step.deferral is not None
    for event in events:
        cloud.rehearsal.tell(event)
    assert not isinstance(cloud.rehearsal.late[step.entry.message_id], Exception)
    view = described(cloud)
    assert view.load_balancer_ids or view.alb_server_groups or view.db_instance_ids


def test_what_is_deleted_is_unknown_and_can_be_detached(cloud: Cloud) -> None:
    """A group goes on without; nobody can attach it any more."""
    attach_all(cloud)
    for event in (
        LoadBalancerDeleted(load_balancer_id="lb-1"),
        VServerGroupDeleted(v_server_group_id="rsp-1", load_balancer_id="lb-2"),
        ServerGroupDeleted(server_group_id="sgp-1"),
        DBInstanceDeleted(db_instance_id="rm-1"),
    ):
        cloud.rehearsal.tell(event)
    for kind, parameters in every_kind("detach"):
        call(cloud, kind, **parameters)
    codes = {code(cloud, kind, **parameters) for kind, parameters in every_kind("attach")}
    assert codes == {
        "InvalidLoadBalancerId.NotFound", "InvalidVServerGroupId.ForLoadBalancer",
        "AlbServerGroup.NotExist", "InvalidDBInstanceId.NotFound",
    }  # fmt: skip


def test_what_disappears_holds_nothing_up(cloud: Cloud) -> None:
    """The activity goes on when it hears that a back end or a database is not there."""
    attach_all(cloud)
    activity = cloud.execute(cloud.rule(1))
    cloud.fleet(1)
    tell = cloud.rehearsal.tell
    tell(ResourceFoundMissing(resource_id="rm-1", scaling_activity_id=activity))
    assert told(cloud, AddInstancesToBackEnds)
    for missing in ("lb-1", "rsp-1", "sgp-1"):
        assert cloud.activity(activity).status_code == "InProgress"
        tell(ResourceFoundMissing(resource_id=missing, scaling_activity_id=activity))
    assert cloud.activity(activity).status_code == "Successful"
