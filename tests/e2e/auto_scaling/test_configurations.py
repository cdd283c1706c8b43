"""Configurations, launch templates, limits and diagnoses through the official SDKs of both versions."""

import json
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20140828 import models as m14
from alibabacloud_ess20220222 import models as m

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused

DAY = {"start_time": "2000-01-01T00:00Z", "end_time": "2100-01-01T00:00Z"}


@pytest.fixture
def group(clients: Clients) -> Group:
    return Group(clients)


def describe(clients: Clients, made: str) -> Any:
    asked = m.DescribeScalingConfigurationsRequest(
        region_id=clients.region, scaling_configuration_ids=[made]
    )
    found = clients.ess.describe_scaling_configurations(asked).body.scaling_configurations
    return found[0] if found else None


def test_structures_of_2022(clients: Clients, group: Group) -> None:
    """Created, described, changed and overwritten by the model's own names."""
    request = m.CreateScalingConfigurationRequest(
        scaling_group_id=group.id,
        scaling_configuration_name="structured",
        image_id="img",
        instance_type_overrides=[
            m.CreateScalingConfigurationRequestInstanceTypeOverrides("ecs.c7.large", 2),
            m.CreateScalingConfigurationRequestInstanceTypeOverrides("ecs.g7.large", 4),
        ],
        system_disk=m.CreateScalingConfigurationRequestSystemDisk(
            category="cloud_essd", size=60, encrypted=True, kmskey_id="key-1"
        ),
        data_disks=[
            m.CreateScalingConfigurationRequestDataDisks(
                category="cloud_ssd", size=40, device="/dev/xvdb"
            )
        ],
        image_options=m.CreateScalingConfigurationRequestImageOptions(login_as_non_root=True),
        scheduler_options={"ManagedPrivateSpaceId": "space"},
        internet_charge_type="PayByTraffic",
        internet_max_bandwidth_out=10,
        password="Secret-123",
        tags='{"role":"web"}',
        spot_strategy="SpotWithPriceLimit",
        spot_price_limits=[
            m.CreateScalingConfigurationRequestSpotPriceLimits("ecs.c7.large", 0.5),
        ],
    )
    made = clients.ess.create_scaling_configuration(request).body.scaling_configuration_id
    seen = describe(clients, made)
    assert (seen.scaling_configuration_name, seen.lifecycle_state) == ("structured", "Inactive")
    assert (seen.instance_types, seen.weighted_capacities) == (["ecs.c7.large", "ecs.g7.large"], [2, 4])
    assert (seen.system_disk_category, seen.system_disk_size) == ("cloud_essd", 60)
    assert (seen.system_disk_encrypted, seen.system_disk_kmskey_id) == (True, "key-1")
    assert [(disk.category, disk.size) for disk in seen.data_disks] == [("cloud_ssd", 40)]
    assert seen.image_options_login_as_non_root and seen.password_setted
    assert seen.scheduler_options.managed_private_space_id == "space"
    assert (seen.internet_charge_type, seen.internet_max_bandwidth_out) == ("PayByTraffic", 10)
    assert [(tag.key, tag.value) for tag in seen.tags] == [("role", "web")]
    assert [limit.price_limit for limit in seen.spot_price_limits] == [0.5]
    change = m.ModifyScalingConfigurationRequest(
        scaling_configuration_id=made, image_name="image", override=True, load_balancer_weight=9
    )
    clients.ess.modify_scaling_configuration(change)
    seen = describe(clients, made)
    assert (seen.image_id, seen.image_name, seen.load_balancer_weight) == ("", "image", 9)
    clients.ess.delete_scaling_configuration(
        m.DeleteScalingConfigurationRequest(scaling_configuration_id=made)
    )
    assert describe(clients, made) is None


def test_structures_of_2014(clients: Clients, group: Group) -> None:
    """The older model has other names, and lists inside of objects."""
    request = m14.CreateScalingConfigurationRequest(
        scaling_group_id=group.id,
        image_id="img",
        instance_types=["ecs.g7.large", "ecs.c7.large"],
        system_disk=m14.CreateScalingConfigurationRequestSystemDisk(category="cloud_essd", size=60),
        data_disk=[m14.CreateScalingConfigurationRequestDataDisk(size=40, categorys=["cloud_ssd"])],
        tags='{"role":"web"}',
    )
    made = clients.ess2014.create_scaling_configuration(request).body.scaling_configuration_id
    asked = m14.DescribeScalingConfigurationsRequest(
        region_id=clients.region, scaling_configuration_id=[made]
    )
    answer = clients.ess2014.describe_scaling_configurations(asked).body
    [seen] = answer.scaling_configurations.scaling_configuration
    assert seen.instance_types.instance_type == ["ecs.g7.large", "ecs.c7.large"]
    assert (seen.system_disk_category, seen.system_disk_size) == ("cloud_essd", 60)
    [disk] = seen.data_disks.data_disk
    assert (disk.size, disk.categories.category) == (40, ["cloud_ssd"])
    assert [(tag.key, tag.value) for tag in seen.tags.tag] == [("role", "web")]


