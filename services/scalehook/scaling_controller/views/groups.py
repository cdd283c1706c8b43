"""A scaling group, as it is described."""

from collections.abc import Iterable
from typing import Any

from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook_contracts.scaling_controller.group_views import (
    DBInstanceView,
    ScalingGroupView,
    TagView,
)
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.tags import GroupTag
from scalehook_contracts.vpc import vpc_id

NOT_AS_ASKED = {
    "region_id",
    "scaling_group_name",
    "v_switch_id",
    "v_switch_ids",
    "health_check_type",
    "health_check_types",
    "load_balancer_ids",
    "db_instance_ids",
    "db_instances",
    "removal_policies",
    "tags",
}
AS_ASKED = ScalingGroupView.model_fields.keys() & (CreateScalingGroup.model_fields.keys() - NOT_AS_ASKED)


def group_view(group: Group, work: Work[State, Settings]) -> ScalingGroupView:
    """A group with its counters."""
    asked = group.request
    return ScalingGroupView(
        **{name: getattr(asked, name) for name in AS_ASKED},
        **_counters(group),
        **_network(group, work.settings),
        scaling_group_id=group.group_id,
        scaling_group_name=group.name,
        region_id=work.settings.region,
        lifecycle_state=group.lifecycle_state,
        enable_desired_capacity=asked.desired_capacity is not None,
        active_scaling_configuration_id=group.active_configuration_id,
        creation_time=iso_minutes(moment(group.created_at)),
        modification_time=iso_minutes(moment(group.modified_at)),
        removal_policies=group.removal_policies,
        health_check_type=group.health_check_types[0],
        health_check_types=group.health_check_types,
        load_balancer_ids=group.load_balancer_ids,
        db_instance_ids=group.db_instance_ids,
        db_instances=[DBInstanceView(db_instance_id=i, type="RDS") for i in group.db_instance_ids],
        suspended_processes=sorted(group.suspended),
        tags=_tags(asked.tags),
        weighted=any(override.weighted_capacity for override in asked.launch_template_overrides),
    )


def _counters(group: Group) -> dict[str, int]:
    counts = group.counts()
    return {
        "total_capacity": len(group.instances),
        "total_instance_count": len(group.instances),
        "active_capacity": counts["InService"],
        "pending_capacity": counts["Pending"],
        "pending_wait_capacity": counts["Pending:Wait"],
        "removing_capacity": counts["Removing"],
        "removing_wait_capacity": counts["Removing:Wait"],
        "protected_capacity": counts["Protected"],
        "standby_capacity": counts["Standby"],
        "stopped_capacity": counts["Stopped"],
    }


def _network(group: Group, settings: Settings) -> dict[str, Any]:
    """Without a vSwitch it is the classic network."""
    ids = group.v_switch_ids
    return {
        "v_switch_id": ids[0] if ids else "",
        "v_switch_ids": ids,
        "vpc_id": vpc_id(settings.account_id, settings.region) if ids else "",
    }


def _tags(tags: Iterable[GroupTag]) -> list[TagView]:
    return [
        TagView(
            tag_key=tag.key, tag_value=tag.value, key=tag.key, value=tag.value, propagate=tag.propagate
        )
        for tag in tags
    ]
