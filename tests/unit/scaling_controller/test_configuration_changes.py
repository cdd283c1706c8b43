"""Scaling configurations that change, and those that go."""

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import InvalidParamter
from scalehook_contracts.scaling_controller.configurations import (
    DeactivateScalingConfiguration,
    DeleteScalingConfiguration,
)
from scalehook_contracts.scaling_controller.described_configurations import DescribeScalingConfigurations
from scalehook_contracts.scaling_controller.groups import DisableScalingGroup, ModifyScalingGroup
from support.scaling.cloud import REGION, Cloud
from support.scaling.configurations import (
    EVERYTHING,
    TWENTY_ONE,
    code_of,
    create,
    describe,
    make,
    modify,
)


def test_what_is_not_given_stays() -> None:
    """A change names what is to be otherwise; of a structure, too."""
    cloud = Cloud()
    made = create(cloud, **EVERYTHING)
    before = describe(cloud, made)
    modify(cloud, made, {"SystemDisk.Size": "100", "InstanceName": "app", "LoadBalancerWeight": "9"})
    changes = {"system_disk_size": 100, "instance_name": "app", "load_balancer_weight": 9}
    assert describe(cloud, made) == before.model_copy(update=changes)


def test_lists_and_tags_are_replaced() -> None:
    """They are one value each."""
    cloud = Cloud()
    made = create(cloud, **{"DataDisk.1.Size": "40", "DataDisk.2.Size": "50", "Tags": '{"a": "b"}'})
    modify(cloud, made, {"DataDisk.1.Size": "60", "Tags": '{"c": "d"}'})
    view = describe(cloud, made)
    assert [disk.size for disk in view.data_disks] == [60]
    assert [tag.key for tag in view.tags] == ["c"]


def test_overriding() -> None:
    """What is given takes the place of all that was said about the same thing."""
    cloud = Cloud()
    named = {"ImageId": "img", "Cpu": "2", "Memory": "4", "InstanceTypes.1": "a"}
    made = make(cloud, {**named, "SystemDisk.Category": "cloud_ssd", "SystemDisk.Size": "60"})
    modify(cloud, made, {"ImageName": "image", "InstanceType": "b", "SystemDisk.Size": "70"})
    view = describe(cloud, made)
    assert (view.image_id, view.image_name, view.cpu) == ("img", "image", 2)
    assert (view.system_disk_category, view.system_disk_size) == ("cloud_ssd", 70)
    new = {"ImageName": "image", "InstanceType": "b", "SystemDisk.Size": "80", "Override": "true"}
    modify(cloud, made, new)
    view = describe(cloud, made)
    assert (view.image_id, view.image_name, view.cpu) == ("", "image", None)
    assert (view.system_disk_category, view.system_disk_size) == ("cloud_efficiency", 80)


REPLACED = (
    ({"ImageId": "m-1"}, {"ImageFamily": "linux"}),
    ({"SecurityGroupId": "sg-1"}, {"SecurityGroupIds.1": "sg-2"}),
    ({"SystemDisk.Category": "cloud_ssd"}, {"SystemDiskCategories.1": "cloud_essd"}),
    ({"PrivatePoolOptions.MatchCriteria": "Open"}, {"ResourcePoolOptions.Strategy": "None"}),
)


@pytest.mark.parametrize(("first", "then"), [pair for one in REPLACED for pair in (one, one[::-1])])
def test_of_what_excludes_each_other_the_last_one_counts(
    first: dict[str, str], then: dict[str, str]
) -> None:
    """As if the other one had never been said."""
    cloud = Cloud()
    base = {"ImageName": "image", "InstanceType": "a"}
    made = make(cloud, {**base, **first})
    modify(cloud, made, then)
    expected = describe(cloud, make(cloud, {**base, **then}))
    own = {"scaling_configuration_id", "scaling_configuration_name", "creation_time"}
    assert describe(cloud, made).model_dump(exclude=own) == expected.model_dump(exclude=own)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"SystemDisk.Category": "cloud_essd", "SystemDisk.Size": "60"}, {"PerformanceLevel": "PL2"}),
        ({"SystemDisk.Size": "1000"}, {"Category": "cloud"}),
        (
            {"SystemDisk.Category": "cloud_auto", "SystemDisk.BurstingEnabled": "true"},
            {"Category": "cloud"},
        ),
    ],
)
def test_a_system_disk_still_fits_after_a_change(first: dict[str, str], then: dict[str, str]) -> None:
    """What could not be made so cannot be changed so."""
    cloud = Cloud()
    made = create(cloud, **first)
    before = describe(cloud, made)
    change = {f"SystemDisk.{name}": value for name, value in then.items()}
    with pytest.raises(InvalidParamter):
        modify(cloud, made, change)
    assert describe(cloud, made) == before


