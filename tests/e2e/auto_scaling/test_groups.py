"""Scaling groups over HTTP, with the official SDKs of both versions."""

import xml.etree.ElementTree as Tree
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20140828 import models as m14
from alibabacloud_ess20220222 import models as m
from aliyunsdkcore.request import CommonRequest

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.process import StackProcess
from support.cloud.refusals import refused

Make = Callable[..., str]


@pytest.fixture
def make(clients: Clients) -> Make:
    """A new group; its id."""

    def made(**parameters: Any) -> str:
        given = {"region_id": clients.region, "min_size": 0, "max_size": 5, **parameters}
        answer = clients.ess.create_scaling_group(m.CreateScalingGroupRequest(**given))
        return str(answer.body.scaling_group_id)

    return made


def seen(clients: Clients, group: str) -> Any:
    request = m.DescribeScalingGroupsRequest(region_id=clients.region, scaling_group_ids=[group])
    [found] = clients.ess.describe_scaling_groups(request).body.scaling_groups
    return found


@cache
def template(clients: Clients) -> str:
    """A launch template that says enough."""
    request = ecs.CreateLaunchTemplateRequest(
        region_id=clients.region,
        launch_template_name="of-groups",
        image_id="img",
        instance_type="ecs.g7.large",
        security_group_id="sg-1",
    )
    return str(clients.ecs.create_launch_template(request).body.launch_template_id)


def enabled(clients: Clients, group: str) -> str:
    """With a launch template: it needs no configuration."""
    clients.ess.enable_scaling_group(
        m.EnableScalingGroupRequest(scaling_group_id=group, launch_template_id=template(clients))
    )
    return group


def test_every_structure_of_2022(clients: Clients, make: Make) -> None:
    """Lists, and structures in lists, come back as they were given."""
    group = make(
        v_switch_ids=["vsw-2", "vsw-1"],
        removal_policies=["NewestInstance", "OldestInstance"],
        health_check_types=["ECS", "LOAD_BALANCER"],
        capacity_options=m.CreateScalingGroupRequestCapacityOptions(
            on_demand_base_capacity=2, price_comparison_mode="PricePerVCpu"
        ),
        launch_template_id=template(clients),
        launch_template_overrides=[
            m.CreateScalingGroupRequestLaunchTemplateOverrides(
                instance_type="ecs.g7.large", spot_price_limit=0.25, weighted_capacity=2
            )
        ],
        tags=[m.CreateScalingGroupRequestTags(key="team", value="web", propagate=True)],
        lifecycle_hooks=[m.CreateScalingGroupRequestLifecycleHooks(lifecycle_transition="SCALE_OUT")],
    )
    found = seen(clients, group)
    assert found.v_switch_ids == ["vsw-2", "vsw-1"]
    assert found.vpc_id.startswith("vpc-")
    assert found.removal_policies == ["NewestInstance", "OldestInstance"]
    assert found.health_check_types == ["ECS", "LOAD_BALANCER"]
    assert found.capacity_options.on_demand_base_capacity == 2
    assert found.capacity_options.price_comparison_mode == "PricePerVCpu"
    [override] = found.launch_template_overrides
    assert (override.spot_price_limit, override.weighted_capacity) == (0.25, 2)
    [tag] = found.tags
    assert (tag.tag_key, tag.tag_value, tag.propagate) == ("team", "web", True)
    hooks = m.DescribeLifecycleHooksRequest(region_id=clients.region, scaling_group_id=group)
    assert len(clients.ess.describe_lifecycle_hooks(hooks).body.lifecycle_hooks) == 1


def test_every_structure_of_2014(clients: Clients) -> None:
    """Items have their own names, and lists are wrapped in these."""
    call = Actions(clients)
    group = call(
        "CreateScalingGroup",
        MinSize=0,
        MaxSize=1,
        RemovalPolicy__1="CustomPolicy",
        CustomPolicyARN="acs:fc:x",
        Tag__1__Key="team",
        LaunchTemplateOverride__1__InstanceType="t",
        HealthCheckTypes__1="NONE",
        CapacityOptions__OnDemandBaseCapacity=1,
    )["ScalingGroupId"]
    answer = call("DescribeScalingGroups", ScalingGroupId__1=group)
    [found] = answer["ScalingGroups"]["ScalingGroup"]
    assert found["RemovalPolicies"] == {"RemovalPolicy": ["CustomPolicy"]}
    assert found["CustomPolicyARN"] == "acs:fc:x"
    assert found["Tags"]["Tag"] == [
        {"TagKey": "team", "TagValue": "", "Key": "team", "Value": "", "Propagate": False}
    ]
    assert found["LaunchTemplateOverrides"]["LaunchTemplateOverride"] == [{"InstanceType": "t"}]
    assert found["HealthCheckTypes"] == {"HealthCheckType": ["NONE"]}
    assert found["CapacityOptions"] == {"OnDemandBaseCapacity": 1}


