"""A scaling group, as it is described."""

from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.state import Group
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    ScalingGroupView,
    TagView,
)

NOT_AS_ASKED = {
    "region_id",
    "scaling_group_name",
    "v_switch_ids",
    "load_balancer_ids",
    "db_instance_ids",
    "removal_policies",
    "tags",
}
AS_ASKED = ScalingGroupView.model_fields.keys() & (CreateScalingGroup.model_fields.keys() - NOT_AS_ASKED)


def group_view(group: Group, region: str) -> ScalingGroupView:
    """A group with its counters."""
    asked, counts = group.request, group.counts()
    return ScalingGroupView(
        **{name: getattr(asked, name) for name in AS_ASKED},
        scaling_group_id=group.group_id,
        scaling_group_name=group.name,
        region_id=region,
        lifecycle_state="Active" if group.active else "Inactive",
        enable_desired_capacity=asked.desired_capacity is not None,
        active_scaling_configuration_id=group.active_configuration_id,
        creation_time=iso_minutes(moment(group.created_at)),
        modification_time=iso_minutes(moment(group.modified_at)),
        removal_policies=group.removal_policies,
        v_switch_ids=asked.v_switch_ids or ([asked.v_switch_id] if asked.v_switch_id else []),
        load_balancer_ids=group.load_balancer_ids,
        db_instance_ids=group.db_instance_ids,
        tags=[TagView(tag_key=t.key, tag_value=t.value, propagate=t.propagate) for t in asked.tags],
        total_capacity=len(group.instances),
        total_instance_count=len(group.instances),
        active_capacity=counts["InService"],
        pending_capacity=counts["Pending"],
        pending_wait_capacity=counts["Pending:Wait"],
        removing_capacity=counts["Removing"],
        removing_wait_capacity=counts["Removing:Wait"],
        protected_capacity=counts["Protected"],
        standby_capacity=counts["Standby"],
        stopped_capacity=counts["Stopped"],
    )