def test_one_type_takes_the_place_of_several() -> None:
    """And the other way round: the types that were named last are the types."""
    cloud = Cloud()
    several = {"InstanceTypes.1": "a", "InstanceTypeOverrides.1.InstanceType": "b"}
    made = make(cloud, {"ImageId": "img", **several})
    modify(cloud, made, {"InstanceType": "c"})
    assert describe(cloud, made).instance_types == ["c"]
    modify(cloud, made, {"InstanceTypes.1": "d", "InstanceTypes.2": "e"})
    assert describe(cloud, made).instance_types == ["d", "e"]


def test_interfaces_take_the_place_of_security_groups() -> None:
    """And the other way round, as documented."""
    cloud = Cloud()
    made = create(cloud, SecurityGroupId="sg-1")
    interface = {"NetworkInterfaces.1.InstanceType": "Primary"}
    modify(cloud, made, {**interface, "NetworkInterfaces.1.SecurityGroupIds.1": "sg-2"})
    assert describe(cloud, made).security_group_ids == ["sg-2"]
    modify(cloud, made, {"SecurityGroupIds.1": "sg-3"})
    view = describe(cloud, made)
    assert (view.security_group_ids, view.network_interfaces) == (["sg-3"], [])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ScalingConfigurationId": "asc-nosuch"}, "InvalidScalingConfigurationId.NotFound"),
        ({"SpotStrategy": "Cheap"}, "InvalidParamter"),
        ({"SystemDisk.Size": "19"}, "InvalidParamter"),
        ({"Tags": '{"": "v"}'}, "InvalidTags.KeyValue"),
        ({"Tags": TWENTY_ONE}, "InvalidTags.ListSize"),
        ({"UserData": "?"}, "InvalidUserData.Base64FormatInvalid"),
        ({"Override": "perhaps"}, "InvalidParamter"),
    ],
)
def test_refused_changes(given: dict[str, str], code: str) -> None:
    """Nothing of them is done."""
    cloud = Cloud()
    made = create(cloud)
    before = describe(cloud, made)
    with pytest.raises(ApiError) as refusal:
        modify(cloud, made, {"InstanceName": "new", **given})
    assert refusal.value.code == code
    assert describe(cloud, made) == before


def test_the_active_one() -> None:
    """At most one is; it is neither deleted nor, while the group is active, deactivated."""
    cloud = Cloud().enabled()
    active = cloud.rehearsal.state.groups[cloud.group].active_configuration_id
    other = create(cloud)
    assert [describe(cloud, made).lifecycle_state for made in (active, other)] == ["Active", "Inactive"]
    state = "IncorrectScalingConfigurationLifecycleState"
    assert code_of(cloud, DeleteScalingConfiguration(scaling_configuration_id=active)) == state
    deactivate = DeactivateScalingConfiguration(scaling_configuration_id=active)
    assert code_of(cloud, deactivate) == "IncorrectScalingGroupStatus"
    cloud.ask(DisableScalingGroup(scaling_group_id=cloud.group))
    assert code_of(cloud, DeactivateScalingConfiguration(scaling_configuration_id=other)) == state
    cloud.ask(deactivate)
    assert describe(cloud, active).lifecycle_state == "Inactive"
    cloud.ask(DeleteScalingConfiguration(scaling_configuration_id=active))
    gone = code_of(cloud, DeleteScalingConfiguration(scaling_configuration_id=active))
    assert gone == "InvalidScalingConfigurationId.NotFound"
    listed = cloud.ask(DescribeScalingConfigurations(region_id=REGION)).scaling_configurations
    assert [view.scaling_configuration_id for view in listed] == [other]


def test_one_with_instances_is_not_deleted() -> None:
    """As long as there is an instance that was made from it."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    group = cloud.rehearsal.state.groups[cloud.group]
    made = group.active_configuration_id
    other = create(cloud)
    cloud.ask(ModifyScalingGroup(scaling_group_id=cloud.group, active_scaling_configuration_id=other))
    delete = DeleteScalingConfiguration(scaling_configuration_id=made)
    assert code_of(cloud, delete) == "InstanceInUse"
    cloud.scale(-1)
    cloud.ask(delete)
    assert list(group.configurations) == [other]
