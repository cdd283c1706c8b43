"""State as the describing operations answer it."""

from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_minutes, iso_seconds, moment
from scalehook.scaling_controller.lookups import rule_ari
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import (
    Action,
    Activity,
    Configuration,
    Group,
    Hook,
    Instance,
    Rule,
    State,
)
from scalehook_contracts.scaling_controller.actions import LifecycleActionView
from scalehook_contracts.scaling_controller.activities import ScalingActivityView
from scalehook_contracts.scaling_controller.configurations import ScalingConfigurationView
from scalehook_contracts.scaling_controller.groups import ScalingGroupView, TagView
from scalehook_contracts.scaling_controller.hooks import LifecycleHookView
from scalehook_contracts.scaling_controller.instances import ScalingInstanceView
from scalehook_contracts.scaling_controller.rules import ScalingRuleView

NO_RECEIVER = "acs:ess:{region}:{account}:null/null"  # how an unset ARN is described


def group_view(group: Group, region: str) -> ScalingGroupView:
    """A group with its counters."""
    asked, counts = group.request, group.counts()
    same = asked.model_dump(
        include=ScalingGroupView.model_fields.keys()
        - {"load_balancer_ids", "db_instance_ids", "removal_policies", "tags", "region_id"}
        - {"scaling_group_name", "v_switch_ids"}
    )
    return ScalingGroupView(
        **same,
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


def configuration_view(configuration: Configuration, group: Group) -> ScalingConfigurationView:
    """A configuration."""
    asked = configuration.request
    same = asked.model_dump(
        include=ScalingConfigurationView.model_fields.keys() - {"scaling_configuration_name", "tags"}
    )
    is_active = configuration.configuration_id == group.active_configuration_id
    return ScalingConfigurationView(
        **same,
        scaling_configuration_id=configuration.configuration_id,
        scaling_configuration_name=configuration.name,
        lifecycle_state="Active" if is_active else "Inactive",
        creation_time=iso_minutes(moment(configuration.created_at)),
    )


def rule_view(rule: Rule, work: Work[State, Settings]) -> ScalingRuleView:
    """A rule."""
    same = rule.request.model_dump(include=ScalingRuleView.model_fields.keys() - {"scaling_rule_name"})
    return ScalingRuleView(
        **same,
        scaling_rule_id=rule.rule_id,
        scaling_rule_ari=rule_ari(rule.rule_id, work),
        scaling_rule_name=rule.name,
    )


def hook_view(hook: Hook, region: str, account: str) -> LifecycleHookView:
    """A hook."""
    return LifecycleHookView(
        lifecycle_hook_id=hook.hook_id,
        lifecycle_hook_name=hook.name,
        scaling_group_id=hook.group_id,
        lifecycle_transition=hook.transition,
        default_result=hook.default_result,
        heartbeat_timeout=hook.heartbeat_timeout,
        notification_arn=hook.notification_arn or NO_RECEIVER.format(region=region, account=account),
        notification_metadata=hook.notification_metadata,
        lifecycle_hook_status=hook.status,
    )


def action_view(action: Action) -> LifecycleActionView:
    """A lifecycle action."""
    return LifecycleActionView(
        lifecycle_hook_id=action.hook_id,
        lifecycle_action_token=action.token,
        lifecycle_action_status=action.status,
        lifecycle_action_result=action.result,
        instance_ids=action.instance_ids,
    )


def instance_view(instance: Instance, group: Group) -> ScalingInstanceView:
    """An instance of a group."""
    created = moment(instance.created_at)
    configuration = group.configurations.get(instance.configuration_id)
    return ScalingInstanceView(
        instance_id=instance.instance_id,
        scaling_instance_id=instance.instance_id,
        scaling_group_id=instance.group_id,
        scaling_configuration_id=instance.configuration_id,
        scaling_activity_id=instance.activity_id,
        lifecycle_state=instance.lifecycle_state,
        creation_time=iso_minutes(created),
        created_time=iso_seconds(created),
        load_balancer_weight=configuration.request.load_balancer_weight if configuration else 50,
        instance_type=configuration.request.instance_type if configuration else "",
        private_ip_address=instance.private_ip_address,
        zone_id=instance.zone_id,
        spot_strategy=configuration.request.spot_strategy if configuration else "NoSpot",
    )


def activity_view(activity: Activity, group: Group) -> ScalingActivityView:
    """A scaling activity."""
    verb = "Add" if activity.transition == "SCALE_OUT" else "Remove"
    done = activity.ended_at is not None
    return ScalingActivityView(
        scaling_activity_id=activity.activity_id,
        scaling_group_id=activity.group_id,
        status_code=activity.status,
        status_message=activity.status_message,
        description=f'{verb} "{activity.amount}" ECS instance',
        cause=activity.cause,
        detail=detail(activity),
        start_time=iso_minutes(moment(activity.started_at)),
        end_time=iso_minutes(moment(activity.ended_at)) if activity.ended_at is not None else None,
        progress=100 if done else 50 if activity.actions else 0,
        total_capacity=str(len(group.instances)),
        auto_created_capacity=str(len(group.instances)),
        scaling_instance_number=activity.amount,
        created_capacity=len(activity.created_ids),
        created_instances=activity.created_ids,
        destroyed_capacity=len(activity.removed_ids),
        destroyed_instances=activity.removed_ids,
        trigger_source_type=activity.trigger_source_type,
        trigger_source_id=activity.trigger_source_id,
    )


def detail(activity: Activity) -> str:
    """Which instances came and went."""
    parts = []
    if activity.created_ids:
        parts.append(f'new ECS instances "{", ".join(activity.created_ids)}" are created')
    if activity.removed_ids:
        parts.append(f'ECS instances "{", ".join(activity.removed_ids)}" are removed')
    return "; ".join(parts)
