"""The settings that a group comes to have when something is attached to it, or detached."""

import json
from collections.abc import Collection, Iterable

from scalehook.scaling_controller.state.attachments import GWLB_PORT, id_list
from scalehook_contracts.scaling_controller.group_settings import (
    AlbServerGroup,
    LoadBalancerConfig,
    ServerGroup,
    VServerGroup,
    VServerGroupAttribute,
)
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

Place = tuple[str, int]  # a group of servers at a port


def with_load_balancers(
    request: CreateScalingGroup, ids: Iterable[str], configs: Iterable[LoadBalancerConfig]
) -> CreateScalingGroup:
    """Those that are there already stay as they are, but for weights that are given."""
    weighed = {config.load_balancer_id: config for config in (*request.load_balancer_configs, *configs)}
    plain = dict.fromkeys([*id_list(request.load_balancer_ids), *ids])
    return _with_balancers(request, [i for i in plain if i not in weighed], weighed.values())


def without_load_balancers(request: CreateScalingGroup, ids: Collection[str]) -> CreateScalingGroup:
    """The others stay."""
    plain = [i for i in id_list(request.load_balancer_ids) if i not in ids]
    weighed = [c for c in request.load_balancer_configs if c.load_balancer_id not in ids]
    return _with_balancers(request, plain, weighed)


def with_v_server_groups(
    request: CreateScalingGroup, given: Iterable[VServerGroup]
) -> CreateScalingGroup:
    """One that is there already gets the weight that is given."""
    merged: dict[str, dict[Place, VServerGroupAttribute]] = {}
    for balancer in (*request.v_server_groups, *given):
        groups = merged.setdefault(balancer.load_balancer_id, {})
        groups |= {(g.v_server_group_id, g.port): g for g in balancer.v_server_group_attributes}
    return _with_v_groups(request, {key: list(groups.values()) for key, groups in merged.items()})


def without_v_server_groups(
    request: CreateScalingGroup, places: Collection[Place]
) -> CreateScalingGroup:
    """The others stay; a load balancer without any goes."""
    left = {
        balancer.load_balancer_id: [
            group
            for group in balancer.v_server_group_attributes
            if (group.v_server_group_id, group.port) not in places
        ]
        for balancer in request.v_server_groups
    }
    return _with_v_groups(request, {key: groups for key, groups in left.items() if groups})


def with_alb_server_groups(
    request: CreateScalingGroup, given: Iterable[AlbServerGroup]
) -> CreateScalingGroup:
    """They are new."""
    plain = [AlbServerGroup(**group.model_dump()) for group in given]
    return request.model_copy(update={"alb_server_groups": [*request.alb_server_groups, *plain]})


def with_server_groups(request: CreateScalingGroup, given: Iterable[ServerGroup]) -> CreateScalingGroup:
    """They are new."""
    return request.model_copy(update={"server_groups": [*request.server_groups, *given]})


def without_server_groups(request: CreateScalingGroup, places: Collection[Place]) -> CreateScalingGroup:
    """By whichever operation they were attached; the others stay."""
    albs = [g for g in request.alb_server_groups if (g.alb_server_group_id, g.port) not in places]
    others = [g for g in request.server_groups if (g.server_group_id, g.port or GWLB_PORT) not in places]
    return request.model_copy(update={"alb_server_groups": albs, "server_groups": others})


def with_databases(request: CreateScalingGroup, ids: Iterable[str]) -> CreateScalingGroup:
    """Those that are there already stay as they are."""
    described = {database.db_instance_id for database in request.db_instances}
    plain = dict.fromkeys([*id_list(request.db_instance_ids), *ids])
    text = _text([i for i in plain if i not in described])
    return request.model_copy(update={"db_instance_ids": text})


def without_databases(request: CreateScalingGroup, ids: Collection[str]) -> CreateScalingGroup:
    """The others stay."""
    plain = [i for i in id_list(request.db_instance_ids) if i not in ids]
    described = [d for d in request.db_instances if d.db_instance_id not in ids]
    return request.model_copy(update={"db_instance_ids": _text(plain), "db_instances": described})


def _with_balancers(
    request: CreateScalingGroup, plain: list[str], weighed: Iterable[LoadBalancerConfig]
) -> CreateScalingGroup:
    update = {"load_balancer_ids": _text(plain), "load_balancer_configs": list(weighed)}
    return request.model_copy(update=update)


def _with_v_groups(
    request: CreateScalingGroup, groups: dict[str, list[VServerGroupAttribute]]
) -> CreateScalingGroup:
    made = [
        VServerGroup(load_balancer_id=balancer_id, v_server_group_attributes=attributes)
        for balancer_id, attributes in groups.items()
    ]
    return request.model_copy(update={"v_server_groups": made})


def _text(ids: list[str]) -> str:
    return json.dumps(ids) if ids else ""
