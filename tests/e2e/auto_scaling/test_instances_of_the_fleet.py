"""ECS instances by the official SDK: made, found, started, stopped, changed, deleted."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from alibabacloud_ecs20140526 import models as m

from scalehook.gateway.rpc import signature_v1
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused
from support.http import HTTP

BOOT = 3
WANTED = {"image_id": "img", "instance_type": "ecs.g7.large", "security_group_id": "sg-1"}


@pytest.fixture(autouse=True)
def usual(process: StackProcess) -> None:
    """Nothing goes wrong, but what a test asks for."""
    conditions(process, reset=True)


def conditions(process: StackProcess, **changes: Any) -> None:
    HTTP.post(f"{process.endpoint}/_scalehook/fleet", json=changes).raise_for_status()


def run(clients: Clients, amount: int = 1, **more: Any) -> list[str]:
    request = m.RunInstancesRequest(region_id=clients.region, amount=amount, **WANTED, **more)
    return list(clients.ecs.run_instances(request).body.instance_id_sets.instance_id_set)


def running(process: StackProcess, clients: Clients, amount: int = 1, **more: Any) -> list[str]:
    ids = run(clients, amount, **more)
    process.advance(BOOT)
    return ids


def page(clients: Clients, **filters: Any) -> Any:
    request = m.DescribeInstancesRequest(region_id=clients.region, **filters)
    return clients.ecs.describe_instances(request).body


def found(clients: Clients, **filters: Any) -> list[Any]:
    return list(page(clients, **filters).instances.instance)


def one(clients: Clients, instance_id: str) -> Any:
    [instance] = found(clients, instance_ids=json.dumps([instance_id]))
    return instance


def statuses(clients: Clients, ids: list[str]) -> list[str]:
    request = m.DescribeInstanceStatusRequest(region_id=clients.region, instance_id=ids)
    body = clients.ecs.describe_instance_status(request).body
    return [each.status for each in body.instance_statuses.instance_status]


def tag_model(cls: Any, **tags: str) -> list[Any]:
    return [cls(key=key, value=value) for key, value in tags.items()]


def test_run_and_describe(process: StackProcess, clients: Clients) -> None:
    """What is asked for is described, in the lists that the SDK knows."""
    disk = m.RunInstancesRequestSystemDisk(category="cloud_essd", size="40")
    [made] = run(
        clients, instance_name="web-1", host_name="host-1", v_switch_id="vsw-run", system_disk=disk,
        tag=tag_model(m.RunInstancesRequestTag, team="run"), internet_max_bandwidth_out=5,
        description="a web server", key_pair_name="key-1", security_group_ids=["sg-2"],
    )  # fmt: skip
    assert one(clients, made).status == "Starting"
    process.advance(BOOT)
    seen = one(clients, made)
    assert (seen.status, seen.instance_name, seen.host_name) == ("Running", "web-1", "host-1")
    assert (seen.description, seen.key_pair_name) == ("a web server", "key-1")
    assert (seen.cpu, seen.memory, seen.instance_type_family) == (2, 8192, "ecs.g7")
    assert seen.vpc_attributes.v_switch_id == "vsw-run"
    assert seen.zone_id.startswith("cn-hangzhou-")
    [private] = seen.vpc_attributes.private_ip_address.ip_address
    assert seen.network_interfaces.network_interface[0].primary_ip_address == private
    assert seen.security_group_ids.security_group_id == ["sg-1", "sg-2"]
    assert len(seen.public_ip_address.ip_address) == 1
    assert [(tag.tag_key, tag.tag_value) for tag in seen.tags.tag] == [("team", "run")]


def test_the_same_run_again(clients: Clients) -> None:
    """One effect, one answer."""
    assert run(clients, 2, client_token="once") == run(clients, 2, client_token="once")


def test_create_and_start(process: StackProcess, clients: Clients) -> None:
    """It stands still until it is started."""
    request = m.CreateInstanceRequest(region_id=clients.region, **WANTED)
    made = clients.ecs.create_instance(request).body.instance_id
    assert statuses(clients, [made]) == ["Stopped"]
    clients.ecs.start_instance(m.StartInstanceRequest(instance_id=made))
    process.advance(BOOT)
    assert statuses(clients, [made]) == ["Running"]


def test_stop_reboot_and_delete(process: StackProcess, clients: Clients) -> None:
    """One instance through its life."""
    [made] = running(process, clients)
    clients.ecs.reboot_instance(m.RebootInstanceRequest(instance_id=made))
    assert statuses(clients, [made]) == ["Starting"]
    process.advance(BOOT)
    with refused("IncorrectInstanceStatus", 403):
        clients.ecs.delete_instance(m.DeleteInstanceRequest(instance_id=made))
    clients.ecs.stop_instance(
        m.StopInstanceRequest(instance_id=made, stopped_mode="StopCharging", force_stop=False)
    )
    assert statuses(clients, [made]) == ["Stopping"]
    process.advance(BOOT)
    assert (one(clients, made).status, one(clients, made).stopped_mode) == ("Stopped", "StopCharging")
    clients.ecs.delete_instance(m.DeleteInstanceRequest(instance_id=made))
    assert found(clients, instance_ids=json.dumps([made])) == []


def test_many_at_once(process: StackProcess, clients: Clients) -> None:
    """Each tells what became of it."""
    ids = running(process, clients, 2)
    here = {"region_id": clients.region, "instance_id": ids}
    body = clients.ecs.reboot_instances(m.RebootInstancesRequest(**here)).body
    told = body.instance_responses.instance_response
    assert [(each.code, each.previous_status, each.current_status) for each in told] == [
        ("200", "Running", "Starting")
    ] * 2
    process.advance(BOOT)
    clients.ecs.stop_instances(m.StopInstancesRequest(**here, force_stop=True))
    process.advance(0)
    assert statuses(clients, ids) == ["Stopped"] * 2
    clients.ecs.start_instances(m.StartInstancesRequest(**here, batch_optimization="SuccessFirst"))
    process.advance(BOOT)
    assert statuses(clients, ids) == ["Running"] * 2
    with refused("InvalidInstanceIds.NotFound", 404):
        clients.ecs.stop_instances(m.StopInstancesRequest(region_id=clients.region, instance_id=["i-0"]))
    clients.ecs.delete_instances(m.DeleteInstancesRequest(**here, force=True))
    assert statuses(clients, ids) == []


def test_attributes(clients: Clients) -> None:
    """Changed, and described by an operation of its own."""
    [made] = run(clients)
    clients.ecs.modify_instance_attribute(
        m.ModifyInstanceAttributeRequest(
            instance_id=made,
            instance_name="renamed",
            description="described",
            security_group_ids=["sg-9"],
        )
    )
    request = m.DescribeInstanceAttributeRequest(instance_id=made)
    seen = clients.ecs.describe_instance_attribute(request).body
    assert (seen.instance_name, seen.description, seen.io_optimized) == (
        "renamed", "described", "optimized",
    )  # fmt: skip
    assert seen.security_group_ids.security_group_id == ["sg-9"]
    with refused("InvalidInstanceName.Malformed"):
        clients.ecs.modify_instance_attribute(
            m.ModifyInstanceAttributeRequest(instance_id=made, instance_name="1")
        )


def test_tags(clients: Clients) -> None:
    """ECS has its own TagResources, ListTagResources and UntagResources beside those of Auto Scaling."""
    [made] = run(clients)
    here = {"region_id": clients.region, "resource_type": "instance", "resource_id": [made]}
    tags = tag_model(m.TagResourcesRequestTag, team="tags")
    clients.ecs.tag_resources(m.TagResourcesRequest(**here, tag=tags))
    body = clients.ecs.list_tag_resources(m.ListTagResourcesRequest(**here)).body
    assert [
        (each.resource_id, each.tag_key, each.tag_value) for each in body.tag_resources.tag_resource
    ] == [(made, "team", "tags")]
    assert [each.instance_id for each in found(clients, tag=_describing(team="tags"))] == [made]
    clients.ecs.untag_resources(m.UntagResourcesRequest(**here, tag_key=["team"]))
    assert found(clients, tag=_describing(team="tags")) == []
    with refused("InvalidResourceId.NotFound", 404):
        clients.ecs.tag_resources(m.TagResourcesRequest(**{**here, "resource_id": ["i-0"]}, tag=tags))


def _describing(**tags: str) -> list[Any]:
    return tag_model(m.DescribeInstancesRequestTag, **tags)


def test_filters_and_tokens(clients: Clients) -> None:
    """Filters narrow the listing down; pages follow each other by token."""
    ids = run(clients, 3, instance_name="page-[1,2]", resource_group_id="rg-page")
    first = page(clients, instance_name="page-*", max_results=2)
    rest = page(clients, instance_name="page-*", max_results=2, next_token=first.next_token)
    assert (first.total_count, rest.next_token) == (3, "")
    seen = [each.instance_id for each in (*first.instances.instance, *rest.instances.instance)]
    assert sorted(seen) == sorted(ids)
    late = m.DescribeInstancesRequestFilter(key="CreationStartTime", value="2999-01-01T00:00Z")
    assert found(clients, filter=[late]) == []
    assert len(found(clients, resource_group_id="rg-page", io_optimized=True)) == 3
    odd = m.DescribeInstancesRequestFilter(key="Colour", value="red")
    with refused("InvalidFilterKey.NotFound", 404):
        page(clients, filter=[odd])
    with refused("InvalidStatus.NotFound", 404):
        page(clients, status="Dead")
    with refused("DryRunOperation"):
        page(clients, dry_run=True)


def as_xml(clients: Clients, action: str, **given: str) -> bytes:
    """The SDKs ask for JSON, whatever they are told."""
    parameters = {
        "Action": action, "Version": "2014-05-26", "Format": "XML", "AccessKeyId": clients.key_id,
        "SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureNonce": str(uuid4()),
        "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), **given,
    }  # fmt: skip
    text = signature_v1.string_to_sign("GET", parameters)
    signed = parameters | {"Signature": signature_v1.sign(clients.secret, text)}
    return HTTP.get(f"http://{clients.address}/", params=signed).content


def test_as_xml(clients: Clients) -> None:
    """The same lists, as elements."""
    [made] = run(clients, tag=tag_model(m.RunInstancesRequestTag, team="xml"))
    given = {"RegionId": clients.region, "InstanceIds": json.dumps([made])}
    root = ET.fromstring(as_xml(clients, "DescribeInstances", **given))
    assert root.tag == "DescribeInstancesResponse"
    instance = root.find("Instances/Instance")
    assert instance is not None
    assert instance.findtext("InstanceId") == made
    assert instance.findtext("Tags/Tag/TagValue") == "xml"
    assert instance.findtext("VpcAttributes/PrivateIpAddress/IpAddress")


@pytest.mark.parametrize(
    ("more", "code", "status"),
    [
        ({"instance_type": "large"}, "InvalidInstanceType.ValueNotSupported", 400),
        ({"zone_id": "mars-1"}, "InvalidZoneId.NotFound", 404),
        ({"min_amount": 5}, "InvalidMinAmount.Malformed", 400),
        ({"instance_name": "web[x]"}, "InvalidInstanceName.CustomMalformed", 400),
        ({"launch_template_id": "lt-1"}, "InvalidParameter", 400),
        ({"dry_run": True}, "DryRunOperation", 400),
    ],
)
def test_runs_that_are_refused(clients: Clients, more: dict[str, Any], code: str, status: int) -> None:
    """With the documented code and status."""
    request = m.RunInstancesRequest(**{"region_id": clients.region, **WANTED, **more})
    with refused(code, status):
        clients.ecs.run_instances(request)


def test_nothing_is_left(process: StackProcess, clients: Clients) -> None:
    """By hand it is refused; a group gets as many as there are."""
    conditions(process, stock=[{"instance_type": "ecs.g7.large", "amount": 2}])
    with refused("OperationDenied.NoStock", 403):
        run(clients, 3)
    group = Group(clients)
    activity = group.execute(group.rule(3))
    process.advance(BOOT)
    assert group.states() == ["InService"] * 2
    [seen] = [each for each in group.activities() if each.scaling_activity_id == activity]
    assert (seen.status_code, seen.created_capacity) == ("Warning", 2)


def test_all_of_them_fail_and_start_slowly(process: StackProcess, clients: Clients) -> None:
    """Until that is taken back."""
    conditions(process, failure_rate=1)
    with refused("InternalError", 500):
        run(clients)
    conditions(process, reset=True, slow_start_seconds="90s")
    [made] = run(clients)
    process.advance(60)
    assert statuses(clients, [made]) == ["Starting"]
    process.advance(40)
    assert statuses(clients, [made]) == ["Running"]


def test_an_instance_of_a_group_says_so(process: StackProcess, clients: Clients) -> None:
    """By a tag, and where the group's vSwitch is."""
    group = Group(clients, v_switch_ids=["vsw-group"])
    group.execute(group.rule(1))
    process.advance(BOOT)
    key = "acs:autoscaling:scalingGroupId"
    [seen] = found(clients, tag=[m.DescribeInstancesRequestTag(key=key, value=group.id)])
    assert seen.vpc_attributes.v_switch_id == "vsw-group"
    assert seen.instance_id == group.instances()[0].instance_id
