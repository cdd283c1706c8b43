"""Scaling groups are enabled with a source of instances, and disabled."""

from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceRunning, LaunchInstances
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.group_settings import LaunchTemplateOverride
from scalehook_contracts.scaling_controller.groups import DisableScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.processes import SuspendProcesses
from scalehook_contracts.scaling_controller.tags import GroupTag
from support.scaling.cloud import Cloud
from support.scaling.groups import create, described, modify, refusal
from support.scaling.templates import with_templates


def configuration(cloud: Cloud, group: str = "") -> str:
    command = CreateScalingConfiguration(
        scaling_group_id=group or cloud.group, image_id="m", instance_type="t"
    )
    return str(cloud.ask(command).scaling_configuration_id)


def enable(cloud: Cloud, **source: Any) -> None:
    cloud.ask(EnableScalingGroup(scaling_group_id=cloud.group, **source))
    cloud.fleet()


def disable(cloud: Cloud) -> None:
    cloud.ask(DisableScalingGroup(scaling_group_id=cloud.group))


def test_with_a_launch_template() -> None:
    """Its instances are of the types that override it, in this order."""
    cloud = with_templates(Cloud(min_size=1))
    overrides = [LaunchTemplateOverride(instance_type=name) for name in ("ecs.a", "ecs.b")]
    enable(cloud, launch_template_id="lt-1", launch_template_overrides=overrides)
    seen = described(cloud)
    assert (seen.lifecycle_state, seen.launch_template_id) == ("Active", "lt-1")
    assert seen.launch_template_overrides == overrides
    assert cloud.states() == ["InService"]
    [launch] = [c for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert (launch.instance_types, launch.scaling_configuration_id) == (["ecs.a", "ecs.b"], "")
    assert launch.image_id


def test_with_the_template_that_it_was_made_with() -> None:
    """Nothing has to be said again."""
    cloud = with_templates(Cloud())
    cloud.group = create(cloud, launch_template_id="lt-1", launch_template_version="1", min_size=1)
    enable(cloud)
    assert cloud.states() == ["InService"]
    [launch] = [c for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert (launch.image_id, launch.instance_types) == ("img", ["ecs.g7.large"])


def test_a_configuration_takes_the_place_of_a_template() -> None:
    """And the other way round."""
    cloud = with_templates(Cloud())
    made = configuration(cloud)
    enable(cloud, launch_template_id="lt-1", launch_template_version="2")
    disable(cloud)
    enable(cloud, active_scaling_configuration_id=made)
    seen = described(cloud)
    assert (seen.active_scaling_configuration_id, seen.launch_template_id) == (made, "")
    disable(cloud)
    enable(cloud, launch_template_id="lt-2")
    seen = described(cloud)
    assert (seen.active_scaling_configuration_id, seen.launch_template_id) == ("", "lt-2")


def outside(cloud: Cloud, *instance_ids: str) -> list[str]:
    """Instances that run and belong to no group."""
    for number, instance_id in enumerate(instance_ids):
        cloud.rehearsal.tell(
            InstanceCreated(
                instance_id=instance_id, private_ip_address=f"172.16.8.{number}", zone_id="z",
                created_at=0, instance_type="t", image_id="m",
            )
        )  # fmt: skip
        cloud.rehearsal.tell(InstanceRunning(instance_id=instance_id))
    return list(instance_ids)


def test_instances_join_a_group_that_is_enabled() -> None:
    """With their weights; then the group fills to its smallest size. No hook holds those that join."""
    cloud = Cloud(min_size=3, load_balancers='["lb-1"]')
    cloud.hook()
    made = configuration(cloud)
    ids = outside(cloud, "i-a", "i-b")
    enable(
        cloud,
        active_scaling_configuration_id=made,
        instance_ids=ids,
        load_balancer_weights=[10, 20],
    )
    assert cloud.states() == ["InService", "InService", "Pending:Wait"]
    instances = cloud.rehearsal.state.groups[cloud.group].instances
    assert [(instances[i].creation_type, instances[i].weight) for i in ids] == [
        ("Attached", 10), ("Attached", 20),
    ]  # fmt: skip


def test_a_call_may_come_before_its_instance() -> None:
    """It waits until the instance is heard of."""
    cloud = Cloud()
    made = configuration(cloud)
    command = EnableScalingGroup(
        scaling_group_id=cloud.group, active_scaling_configuration_id=made, instance_ids=["i-a"]
    )
    step = cloud.rehearsal.play(command)
    assert step.deferral is not None
    outside(cloud, "i-a")
    assert not isinstance(cloud.rehearsal.late[step.entry.message_id], ApiError)
    assert described(cloud).lifecycle_state == "Active"


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (
            {"instance_ids": ["i-none"]},
            "InvalidInstanceId.NotFound",
            'Instance "i-none" does not exist.',
        ),
        (
            {"instance_ids": ["i-a", "i-b"]},
            "IncorrectCapacity.MaxSize",
            "To attach the instances, the total capacity will be greater than the max size.",
        ),
        (
            {"instance_ids": ["i-a"], "load_balancer_weights": [1, 2]},
            "InvalidParameter",
            'The specified value of parameter "LoadBalancerWeights" is not valid.',
        ),
        (
            {"load_balancer_weights": [1]},
            "InvalidParameter",
            'The specified value of parameter "LoadBalancerWeights" is not valid.',
        ),
    ],
)
def test_instances_that_may_not_join(given: dict[str, Any], code: str, message: str) -> None:
    """The group stays inactive."""
    cloud = Cloud(max_size=1)
    made = configuration(cloud)
    outside(cloud, "i-a", "i-b")
    command = EnableScalingGroup(
        scaling_group_id=cloud.group, active_scaling_configuration_id=made, **given
    )
    assert refusal(cloud, command) == (code, message)
    assert described(cloud).lifecycle_state == "Inactive"