def test_tags_reach_the_instances(process: StackProcess, clients: Clients, group: Group) -> None:
    """With image and type: ECS describes an instance as the configuration says."""
    request = m.CreateScalingConfigurationRequest(
        scaling_group_id=group.id, image_id="img-2", instance_type="ecs.c7.large", tags='{"role":"web"}'
    )
    made = clients.ess.create_scaling_configuration(request).body.scaling_configuration_id
    clients.ess.modify_scaling_group(
        m.ModifyScalingGroupRequest(scaling_group_id=group.id, active_scaling_configuration_id=made)
    )
    group.execute(group.rule(1))
    process.advance(5)
    [instance] = group.instances()
    asked = ecs.DescribeInstancesRequest(
        region_id=clients.region, instance_ids=json.dumps([instance.instance_id])
    )
    [seen] = clients.ecs.describe_instances(asked).body.instances.instance
    assert ("role", "web") in [(tag.tag_key, tag.tag_value) for tag in seen.tags.tag]
    assert (seen.image_id, seen.instance_type) == ("img-2", "ecs.c7.large")


def test_instances_of_a_launch_template(process: StackProcess, clients: Clients, group: Group) -> None:
    """They are as its newest version says; an unknown template is refused."""
    create = ecs.CreateLaunchTemplateRequest(
        region_id=clients.region,
        launch_template_name="source",
        image_id="img-3",
        instance_type="ecs.r7.large",
        security_group_id="sg-3",
    )
    template = clients.ecs.create_launch_template(create).body.launch_template_id
    change = m.ModifyScalingGroupRequest(
        scaling_group_id=group.id, launch_template_id=template, launch_template_version="Latest"
    )
    clients.ess.modify_scaling_group(change)
    group.execute(group.rule(1))
    process.advance(5)
    [instance] = group.instances()
    asked = ecs.DescribeInstancesRequest(
        region_id=clients.region, instance_ids=json.dumps([instance.instance_id])
    )
    [seen] = clients.ecs.describe_instances(asked).body.instances.instance
    assert (seen.image_id, seen.instance_type) == ("img-3", "ecs.r7.large")
    change.launch_template_id = "lt-nosuch"
    with refused("LaunchTemplateSet.NotFound"):
        clients.ess.modify_scaling_group(change)
    change.launch_template_id, change.launch_template_version = template, "9"
    with refused("LaunchTemplateVersionSet.NotFound"):
        clients.ess.modify_scaling_group(change)


def test_the_active_one_is_deactivated(clients: Clients, group: Group) -> None:
    """When its group is disabled; then it can be deleted."""
    active = group.describe().active_scaling_configuration_id
    deactivate = m.DeactivateScalingConfigurationRequest(scaling_configuration_id=active)
    with refused("IncorrectScalingGroupStatus"):
        clients.ess.deactivate_scaling_configuration(deactivate)
    clients.ess.disable_scaling_group(m.DisableScalingGroupRequest(scaling_group_id=group.id))
    clients.ess.deactivate_scaling_configuration(deactivate)
    assert describe(clients, active).lifecycle_state == "Inactive"
    delete = m.DeleteScalingConfigurationRequest(scaling_configuration_id=active)
    clients.ess.delete_scaling_configuration(delete)
    with refused("InvalidScalingConfigurationId.NotFound", 404):
        clients.ess.delete_scaling_configuration(delete)


@pytest.mark.parametrize(
    ("given", "code", "status"),
    [
        ({"tags": '{"":"v"}'}, "InvalidTags.KeyValue", 400),
        ({"user_data": "?"}, "InvalidUserData.Base64FormatInvalid", 400),
        ({"spot_strategy": "Cheap"}, "InvalidParameter", 400),
        ({"image_id": None}, "MissingParameter", 400),
        ({"image_family": "f"}, "InvalidParameter.Conflict", 400),
        ({"scaling_group_id": "asg-nosuch"}, "InvalidScalingGroupId.NotFound", 404),
    ],
)
def test_refusals(clients: Clients, group: Group, given: dict[str, Any], code: str, status: int) -> None:
    """As the SDK reads them."""
    minimal = {"scaling_group_id": group.id, "image_id": "img", "instance_type": "t"}
    request = m.CreateScalingConfigurationRequest(**{**minimal, **given})
    with refused(code, status):
        clients.ess.create_scaling_configuration(request)


