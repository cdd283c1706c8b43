"""Scaling configurations: what is accepted is described back."""

from typing import Any

import pytest

from scalehook_contracts.fleet.instances import LaunchInstances
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.tags import GroupTag
from support.scaling.cloud import REGION, Cloud
from support.scaling.configurations import EVERYTHING, MINIMAL, create, describe, make
from support.scaling.wire import spelt


def test_everything_is_described_back() -> None:
    """Each parameter is found again: whole ones by their names, structures and tags by their parts."""
    cloud = Cloud()
    view = describe(cloud, create(cloud, **EVERYTHING))
    shown: dict[str, Any] = view.model_dump(by_alias=True, mode="json")
    names = {name: value for name, value in EVERYTHING.items() if "." not in name and name in shown}
    assert {
        name: as_text(shown[name]) for name in names if name not in ("Tags", "SchedulerOptions")
    } == {name: value for name, value in names.items() if name not in ("Tags", "SchedulerOptions")}
    assert set(EVERYTHING) - set(names) == {
        name for name in EVERYTHING if "." in name or name == "Password"
    }
    assert view.password_setted
    assert [(tag.tag_key, tag.value) for tag in view.tags] == [("role", "web"), ("empty", "")]
    assert view.scheduler_options.managed_private_space_id == "space"


def as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_structures_are_described_back() -> None:
    """Disks, interfaces, prices and pools, under the spellings of both versions."""
    cloud = Cloud()
    view = describe(cloud, create(cloud, **EVERYTHING))
    shown = view.model_dump(by_alias=True, mode="json")
    for name in ("BurstingEnabled", "EncryptAlgorithm", "Encrypted", "KMSKeyId", "ProvisionedIops"):
        assert as_text(shown[f"SystemDisk{name}"]) == EVERYTHING[f"SystemDisk.{name}"]
        assert shown[f"SystemDisk.{name}"] == shown[f"SystemDisk{name}"]
    assert (view.system_disk_category, view.system_disk_size) == ("cloud_auto", 60)
    assert (view.system_disk_name, view.system_disk_description) == ("system-1", "for the system")
    first, second = view.data_disks
    assert (first.size, first.encrypted, first.delete_with_instance) == (40, "true", False)
    assert (second.categories, second.snapshot_id) == (["cloud_essd", "cloud_ssd"], "s-1")
    assert [one.instance_type for one in view.network_interfaces] == ["Primary", ""]
    assert (view.security_group_id, view.security_group_ids) == ("sg-1", ["sg-1"])
    assert view.spot_price_limit == view.spot_price_limits
    assert view.spot_price_limits[0].price_limit == 0.25
    assert (view.private_pool_options_id, view.resource_pool_options.private_pool_ids) == (
        "eap-1",
        ["eap-1"],
    )
    assert view.image_options_login_as_non_root and view.image_options_login_as_non_root_2014
    assert view.security_options.confidential_computing_mode == "TDX"
    options = view.instance_type_candidate_options
    assert (options.allow_cross_az, options.max_price) == (True, 1.5)


def test_what_was_not_given() -> None:
    """Has its documented default."""
    cloud = Cloud()
    made = create(cloud)
    view = describe(cloud, made)
    assert view.scaling_configuration_name == made
    assert (view.system_disk_category, view.system_disk_size) == ("cloud_efficiency", 40)
    assert (view.load_balancer_weight, view.spot_strategy) == (50, "NoSpot")
    assert (view.internet_max_bandwidth_out, view.io_optimized) == (0, "optimized")
    assert not (view.deletion_protection or view.password_inherit or view.password_setted)
    assert (view.data_disks, view.tags, view.lifecycle_state) == ([], [], "Inactive")
    shown = view.model_dump(by_alias=True, exclude_none=True)
    structures = ("CpuOptions", "InstanceTypeCandidateOptions", "ResourcePoolOptions", "SecurityOptions")
    assert [any(shown[name].values()) for name in structures] == [False] * 4


