"""Launch templates as a source of instances: heard of, checked, read."""

from typing import Any

import pytest

from scalehook.kit import Deferred
from scalehook.scaling_controller import launch_templates
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import LaunchInstances
from scalehook_contracts.fleet.launch_template_data import (
    Tag,
    TemplateDataDisk,
    TemplateNetworkInterface,
    TemplateSystemDisk,
)
from scalehook_contracts.fleet.launch_templates import (
    LaunchTemplateDefaultVersionModified,
    LaunchTemplateDeleted,
    LaunchTemplateVersionsDeleted,
)
from scalehook_contracts.scaling_controller.groups import EnableScalingGroup
from support.scaling.cloud import Cloud
from support.scaling.groups import create
from support.scaling.templates import COMPLETE, told, with_templates


class Awaiting:
    """As much of a handler's work as a check looks at."""

    def __init__(self, cloud: Cloud, late: bool = False) -> None:
        self.state, self.settings = cloud.rehearsal.state, cloud.rehearsal.machine.settings
        self._late = late

    def await_event(self, key: str, seconds: float) -> Deferred | None:
        assert key == "launch-template/lt-1"
        return Deferred() if self._late else None


def check(cloud: Cloud, version: str = "", **more: bool) -> str:
    """The code that the version is refused with; empty when it is not."""
    work: Any = Awaiting(cloud)
    try:
        assert launch_templates.check("lt-1", version, work, **more) is None
    except ApiError as refusal:
        return refusal.code
    return ""


def image(cloud: Cloud, version: str) -> str:
    work: Any = Awaiting(cloud)
    return launch_templates.specification("lt-1", version, work).image_id


def test_versions() -> None:
    """By number, the default one, the newest; as they are when they are asked for."""
    cloud = Cloud()
    for number in (1, 2, 3):
        told(cloud, number, **{**COMPLETE, "image_id": f"img-{number}"})
    assert [image(cloud, version) for version in ("", "Default", "Latest", "2")] == [
        "img-1",
        "img-1",
        "img-3",
        "img-2",
    ]
    cloud.rehearsal.tell(
        LaunchTemplateDefaultVersionModified(launch_template_id="lt-1", default_version_number=2, at=0)
    )
    cloud.rehearsal.tell(
        LaunchTemplateVersionsDeleted(launch_template_id="lt-1", version_numbers=[3], at=0)
    )
    assert [image(cloud, version) for version in ("Default", "Latest")] == ["img-2", "img-2"]
    assert check(cloud, "3") == "LaunchTemplateVersionSet.NotFound"
    cloud.rehearsal.tell(LaunchTemplateDeleted(launch_template_id="lt-1"))
    assert check(cloud) == "LaunchTemplateSet.NotFound"


@pytest.mark.parametrize("version", ["x", "0", "01", "-1", "1.0", "latest", "1_0", " 1", "٣"])
def test_versions_that_are_no_numbers(version: str) -> None:
    """Are refused, also of a template that is not there."""
    assert check(Cloud(), version) == "TemplateVersion.NotNumber"


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ("image_id", "TemplateMissingParameter.ImageId"),
        ("instance_type", "TemplateMissingParameter.InstanceTypes"),
        ("security_group_id", "TemplateMissingParameter.SecurityGroup"),
    ],
)
def test_incomplete_versions(left_out: str, code: str) -> None:
    """Say too little to make instances; types may be given by the group instead."""
    cloud = Cloud()
    told(cloud, **{name: value for name, value in COMPLETE.items() if name != left_out})
    assert check(cloud) == code
    assert check(cloud, types=True) == ("" if left_out == "instance_type" else code)


def test_a_template_that_is_not_known_yet() -> None:
    """May have been made just now: its event is waited for."""
    late: Any = Awaiting(Cloud(), late=True)
    assert isinstance(launch_templates.check("lt-1", "", late), Deferred)


def test_all_of_it_is_taken() -> None:
    """Disks, tags, security groups of the first interface, a price; and nothing that cannot be."""
    cloud = Cloud()
    told(
        cloud,
        tags=(Tag(key="role", value="web"),),
        image_id="img",
        instance_type="ecs.g7.large",
        network_interfaces=[TemplateNetworkInterface(security_group_id="sg-9")],
        data_disks=[TemplateDataDisk(size=40, category="cloud_essd")],
        system_disk=TemplateSystemDisk(size=50, encrypted="true"),
        spot_price_limit=0.5,
        description="a web server",
        http_tokens="perhaps",
        user_data="IyEvYmluL3No",
    )
    work: Any = Awaiting(cloud)
    asked = launch_templates.specification("lt-1", "1", work)
    assert asked.system_disk is not None
    assert (asked.system_disk.size, asked.system_disk.encrypted) == (50, True)
    assert [(disk.size, disk.category) for disk in asked.data_disks] == [(40, "cloud_essd")]
    assert (asked.security_group_ids, asked.tags) == (["sg-9"], '{"role": "web"}')
    assert [one.price_limit for one in asked.spot_price_limits] == [0.5]
    assert (asked.instance_description, asked.user_data) == ("a web server", "IyEvYmluL3No")
    assert (asked.http_tokens, asked.instance_type) == ("", "ecs.g7.large")


def test_a_template_that_is_deleted() -> None:
    """Gives its groups no more instances: the activity fails, and says why."""
    cloud = with_templates(Cloud())
    cloud.group = create(cloud, launch_template_id="lt-1")
    cloud.ask(EnableScalingGroup(scaling_group_id=cloud.group))
    cloud.scale(1)
    assert cloud.states() == ["InService"]
    cloud.rehearsal.tell(LaunchTemplateDeleted(launch_template_id="lt-1"))
    activity = cloud.rehearsal.state.activities[cloud.scale(1)]
    assert (activity.status, activity.error_code) == ("Failed", "LaunchTemplateSet.NotFound")
    assert cloud.states() == ["InService"]


def test_the_version_that_is_the_newest_when_it_is_used() -> None:
    """`Latest` is looked up for each activity."""
    cloud = with_templates(Cloud())
    cloud.group = create(cloud, launch_template_id="lt-1", launch_template_version="Latest")
    cloud.ask(EnableScalingGroup(scaling_group_id=cloud.group))
    told(cloud, 3, **{**COMPLETE, "image_id": "img-3"})
    cloud.scale(1)
    [launch] = [c for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert launch.image_id == "img-3"