def test_as_xml(clients: Clients, group: Group) -> None:
    """Names with dots are names of elements."""
    from aliyunsdkess.request.v20140828.DescribeScalingConfigurationsRequest import (
        DescribeScalingConfigurationsRequest,
    )

    request = DescribeScalingConfigurationsRequest()
    request.set_ScalingGroupId(group.id)
    request.get_accept_format = lambda: "XML"  # the client sets it to JSON
    request.set_endpoint(clients.address)
    text = clients.core.do_action_with_exception(request).decode()
    assert "<DescribeScalingConfigurationsResponse>" in text
    assert "<SystemDisk.Encrypted>false</SystemDisk.Encrypted>" in text
    assert "<InstanceTypes><InstanceType>ecs.g7.large</InstanceType></InstanceTypes>" in text


def test_launch_templates(clients: Clients) -> None:
    """Made, given a version, described, changed, deleted by the SDK of ECS."""
    create = ecs.CreateLaunchTemplateRequest(
        region_id=clients.region,
        launch_template_name="web",
        image_id="img",
        instance_type="ecs.g7.large",
        security_group_ids=["sg-1"],
        system_disk=ecs.CreateLaunchTemplateRequestSystemDisk(category="cloud_essd", size=50),
        tag=[ecs.CreateLaunchTemplateRequestTag("role", "web")],
        template_tag=[ecs.CreateLaunchTemplateRequestTemplateTag("team", "a")],
    )
    made = clients.ecs.create_launch_template(create).body
    template = made.launch_template_id
    assert made.launch_template_version_number == 1
    where = {"region_id": clients.region, "launch_template_id": template}
    version = ecs.CreateLaunchTemplateVersionRequest(**where, image_id="img-2")
    second = clients.ecs.create_launch_template_version(version).body
    assert second.launch_template_version_number == 2
    default = ecs.ModifyLaunchTemplateDefaultVersionRequest(**where, default_version_number=2)
    assert (
        clients.ecs.modify_launch_template_default_version(default).body.launch_template_id == template
    )
    asked = ecs.DescribeLaunchTemplatesRequest(region_id=clients.region, launch_template_name=["web"])
    [view] = clients.ecs.describe_launch_templates(asked).body.launch_template_sets.launch_template_set
    assert (view.default_version_number, view.latest_version_number) == (2, 2)
    assert [(tag.tag_key, tag.tag_value) for tag in view.tags.tag] == [("team", "a")]
    versions = ecs.DescribeLaunchTemplateVersionsRequest(
        **where, detail_flag=True, launch_template_version=[1]
    )
    sets = clients.ecs.describe_launch_template_versions(versions).body.launch_template_version_sets
    [first] = sets.launch_template_version_set
    data = first.launch_template_data
    assert (data.image_id, data.security_group_ids.security_group_id) == ("img", ["sg-1"])
    assert (data.system_disk.category, data.system_disk.size) == ("cloud_essd", 50)
    assert [(tag.key, tag.value) for tag in data.tags.instance_tag] == [("role", "web")]
    delete = ecs.DeleteLaunchTemplateVersionRequest(**where, delete_version=[1])
    gone = clients.ecs.delete_launch_template_version(delete).body.launch_template_versions
    assert [one.launch_template_version_number for one in gone.launch_template_version] == [1]
    with refused("InvalidLaunchTemplateVersion.NotFound", 404):
        clients.ecs.delete_launch_template_version(delete)
    whole = clients.ecs.delete_launch_template(ecs.DeleteLaunchTemplateRequest(**where)).body
    assert whole.launch_template_version_numbers.version_numbers == [2]


def test_regions_and_limits(clients: Clients) -> None:
    """By both versions."""
    asked = m.DescribeRegionsRequest(accept_language="en-US")
    [region] = clients.ess.describe_regions(asked).body.regions
    assert (region.region_id, region.local_name) == (clients.region, "China (Hangzhou)")
    older = clients.ess2014.describe_regions(m14.DescribeRegionsRequest()).body.regions.region
    assert [one.region_id for one in older] == [clients.region]
    with refused("InvalidAcceptLanguage.NotFound", 404):
        clients.ess.describe_regions(m.DescribeRegionsRequest(accept_language="de"))
    limits = clients.ess.describe_limitation(m.DescribeLimitationRequest()).body
    assert (limits.max_number_of_lifecycle_hooks, limits.max_number_of_dbinstances) == (6, 8)
    older_limits = clients.ess2014.describe_limitation(m14.DescribeLimitationRequest()).body
    assert older_limits.max_number_of_min_size == older_limits.max_number_of_max_size == 2000
    clients.ess.verify_user(m.VerifyUserRequest(region_id=clients.region))
    clients.ess.verify_authentication(m.VerifyAuthenticationRequest(only_check=True))
    with refused("UserNotAuthorizeEss", 403):
        clients.ess.verify_authentication(m.VerifyAuthenticationRequest(uid=1))