def test_the_password_is_told_to_nobody() -> None:
    """Neither event nor state has it, and no text of a command shows it, or the user data."""
    cloud = Cloud()
    command = spelt(CreateScalingConfiguration, {"ScalingGroupId": cloud.group, **MINIMAL, **EVERYTHING})
    cloud.ask(command)
    assert "Secret-123" not in repr(command) and EVERYTHING["UserData"] not in repr(command)
    event = cloud.rehearsal.recorded[-1]
    assert "Secret-123" not in event.as_json().decode()
    [configuration] = cloud.rehearsal.state.groups[cloud.group].configurations.values()
    assert (configuration.password_set, configuration.request.password) == (True, "")


@pytest.mark.parametrize(
    ("given", "types"),
    [
        ({"InstanceType": "a"}, ["a"]),
        ({"InstanceTypes.1": "a", "InstanceTypes.2": "b", "InstanceType": "c"}, ["a", "b"]),
        ({"InstanceTypes.1": "a", "InstanceTypes.2": "a"}, ["a"]),
        ({"InstanceTypeOverride.1.InstanceType": "a"}, ["a"]),
        ({"Cpu": "2", "Memory": "16"}, ["ecs.r6.large", "ecs.r7.large", "ecs.r8i.large"]),
        (
            {"InstancePatternInfo.1.Cores": "4", "InstancePatternInfo.1.Memory": "15"},
            ["ecs.gn6i-c4g1.xlarge"],
        ),
    ],
)
def test_types_in_order(given: dict[str, str], types: list[str]) -> None:
    """Named ones, each once; else all known ones of the size or pattern."""
    cloud = Cloud()
    view = describe(cloud, make(cloud, {"ImageId": "img", **given}))
    assert (view.instance_type, view.instance_types) == (types[0], types)


def test_weights() -> None:
    """In the order of the types; 1 where only others have one."""
    cloud = Cloud()
    weights = {
        "InstanceTypeOverrides.1.InstanceType": "a",
        "InstanceTypeOverrides.1.WeightedCapacity": "4",
        "InstanceTypeOverrides.2.InstanceType": "b",
    }
    assert describe(cloud, create(cloud, **weights)).weighted_capacities == [4, 1]
    assert describe(cloud, create(cloud)).weighted_capacities == []


def test_instances_get_all_of_it() -> None:
    """The fleet is asked for instances with everything that it knows of; tags of the group that
    propagate come along, and the configuration's own ones count.
    """
    cloud = Cloud()
    tags = [GroupTag(key="role", value="group", propagate=True), GroupTag(key="kept", value="no")]
    tags.append(GroupTag(key="team", value="a", propagate=True))
    cloud.group = cloud.ask(
        CreateScalingGroup(region_id=REGION, min_size=0, max_size=5, tags=tags)
    ).scaling_group_id
    made = create(cloud, ScalingConfigurationName="all-of-it", **EVERYTHING)
    cloud.ask(EnableScalingGroup(scaling_group_id=cloud.group, active_scaling_configuration_id=made))
    cloud.scale(1)
    [launch] = [c for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert {tag.key: tag.value for tag in launch.tags} == {"role": "web", "empty": "", "team": "a"}
    assert (launch.image_id, launch.instance_types) == ("img", ["ecs.g7.large"])
    assert (launch.security_group_ids, launch.scaling_configuration_name) == (["sg-1"], "all-of-it")
    for name in ("host_name", "key_pair_name", "ram_role_name", "user_data", "spot_strategy"):
        assert getattr(launch, name) == EVERYTHING[spelling(name)]
    assert (launch.description, launch.deletion_protection) == ("a web server", True)
    assert launch.system_disk is not None and launch.system_disk.size == 60
    assert [disk.encrypted for disk in launch.data_disks] == [True, None]
    assert (launch.internet_charge_type, launch.internet_max_bandwidth_out) == ("PayByTraffic", 10)


def spelling(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
