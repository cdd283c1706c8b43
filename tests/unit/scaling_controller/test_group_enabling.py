"""Scaling groups are enabled with a source of instances, and disabled."""

from typing import Any

import pytest

from scalehook_contracts.fleet.instances import LaunchInstances
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.group_settings import LaunchTemplateOverride
from scalehook_contracts.scaling_controller.groups import DisableScalingGroup, EnableScalingGroup
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