def test_an_instance_of_another_group_may_not_join() -> None:
    """It is in use."""
    cloud = with_templates(Cloud()).enabled()
    cloud.scale(1)
    other = create(cloud, launch_template_id="lt-1")
    command = EnableScalingGroup(scaling_group_id=other, instance_ids=["i-0"])
    assert refusal(cloud, command) == (
        "InvalidInstanceId.InUse",
        'Instance "i-0" is already attached to another scaling group.',
    )


def test_no_instance_joins_while_something_runs() -> None:
    """Nor while adding instances is suspended."""
    cloud = Cloud().enabled()
    cloud.hook()
    activity = cloud.scale(1)
    disable(cloud)
    outside(cloud, "i-a")
    command = EnableScalingGroup(scaling_group_id=cloud.group, instance_ids=["i-a"])
    assert refusal(cloud, command)[0] == "ScalingActivityInProgress"
    cloud.complete(cloud.actions(activity)[0])
    cloud.ask(SuspendProcesses(scaling_group_id=cloud.group, processes=["ScaleOut"]))
    assert refusal(cloud, command)[0] == "IncorrectScalingGroupStatus"


def test_no_more_than_twenty_instances() -> None:
    """The contract refuses them, and weights that are none."""
    for name, value in (("InstanceIds", ["i"] * 21), ("LoadBalancerWeights", ["101"])):
        with pytest.raises(ApiError) as caught:
            build(EnableScalingGroup, {"ScalingGroupId": "asg-1", name: value})
        assert (caught.value.code, f'"{name}' in caught.value.message) == ("InvalidParameter", True)


def test_tags_that_are_propagated() -> None:
    """New instances get those, and no others."""
    cloud = with_templates(Cloud())
    tags = [GroupTag(key="a", value="1", propagate=True), GroupTag(key="b", value="2")]
    cloud.group = create(cloud, tags=tags, launch_template_id="lt-1", min_size=1)
    enable(cloud)
    [launch] = [c for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert [(tag.key, tag.value) for tag in launch.tags] == [("a", "1")]


def test_it_is_enabled_again_as_it_was() -> None:
    """With the configuration that it had."""
    cloud = Cloud().enabled()
    before = described(cloud)
    disable(cloud)
    assert described(cloud).lifecycle_state == "Inactive"
    enable(cloud)
    assert described(cloud) == before


def test_it_fills_to_what_it_expects() -> None:
    """Or to its smallest size, or shrinks to its largest."""
    cloud = Cloud(min_size=1).enabled()
    cloud.fleet()
    disable(cloud)
    modify(cloud, desired_capacity=3)
    enable(cloud)
    assert len(cloud.states()) == 3
    disable(cloud)
    modify(cloud, disable_desired_capacity=True, max_size=2)
    enable(cloud)
    assert len(cloud.states()) == 2


def test_two_sources_at_once() -> None:
    """The message is spelt as elsewhere: only that of `ModifyScalingGroup` is documented otherwise."""
    cloud = Cloud()
    command = EnableScalingGroup(
        scaling_group_id=cloud.group, launch_template_id="lt-1", active_scaling_configuration_id="asc-1"
    )
    assert refusal(cloud, command) == (
        "InvalidParameter.Conflict",
        "The value of parameter ActiveScalingConfigurationId and parameter LaunchTemplateId"
        " are conflict.",
    )


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ({}, "MissingActiveScalingConfiguration"),
        ({"active_scaling_configuration_id": "asc-1"}, "InvalidScalingConfigurationId.NotFound"),
        ({"launch_template_id": "asc-1"}, "LaunchTemplateSet.NotFound"),
        (
            {"launch_template_id": "lt-1", "launch_template_version": "01"},
            "TemplateVersion.NotNumber",
        ),
        (
            {"launch_template_id": "lt-1", "active_scaling_configuration_id": "asc-1"},
            "InvalidParameter.Conflict",
        ),
        ({"scaling_group_id": "asg-none"}, "InvalidScalingGroupId.NotFound"),
        ({"region_id": "cn-nowhere"}, "InvalidRegionId.NotFound"),
    ],
)
def test_what_is_refused(source: dict[str, Any], code: str) -> None:
    """And the group stays inactive."""
    cloud = Cloud()
    command = EnableScalingGroup(**{"scaling_group_id": cloud.group, **source})
    assert refusal(cloud, command)[0] == code
    assert described(cloud).lifecycle_state == "Inactive"


def test_the_configuration_of_another_group() -> None:
    """Is none of this one's."""
    cloud = Cloud()
    other = configuration(cloud, create(cloud))
    command = EnableScalingGroup(scaling_group_id=cloud.group, active_scaling_configuration_id=other)
    assert refusal(cloud, command)[0] == "InvalidScalingConfigurationId.NotFound"


def test_only_what_is_not_so_already() -> None:
    """An active group is not enabled, an inactive one not disabled."""
    cloud = Cloud()
    message = "The current status of the specified scaling group does not support this action."
    refused = ("IncorrectScalingGroupStatus", message)
    assert refusal(cloud, DisableScalingGroup(scaling_group_id=cloud.group)) == refused
    cloud.enabled()
    assert refusal(cloud, EnableScalingGroup(scaling_group_id=cloud.group)) == refused
