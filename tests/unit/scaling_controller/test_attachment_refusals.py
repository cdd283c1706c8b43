"""Attaching and detaching what does not fit, is not there, or is too much."""

from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.backend_servers import BackendServersChanged
from scalehook_contracts.fleet.listeners import ListenerDeleted, ListenerStatusSet
from scalehook_contracts.fleet.load_balancers import LoadBalancerDeleted, LoadBalancerStatusSet
from scalehook_contracts.scaling_controller.attached_server_groups import (
    AttachAlbServerGroups,
    AttachServerGroups,
)
from scalehook_contracts.scaling_controller.attachments import (
    AttachDBInstances,
    AttachLoadBalancers,
    AttachVServerGroups,
    DetachDBInstances,
    DetachLoadBalancers,
)
from scalehook_contracts.scaling_controller.group_settings import (
    AlbServerGroup,
    DBInstance,
    LoadBalancerConfig,
    ServerGroup,
    VServerGroup,
)
from support.scaling.attaching import (
    ALB,
    HERE,
    V_GROUP,
    attach_all,
    call,
    code,
    every_kind,
    stocked,
)
from support.scaling.cloud import Cloud
from support.scaling.groups import create, delete, described, refusal
from support.scaling.resources import (
    balancer_created,
    checking,
    database_created,
)


@pytest.fixture
def cloud() -> Cloud:
    """With two instances in service."""
    cloud = stocked()
    cloud.scale(2)
    return cloud


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


def test_groups_wait_for_their_load_balancers() -> None:
    """A group whose balancer does not work is not enabled, and no rule scales it; without a listener
    that checks, it may only shrink. What has been deleted is passed over.
    """
    cloud = Cloud(load_balancers='["lb-1"]')
    tell, inactive = cloud.rehearsal.tell, "IncorrectLoadBalancerStatus"
    tell(LoadBalancerStatusSet(load_balancer_id="lb-1", load_balancer_status="inactive"))
    with pytest.raises(ApiError, match=inactive):
        cloud.enabled()
    tell(LoadBalancerStatusSet(load_balancer_id="lb-1", load_balancer_status="active"))
    cloud.enabled()
    out, back = cloud.rule(1), cloud.rule(-1)
    cloud.execute(out)
    cloud.fleet()
    tell(ListenerDeleted(load_balancer_id="lb-1", listener_port=80))
    with pytest.raises(ApiError, match="IncorrectLoadBalancerHealthCheck"):
        cloud.execute(out)
    cloud.execute(back)
    cloud.fleet()
    tell(LoadBalancerStatusSet(load_balancer_id="lb-1", load_balancer_status="inactive"))
    with pytest.raises(ApiError, match=inactive):
        cloud.execute(back)
    tell(LoadBalancerDeleted(load_balancer_id="lb-1"))
    cloud.execute(out)


def test_no_rule_fills_a_whitelist_beyond_its_limit() -> None:
    """Instances of rules need room in it, too."""
    cloud = Cloud()
    cloud.rehearsal.tell(database_created("rm-1", addresses=1000))
    cloud.ask(AttachDBInstances(scaling_group_id=cloud.group, db_instances=["rm-1"]))
    cloud.enabled()
    with pytest.raises(ApiError, match=r"QuotaExceeded\.DBInstanceSecurityIP"):
        cloud.execute(cloud.rule(1))


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
