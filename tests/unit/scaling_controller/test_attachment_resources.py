"""Load balancers, server groups and databases that come and go while groups name them."""

from typing import Any

import pytest

from scalehook_contracts.fleet.back_ends import (
    AddInstancesToBackEnds,
    BackEnd,
    MakeAtFirstSight,
    ResourceFoundMissing,
)
from scalehook_contracts.fleet.databases import DBInstanceDeleted
from scalehook_contracts.fleet.load_balancers import LoadBalancerDeleted, LoadBalancerStatusSet
from scalehook_contracts.fleet.server_groups import ServerGroupDeleted
from scalehook_contracts.fleet.v_server_groups import VServerGroupDeleted
from scalehook_contracts.scaling_controller.attached_server_groups import (
    AttachAlbServerGroups,
    AttachServerGroups,
)
from scalehook_contracts.scaling_controller.attachments import (
    AttachDBInstances,
    AttachLoadBalancers,
)
from scalehook_contracts.scaling_controller.group_settings import (
    ServerGroup,
)
from support.scaling.attaching import (
    ALB,
    HERE,
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
from support.scaling.resources import (
    balancer_created,
    checking,
    database_created,
    server_group_created,
)


@pytest.fixture
def cloud() -> Cloud:
    """With two instances in service."""
    cloud = stocked()
    cloud.scale(2)
    return cloud


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
        (AttachLoadBalancers, {"load_balancers": ["lb-9"]},
         [balancer_created("lb-9"), checking("lb-9")]),
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