def test_instance_types(clients: Clients, group: Group) -> None:
    """Found by a pattern, replaced by those of other generations, and in stock."""
    pattern = m.DescribePatternTypesRequest(
        region_id=clients.region, cores=2, memory=4, architecture=["Arm"]
    )
    types = clients.ess.describe_pattern_types(pattern).body.pattern_types
    assert [(one.instance_type, one.memory) for one in types] == [("ecs.c8y.large", 4)]
    candidates = m.DescribeCandidateInstanceTypeRequest(
        region_id=clients.region, instance_types=["ecs.c7.large"], allow_different_generation=True
    )
    found = clients.ess.describe_candidate_instance_type(candidates).body
    assert found.candidate_instance_types == ["ecs.c6.large", "ecs.c8i.large"]
    strength = clients.ess.describe_elastic_strength(
        m.DescribeElasticStrengthRequest(region_id=clients.region, scaling_group_id=group.id)
    ).body
    assert (strength.elastic_strength, strength.total_strength) == ("Strong", 1)
    [pool] = strength.resource_pools
    assert (pool.instance_type, pool.inventory_health.health_score) == ("ecs.g7.large", 6)
    unsupported = m.DescribePatternTypesRequest(region_id=clients.region, max_price=1)
    with refused("InvalidParameter"):
        clients.ess.describe_pattern_types(unsupported)


def test_statistics(process: StackProcess, clients: Clients, group: Group) -> None:
    """What an activity did is counted."""
    group.execute(group.rule(2))
    process.advance(5)
    where = {"region_id": clients.region, "scaling_group_id": group.id, **DAY}
    asked = m.DescribeInstanceCreateAndDeleteStatisticsRequest(**where)
    answer = clients.ess.describe_instance_create_and_delete_statistics(asked).body
    [hour] = answer.instance_create_and_delete_statistics.statistic
    assert (hour.created_vm_count, hour.destroyed_vm_count) == (2, 0)
    activities = m.DescribeScalingActivityStatisticsRequest(**where)
    counted = clients.ess.describe_scaling_activity_statistics(activities).body
    [hour] = counted.scaling_activity_status_statistics.statistic
    assert (hour.success_activity_count, hour.failed_activity_count) == (1, 0)


def test_diagnoses_and_alerts(clients: Clients, group: Group) -> None:
    """A report is made, described and deleted; alerts are chosen."""
    where = {"region_id": clients.region, "scaling_group_id": group.id}
    details = clients.ess.describe_scaling_group_diagnose_details(
        m.DescribeScalingGroupDiagnoseDetailsRequest(**where)
    ).body.details
    assert {detail.status for detail in details} == {"Normal"}
    made = clients.ess.create_diagnose_report(m.CreateDiagnoseReportRequest(**where)).body.report_id
    listed = m.DescribeDiagnoseReportsRequest(**where, report_ids=[made])
    [report] = clients.ess.describe_diagnose_reports(listed).body.reports
    assert (report.report_id, report.diagnose_status, report.process_status) == (
        made,
        "Normal",
        "Finished",
    )
    clients.ess.delete_diagnose_report(
        m.DeleteDiagnoseReportRequest(region_id=clients.region, report_id=made)
    )
    assert clients.ess.describe_diagnose_reports(listed).body.reports == []
    choose = m.ModifyAlertConfigurationRequest(**where, scale_statuses=["Failed"])
    clients.ess.modify_alert_configuration(choose)
    alerts = clients.ess.describe_alert_configuration(m.DescribeAlertConfigurationRequest(**where)).body
    assert alerts.scale_statuses == ["Failed"]


def test_operations_that_are_left_out(clients: Clients) -> None:
    """They answer as operations that are not there."""
    call = Actions(clients, "2022-02-22")
    for action in ("ApplyScalingGroup", "ApplyEciScalingConfiguration", "CreateEciScalingConfiguration"):
        assert call.code(action, Content=json.dumps({})) == "InvalidAction.NotFound"
