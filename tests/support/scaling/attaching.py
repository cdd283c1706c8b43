"""Attaching and detaching, as the tests of it need it."""

from typing import Any

from scalehook.scaling_controller.service import SERVICE
from scalehook.scaling_controller.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
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
from support.scaling.cloud import REGION, Cloud
from support.scaling.groups import refusal
from support.scaling.resources import (
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