def test_2014_by_its_own_sdk(clients: Clients) -> None:
    """Made, changed, enabled, disabled, protected, tagged and deleted."""
    ess = clients.ess2014
    made = ess.create_scaling_group(
        m14.CreateScalingGroupRequest(region_id=clients.region, min_size=0, max_size=1)
    )
    group = made.body.scaling_group_id
    ess.modify_scaling_group(m14.ModifyScalingGroupRequest(scaling_group_id=group, max_size=4))
    ess.enable_scaling_group(
        m14.EnableScalingGroupRequest(scaling_group_id=group, launch_template_id=template(clients))
    )
    ess.disable_scaling_group(m14.DisableScalingGroupRequest(scaling_group_id=group))
    ess.set_group_deletion_protection(
        m14.SetGroupDeletionProtectionRequest(scaling_group_id=group, group_deletion_protection=True)
    )
    ess.tag_resources(
        m14.TagResourcesRequest(
            region_id=clients.region,
            resource_type="scalinggroup",
            resource_id=[group],
            tag=[m14.TagResourcesRequestTag(key="team", value="web")],
        )
    )
    found = seen(clients, group)
    assert (found.max_size, found.lifecycle_state) == (4, "Inactive")
    assert (found.group_deletion_protection, found.tags[0].tag_value) == (True, "web")
    deletion = m14.DeleteScalingGroupRequest(scaling_group_id=group, force_delete=True)
    with refused("InvalidOperation.Conflict"):
        ess.delete_scaling_group(deletion)
    ess.set_group_deletion_protection(
        m14.SetGroupDeletionProtectionRequest(scaling_group_id=group, group_deletion_protection=False)
    )
    ess.delete_scaling_group(deletion)
    with refused("InvalidScalingGroupId.NotFound", 404):
        ess.delete_scaling_group(deletion)


def test_in_xml(clients: Clients, make: Make) -> None:
    """The documented element names."""
    group = make(scaling_group_name="in-xml", removal_policies=["NewestInstance"])
    request = CommonRequest(
        domain=clients.address, version="2014-08-28", action_name="DescribeScalingGroups"
    )
    request.set_protocol_type("http")
    request.set_accept_format("XML")
    for name, value in (("RegionId", clients.region), ("ScalingGroupName", "in-xml")):
        request.add_query_param(name, value)
    root = Tree.fromstring(clients.core.do_action(request))
    assert root.tag == "DescribeScalingGroupsResponse"
    found = root.find("ScalingGroups/ScalingGroup")
    assert found is not None
    assert found.findtext("ScalingGroupId") == group
    assert found.findtext("RemovalPolicies/RemovalPolicy") == "NewestInstance"


def test_changed_and_followed(clients: Clients, make: Make, process: StackProcess) -> None:
    """A larger smallest size brings instances, and a smaller largest one takes them."""
    group = enabled(clients, make())
    for sizes, expected in (({"min_size": 2}, 2), ({"min_size": 0, "max_size": 1}, 1)):
        clients.ess.modify_scaling_group(m.ModifyScalingGroupRequest(scaling_group_id=group, **sizes))
        process.advance(60)
        found = seen(clients, group)
        assert (found.active_capacity, found.total_capacity) == (expected, expected)


def test_made_after_an_instance(clients: Clients, make: Make, process: StackProcess) -> None:
    """Of another group: its configuration is there, and active."""
    group = enabled(clients, make(min_size=1))
    process.advance(60)
    of_group = m.DescribeScalingInstancesRequest(region_id=clients.region, scaling_group_id=group)
    [instance] = clients.ess.describe_scaling_instances(of_group).body.scaling_instances
    found = seen(clients, make(instance_id=instance.instance_id))
    request = m.DescribeScalingConfigurationsRequest(
        region_id=clients.region, scaling_group_id=found.scaling_group_id
    )
    [made] = clients.ess.describe_scaling_configurations(request).body.scaling_configurations
    assert made.scaling_configuration_id == found.active_scaling_configuration_id
    with refused("InvalidInstanceId.NotFound", 404):
        make(instance_id="i-none")


def test_suspended_and_resumed(clients: Clients, make: Make) -> None:
    """Each process once."""
    group = make()
    given = ["ScaleOut", "AlarmNotification", "ScaleOut"]
    clients.ess.suspend_processes(m.SuspendProcessesRequest(scaling_group_id=group, processes=given))
    assert seen(clients, group).suspended_processes == ["AlarmNotification", "ScaleOut"]
    clients.ess.resume_processes(
        m.ResumeProcessesRequest(scaling_group_id=group, processes=["ScaleOut"])
    )
    assert seen(clients, group).suspended_processes == ["AlarmNotification"]
    with refused("InvalidParameter"):
        clients.ess.suspend_processes(
            m.SuspendProcessesRequest(scaling_group_id=group, processes=["Sleep"])
        )


