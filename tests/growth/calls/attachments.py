"""Calls about what is attached to groups, and what is heard of it, where there is much of everything."""

from collections.abc import Iterator

from scalehook.scaling_controller.state.events.resources import (
    DatabaseNoted,
    ListenerNoted,
    LoadBalancerNoted,
    ServerGroupNoted,
    VServerGroupNoted,
)
from scalehook_contracts.base import Event, Message
from scalehook_contracts.fleet.back_ends import ResourceFoundMissing
from scalehook_contracts.fleet.databases import DBInstanceDeleted
from scalehook_contracts.fleet.listeners import (
    CreateLoadBalancerTCPListener,
    ListenerCreated,
    ListenerDeleted,
)
from scalehook_contracts.fleet.load_balancers import LoadBalancerDeleted, LoadBalancerStatusSet
from scalehook_contracts.fleet.server_groups import ServerGroupChanged, ServerGroupDeleted
from scalehook_contracts.fleet.v_server_groups import VServerGroupChanged, VServerGroupDeleted
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
from scalehook_contracts.scaling_controller.group_settings import (
    ServerGroup,
    VServerGroup,
    VServerGroupAttribute,
)
from support.scaling.cloud import REGION
from support.scaling.resources import (
    balancer_created,
    checking,
    database_created,
    server_group_created,
    v_group_created,
)

Calls = dict[str, Message]
LISTENER = CreateLoadBalancerTCPListener(
    load_balancer_id="lb-9", listener_port=81, backend_server_port=81, bandwidth=1
)


def known_resources(size: int) -> Iterator[Event]:
    """So many of each kind are known."""
    for number in range(size):
        balancer = f"lb-{number}"
        yield LoadBalancerNoted(load_balancer_id=balancer, active=True)
        yield ListenerNoted(load_balancer_id=balancer, port=80, checks=True)
        yield VServerGroupNoted(load_balancer_id=balancer, v_server_group_id=f"rsp-{number}", there=True)
        yield ServerGroupNoted(server_group_id=f"sgp-{number}", type="ALB")
        yield DatabaseNoted(db_instance_id=f"rm-{number}", addresses=1)


def attachment_calls(n: int) -> Calls:
    """Each thing is attached to one group, and detached again."""
    return {**_attaching(n), **_detaching(n), **_heard()}


def _attaching(n: int) -> Calls:
    group = {"scaling_group_id": f"g-{n}"}
    here = {**group, "region_id": REGION}
    attribute = VServerGroupAttribute(v_server_group_id="rsp-7", port=80)
    v_group = VServerGroup(load_balancer_id="lb-7", v_server_group_attributes=[attribute])
    alb = AttachedAlbServerGroup(alb_server_group_id="sgp-7", port=80, weight=1)
    other = ServerGroup(server_group_id="sgp-7", type="ALB", port=81, weight=1)
    return {
        "attach balancer": AttachLoadBalancers(**group, load_balancers=["lb-7"], client_token="t"),
        "attach v groups": AttachVServerGroups(**here, v_server_groups=[v_group]),
        "attach ALB groups": AttachAlbServerGroups(**here, alb_server_groups=[alb]),
        "attach server groups": AttachServerGroups(**here, server_groups=[other]),
        "attach database": AttachDBInstances(**group, db_instances=["rm-7"]),
    }


def _detaching(n: int) -> Calls:
    group = {"scaling_group_id": f"g-{n}"}
    here = {**group, "region_id": REGION}
    attribute = DetachedVServerGroupAttribute(v_server_group_id="rsp-7", port=80)
    v_group = DetachedVServerGroup(load_balancer_id="lb-7", v_server_group_attributes=[attribute])
    alb = DetachedAlbServerGroup(alb_server_group_id="sgp-7", port=80)
    other = DetachedServerGroup(server_group_id="sgp-7", type="ALB", port=81)
    return {
        "detach balancer": DetachLoadBalancers(**group, load_balancers=["lb-7"]),
        "detach v groups": DetachVServerGroups(**here, v_server_groups=[v_group]),
        "detach ALB groups": DetachAlbServerGroups(**here, alb_server_groups=[alb]),
        "detach server groups": DetachServerGroups(**here, server_groups=[other]),
        "detach database": DetachDBInstances(**group, db_instances=["rm-7"]),
    }


def _heard() -> Calls:
    activity = {"scaling_activity_id": "growing-up"}
    port = {"load_balancer_id": "lb-9", "listener_port": 81}
    created = ListenerCreated(**port, listener_protocol="tcp", health_check="on", tcp=LISTENER)
    return {
        "balancer created": balancer_created("lb-new"),
        "listener created": created,
        "listener runs": checking("lb-9", 81),
        "listener deleted": ListenerDeleted(**port),
        "balancer stopped": LoadBalancerStatusSet(
            load_balancer_id="lb-9", load_balancer_status="inactive"
        ),
        "v group created": v_group_created("lb-9", "rsp-new"),
        "v group changed": VServerGroupChanged(v_server_group_id="rsp-9", **activity),
        "v group deleted": VServerGroupDeleted(v_server_group_id="rsp-9", load_balancer_id="lb-9"),
        "balancer deleted": LoadBalancerDeleted(load_balancer_id="lb-8"),
        "server group created": server_group_created("sgp-new"),
        "server group changed": ServerGroupChanged(server_group_id="sgp-9", **activity),
        "server group deleted": ServerGroupDeleted(server_group_id="sgp-9"),
        "database created": database_created("rm-new"),
        "database deleted": DBInstanceDeleted(db_instance_id="rm-9"),
        "found missing": ResourceFoundMissing(resource_id="lb-8", **activity),
    }
