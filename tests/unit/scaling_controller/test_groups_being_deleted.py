"""Scaling groups that are being deleted refuse what would be made for them, or changed."""

from typing import Any

import pytest

from scalehook_contracts.scaling_controller.alarms import CreateAlarm
from scalehook_contracts.scaling_controller.alert_configurations import ModifyAlertConfiguration
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    ModifyScalingConfiguration,
)
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook, ModifyLifecycleHook
from scalehook_contracts.scaling_controller.instance_states import EnterStandby, ModifyInstanceAttribute
from scalehook_contracts.scaling_controller.notification_configurations import (
    CreateNotificationConfiguration,
)
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ModifyScalingRule
from scalehook_contracts.scaling_controller.scheduled_tasks import CreateScheduledTask
from support.scaling.cloud import ACCOUNT, REGION, Cloud
from support.scaling.groups import delete, described

CLOUD_MONITOR = f"acs:ess:{REGION}:{ACCOUNT}:cloudmonitor"


@pytest.mark.parametrize(
    ("action", "given"),
    [
        (CreateLifecycleHook, {"lifecycle_transition": "SCALE_OUT"}),
        (ModifyLifecycleHook, {"lifecycle_hook_name": "first", "heartbeat_timeout": 60}),
        (CreateScalingRule, {"adjustment_type": "TotalCapacity", "adjustment_value": 1}),
        (CreateScalingConfiguration, {"image_id": "img", "instance_type": "ecs.g7.large"}),
        (CreateAlarm, {"region_id": REGION, "metric_name": "CpuUtilization", "threshold": 80}),
        (CreateScheduledTask, {"region_id": REGION, "launch_time": "2026-01-02T00:00Z", "min_value": 1}),
        (
            CreateNotificationConfiguration,
            {"notification_arn": CLOUD_MONITOR, "notification_types": ["AUTOSCALING:SCALE_REJECT"]},
        ),
        (ModifyAlertConfiguration, {"region_id": REGION, "scale_statuses": []}),
        (EnterStandby, {"instance_ids": ["i-0"]}),
    ],
)
def test_nothing_is_made_for_it(action: Any, given: dict[str, Any]) -> None:
    """It would go at once, or be left behind. Before, each of these is accepted."""
    for is_leaving in (False, True):
        cloud = Cloud().enabled()
        cloud.hook(lifecycle_hook_name="first", lifecycle_transition="SCALE_IN")
        cloud.scale(1)
        command = action(scaling_group_id=cloud.group, **given)
        if is_leaving:
            delete(cloud)
            with pytest.raises(Exception, match="IncorrectScalingGroupStatus"):
                cloud.ask(command)
        else:
            cloud.ask(command)


def test_what_belongs_to_it_is_not_changed() -> None:
    """Its rules, configurations and instances go with it."""
    cloud = Cloud().enabled()
    rule = cloud.rule(1).rpartition("/")[2]
    cloud.scale(1)
    configuration = described(cloud).active_scaling_configuration_id
    delete(cloud)
    for command in (
        ModifyScalingRule(scaling_rule_id=rule, cooldown=1),
        ModifyScalingConfiguration(scaling_configuration_id=configuration, instance_name="other"),
        ModifyInstanceAttribute(
            region_id=REGION, scaling_group_id=cloud.group, instance_ids=["i-0"], entrusted=True
        ),
    ):
        with pytest.raises(Exception, match="IncorrectScalingGroupStatus"):
            cloud.ask(command)
