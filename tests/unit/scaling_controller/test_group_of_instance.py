"""Scaling groups are made after an instance, and launch others like it."""

from typing import Any

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased, LaunchInstances
from scalehook_contracts.scaling_controller.described_configurations import (
    DescribeScalingConfigurations,
    ScalingConfigurationView,
)
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from support.scaling.cloud import REGION, Cloud
from support.scaling.groups import create, delete, described, refusal
from support.scaling.templates import with_templates

MINE = InstanceCreated(
    instance_id="i-mine",
    private_ip_address="172.16.9.9",
    zone_id="z",
    created_at=0,
    image_id="my-image",
    instance_type="ecs.c7.large",
    security_group_id="sg-9",
    ram_role_name="role",
)


def configuration(cloud: Cloud, group: str) -> ScalingConfigurationView:
    command = DescribeScalingConfigurations(region_id=REGION, scaling_group_id=group)
    [view] = cloud.ask(command).scaling_configurations
    assert isinstance(view, ScalingConfigurationView)
    return view


def test_a_configuration_is_made_of_it() -> None:
    """With image, type, security group and role of the instance; the group can be enabled at once."""
    cloud = Cloud()
    cloud.rehearsal.tell(MINE)
    group = create(cloud, instance_id="i-mine", min_size=1)
    view = configuration(cloud, group)
    assert (view.image_id, view.instance_type) == ("my-image", "ecs.c7.large")
    assert (view.security_group_id, view.ram_role_name) == ("sg-9", "role")
    assert view.lifecycle_state == "Active"
    assert described(cloud, group).active_scaling_configuration_id == view.scaling_configuration_id
    cloud.ask(EnableScalingGroup(scaling_group_id=group))
    launch = cloud.rehearsal.sent[-1]
    assert isinstance(launch, LaunchInstances)
    assert (launch.image_id, launch.instance_types) == ("my-image", ["ecs.c7.large"])


def test_an_instance_of_a_group() -> None:
    """Its configuration is copied, under a name of its own."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    group = create(cloud, instance_id="i-0")
    view, copied = configuration(cloud, group), configuration(cloud, cloud.group)
    assert (view.image_id, view.instance_type) == (copied.image_id, copied.instance_type)
    assert view.scaling_configuration_name == view.scaling_configuration_id
    assert view.scaling_group_id == group


def test_an_instance_of_a_launch_template() -> None:
    """It is made of what the template says."""
    cloud = with_templates(Cloud())
    cloud.group = create(cloud, launch_template_id="lt-1", min_size=1)
    cloud.ask(EnableScalingGroup(scaling_group_id=cloud.group))
    cloud.fleet()
    assert configuration(cloud, create(cloud, instance_id="i-0")).image_id == "img"


def test_an_instance_that_is_not_there() -> None:
    """Never was, or is no more."""
    cloud = Cloud()
    command = CreateScalingGroup(region_id=REGION, min_size=0, max_size=1, instance_id="i-mine")
    refused = ("InvalidInstanceId.NotFound", 'Instance "i-mine" does not exist.')
    assert refusal(cloud, command) == refused
    cloud.rehearsal.tell(MINE)
    cloud.rehearsal.tell(InstanceReleased(instance_id="i-mine"))
    assert refusal(cloud, command) == refused
    cloud.rehearsal.restart()
    assert refusal(cloud, command) == refused


def test_an_instance_that_was_made_just_now() -> None:
    """The call waits until it is heard of."""
    cloud = Cloud()
    command = CreateScalingGroup(region_id=REGION, min_size=0, max_size=1, instance_id="i-mine")
    step = cloud.rehearsal.play(command)
    assert step.deferral is not None
    cloud.rehearsal.tell(MINE)
    made: Any = cloud.rehearsal.late[step.entry.message_id]
    assert not isinstance(made, ApiError)
    assert configuration(cloud, made.scaling_group_id).image_id == "my-image"


def test_nothing_is_kept_of_it() -> None:
    """When both are gone."""
    cloud = Cloud()
    cloud.rehearsal.tell(MINE)
    cloud.group = create(cloud, instance_id="i-mine")
    delete(cloud)
    cloud.rehearsal.tell(InstanceReleased(instance_id="i-mine"))
    state = cloud.rehearsal.state
    assert (state.blueprints, state.catalogue.configurations.things) == ({}, {})