def test_deleted_with_instances(clients: Clients, make: Make, process: StackProcess) -> None:
    """Not without force; then the instances go, and the group after them."""
    group = enabled(clients, make(min_size=1))
    process.advance(60)
    with refused("InstanceInUse"):
        clients.ess.delete_scaling_group(m.DeleteScalingGroupRequest(scaling_group_id=group))
    clients.ess.delete_scaling_group(
        m.DeleteScalingGroupRequest(scaling_group_id=group, force_delete=True)
    )
    process.advance(60)
    request = m.DescribeScalingGroupsRequest(region_id=clients.region, scaling_group_ids=[group])
    assert clients.ess.describe_scaling_groups(request).body.total_count == 0


def test_protected(clients: Clients, make: Make) -> None:
    """Until the protection is taken away."""
    group = make(group_deletion_protection=True)
    deletion = m.DeleteScalingGroupRequest(scaling_group_id=group)
    with refused("InvalidOperation.Conflict"):
        clients.ess.delete_scaling_group(deletion)
    clients.ess.set_group_deletion_protection(
        m.SetGroupDeletionProtectionRequest(scaling_group_id=group, group_deletion_protection=False)
    )
    clients.ess.delete_scaling_group(deletion)


def test_one_group_in_detail(clients: Clients, make: Make) -> None:
    """And the resource group that it has been put in."""
    group = make()
    clients.ess.change_resource_group(
        m.ChangeResourceGroupRequest(
            region_id=clients.region,
            resource_id=group,
            resource_type="scalinggroup",
            new_resource_group_id="rg-9",
        )
    )
    request = m.DescribeScalingGroupDetailRequest(region_id=clients.region, scaling_group_id=group)
    body = clients.ess.describe_scaling_group_detail(request).body
    assert (body.scaling_group.scaling_group_id, body.scaling_group.resource_group_id) == (group, "rg-9")
    by_resource_group = m.DescribeScalingGroupsRequest(
        region_id=clients.region, resource_group_id="rg-9"
    )
    assert clients.ess.describe_scaling_groups(by_resource_group).body.total_count == 1


def test_tags(clients: Clients, make: Make) -> None:
    """Given, listed, found by, and taken."""
    group, other = make(), make()
    of_groups = {"region_id": clients.region, "resource_type": "scalinggroup"}
    tags = [m.TagResourcesRequestTags(key="e2e-team", value="web", propagate=True)]
    clients.ess.tag_resources(m.TagResourcesRequest(**of_groups, resource_ids=[group, other], tags=tags))
    clients.ess.untag_resources(
        m.UntagResourcesRequest(**of_groups, resource_ids=[other], tag_keys=["e2e-team"])
    )
    listed = clients.ess.list_tag_resources(
        m.ListTagResourcesRequest(**of_groups, resource_ids=[group, other])
    ).body.tag_resources
    assert [(one.resource_id, one.tag_key, one.propagate) for one in listed] == [
        (group, "e2e-team", True)
    ]
    found = m.DescribeScalingGroupsRequest(
        region_id=clients.region, tags=[m.DescribeScalingGroupsRequestTags(key="e2e-team")]
    )
    assert clients.ess.describe_scaling_groups(found).body.scaling_groups[0].scaling_group_id == group
    keys = clients.ess.list_tag_keys(m.ListTagKeysRequest(**of_groups, page_size=50)).body.keys
    assert "e2e-team" in keys
    values = m.ListTagValuesRequest(**of_groups, key="e2e-team")
    assert clients.ess.list_tag_values(values).body.values == ["web"]
    with refused("InvalidResourceType.NotFound"):
        clients.ess.list_tag_keys(m.ListTagKeysRequest(region_id=clients.region, resource_type="bucket"))


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"MinSize": "3", "MaxSize": "2"}, "InvalidParameter.Conflict"),
        ({"MinSize": "0", "MaxSize": "+2"}, "InvalidParameter"),
        ({"MinSize": "0", "MaxSize": "2.0"}, "InvalidParameter"),
        ({"MinSize": "0", "MaxSize": "1_0"}, "InvalidParameter"),
        ({"MinSize": "0", "MaxSize": "2", "LoadBalancerIds": "lb-1"}, "InvalidParameter"),
        ({"MinSize": "0", "MaxSize": "2", "Tag__1__Value": "x"}, "MissingParameter"),
        ({"MinSize": "0", "MaxSize": "2", "ContainerGroupId": "eci-1"}, "InvalidParameter"),
        ({"MinSize": "0", "MaxSize": "2", "RegionId": "cn-nowhere"}, "InvalidRegionId.NotFound"),
        ({"MaxSize": "2"}, "MissingParameter"),
    ],
)
def test_what_no_group_is_made_of(clients: Clients, parameters: dict[str, str], code: str) -> None:
    """Conflicts, numbers in odd spellings, texts that are no JSON, what is missing."""
    assert Actions(clients).code("CreateScalingGroup", **parameters) == code


def test_lists_with_holes(clients: Clients, make: Make) -> None:
    """The order of the numbers counts; they need not follow each other."""
    call, group = Actions(clients), make()
    call("ModifyScalingGroup", ScalingGroupId=group, VSwitchIds__7="vsw-b", VSwitchIds__3="vsw-a")
    assert seen(clients, group).v_switch_ids == ["vsw-a", "vsw-b"]
