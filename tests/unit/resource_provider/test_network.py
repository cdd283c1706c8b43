"""Elastic addresses and network interfaces, on instances and off them."""

import pytest

from support.resources import Provider, operation


@pytest.fixture
def provider() -> Provider:
    """With one instance."""
    made = Provider()
    made.launch("i-1", security_group_id="sg-1")
    return made


def statuses(provider: Provider, **filters: str) -> list[tuple[str, str]]:
    found = provider.call("Vpc", "DescribeEipAddresses", **filters)
    return [(each["Status"], each["InstanceId"]) for each in found["EipAddresses"]["EipAddress"]]


@pytest.mark.parametrize("product", ["Ecs", "Vpc"])
def test_the_life_of_an_address(provider: Provider, product: str) -> None:
    """AllocateEipAddress, AssociateEipAddress, UnassociateEipAddress, ReleaseEipAddress: in VPC, and in
    ECS as well.
    """
    made = provider.call(product, "AllocateEipAddress", Bandwidth="10")
    named = {"AllocationId": made["AllocationId"]}
    assert statuses(provider) == [("Available", "")]
    provider.call(product, "AssociateEipAddress", **named, InstanceId="i-1")
    assert statuses(provider, AssociatedInstanceId="i-1") == [("InUse", "i-1")]
    assert provider.refused(product, "ReleaseEipAddress", **named) == "IncorrectEipStatus"
    assert provider.refused(product, "AssociateEipAddress", **named, InstanceId="i-1") == (
        "IncorrectEipStatus"
    )
    assert provider.refused(product, "UnassociateEipAddress", **named, InstanceId="i-2") == (
        "IncorrectEipStatus"
    )
    provider.call(product, "UnassociateEipAddress", **named, InstanceId="i-1")
    [shown] = provider.call(product, "DescribeEipAddresses", **named)["EipAddresses"]["EipAddress"]
    assert (shown["IpAddress"], shown["Bandwidth"]) == (made["EipAddress"], "10")
    provider.call(product, "ReleaseEipAddress", **named)
    assert statuses(provider) == []


def test_tags_of_an_address(provider: Provider) -> None:
    """TagResources of the owner resource_provider.vpc: a key has one value."""
    made = provider.call("Vpc", "AllocateEipAddress")
    for value in ("1", "2"):
        provider.call(
            "Vpc", "TagResources", ResourceType="EIP", ResourceId=[made["AllocationId"]],
            Tags=[{"Key": "stage", "Value": value}, {"Key": value, "Value": ""}],
        )  # fmt: skip
    [shown] = provider.call("Vpc", "DescribeEipAddresses")["EipAddresses"]["EipAddress"]
    assert {tag["Key"]: tag["Value"] for tag in shown["Tags"]["Tag"]} == {"stage": "2", "1": "", "2": ""}


def test_security_groups_of_an_interface(provider: Provider) -> None:
    """CreateNetworkInterface takes one, or several, not both; an interface is found by any of them."""
    one = provider.call("Ecs", "CreateNetworkInterface", VSwitchId="vsw-1", SecurityGroupId="sg-8")
    assert one["SecurityGroupIds"] == {"SecurityGroupId": ["sg-8"]}
    both = {"SecurityGroupIds": ["sg-8", "sg-9"]}
    several = provider.call("Ecs", "CreateNetworkInterface", **both)
    assert provider.refused("Ecs", "CreateNetworkInterface", **both, SecurityGroupId="sg-8") == (
        "InvalidParameter"
    )
    for group, ids in (("sg-8", [one, several]), ("sg-9", [several])):
        found = provider.call("Ecs", "DescribeNetworkInterfaces", SecurityGroupId=group)
        shown = found["NetworkInterfaceSets"]["NetworkInterfaceSet"]
        assert [each["NetworkInterfaceId"] for each in shown] == [
            each["NetworkInterfaceId"] for each in ids
        ]


def test_filters_and_pages(provider: Provider) -> None:
    """Several ids with commas, one status, ten on a page."""
    ids = [provider.call("Vpc", "AllocateEipAddress")["AllocationId"] for _ in range(12)]
    provider.call("Vpc", "AssociateEipAddress", AllocationId=ids[0], InstanceId="i-1")
    first = provider.call("Vpc", "DescribeEipAddresses")
    second = provider.call("Vpc", "DescribeEipAddresses", PageNumber=2)
    shown = [len(page["EipAddresses"]["EipAddress"]) for page in (first, second)]
    assert (shown, first["TotalCount"]) == ([10, 2], 12)
    assert statuses(provider, AllocationId=",".join(ids[:2]), Status="Available") == [("Available", "")]
    assert statuses(provider, AllocationId="eip-none") == []


def test_unknown_ids(provider: Provider) -> None:
    """Of addresses, interfaces and instances: each has the documented code."""
    made = provider.call("Vpc", "AllocateEipAddress")["AllocationId"]
    bind = {"AllocationId": made}
    assert provider.refused("Vpc", "ReleaseEipAddress", AllocationId="eip-9") == (
        "InvalidAllocationId.NotFound"
    )
    for instance, code in (("eni-9", "InvalidEniId.NotFound"), ("i-9", "InvalidInstanceId.NotFound")):
        assert late_refusal(provider, instance, bind) == code
    assert provider.refused("Ecs", "DeleteNetworkInterface", NetworkInterfaceId="eni-9") == (
        "InvalidEniId.NotFound"
    )


def late_refusal(provider: Provider, instance: str, bind: dict[str, str]) -> str:
    """After the moment for which an event may be late."""
    asked = operation("Vpc", "AssociateEipAddress", **bind, InstanceId=instance)
    provider.rehearsal.play(asked, message_id=f"late-{instance}")
    provider.rehearsal.advance(2)
    refusal = provider.rehearsal.late[f"late-{instance}"]
    return str(getattr(refusal, "code", ""))


def test_an_instance_that_is_heard_of_late(provider: Provider) -> None:
    """The call waits for it."""
    made = provider.call("Vpc", "AllocateEipAddress")["AllocationId"]
    asked = operation("Vpc", "AssociateEipAddress", AllocationId=made, InstanceId="i-2")
    provider.rehearsal.play(asked, message_id="early")
    assert statuses(provider) == [("Available", "")]
    provider.launch("i-2")
    assert statuses(provider) == [("InUse", "i-2")]


def interfaces(provider: Provider, **filters: object) -> list[tuple[str, str, str]]:
    found = provider.call("Ecs", "DescribeNetworkInterfaces", **filters)["NetworkInterfaceSets"]
    return [(i["Type"], i["Status"], i["InstanceId"]) for i in found["NetworkInterfaceSet"]]


def test_the_life_of_an_interface(provider: Provider) -> None:
    """CreateNetworkInterface, AttachNetworkInterface, DetachNetworkInterface, DeleteNetworkInterface,
    beside the primary one that the instance has brought along.
    """
    made = provider.call("Ecs", "CreateNetworkInterface", VSwitchId="vsw-1", SecurityGroupIds=["sg-1"])
    named = {"NetworkInterfaceId": made["NetworkInterfaceId"]}
    assert made["SecurityGroupIds"] == {"SecurityGroupId": ["sg-1"]}
    provider.call("Ecs", "AttachNetworkInterface", **named, InstanceId="i-1")
    assert interfaces(provider, InstanceId="i-1") == [
        ("Primary", "InUse", "i-1"),
        ("Secondary", "InUse", "i-1"),
    ]
    assert interfaces(provider, InstanceId="i-1", Type="Secondary") == [("Secondary", "InUse", "i-1")]
    for action in ("AttachNetworkInterface", "DeleteNetworkInterface"):
        more = {"InstanceId": "i-1"} if action.startswith("A") else {}
        assert provider.refused("Ecs", action, **named, **more) == "InvalidOperation.InvalidEniState"
    provider.call("Ecs", "DetachNetworkInterface", **named, InstanceId="i-1")
    provider.call("Ecs", "DeleteNetworkInterface", **named)
    assert interfaces(provider) == [("Primary", "InUse", "i-1")]


def test_the_primary_interface_stays(provider: Provider) -> None:
    """It can be neither detached nor deleted."""
    named = {"NetworkInterfaceId": "eni-1"}
    assert interfaces(provider, NetworkInterfaceId=["eni-1"]) == [("Primary", "InUse", "i-1")]
    assert provider.refused("Ecs", "DetachNetworkInterface", **named, InstanceId="i-1") == (
        "InvalidOperation.InvalidEniState"
    )


def test_what_an_instance_leaves_behind(provider: Provider) -> None:
    """When it is released its addresses are free, and its interfaces are gone."""
    address = provider.call("Vpc", "AllocateEipAddress")["AllocationId"]
    made = provider.call("Ecs", "CreateNetworkInterface", VSwitchId="vsw-1")["NetworkInterfaceId"]
    provider.call("Vpc", "AssociateEipAddress", AllocationId=address, InstanceId="i-1")
    provider.call("Ecs", "AttachNetworkInterface", NetworkInterfaceId=made, InstanceId="i-1")
    provider.release("i-1")
    assert statuses(provider) == [("Available", "")]
    assert interfaces(provider) == []


def test_nothing_is_lost_by_a_restart(provider: Provider) -> None:
    """Journal and indexes give the same answers."""
    address = provider.call("Vpc", "AllocateEipAddress")["AllocationId"]
    provider.call("Vpc", "AssociateEipAddress", AllocationId=address, InstanceId="i-1")
    before = statuses(provider, AssociatedInstanceId="i-1"), interfaces(provider, InstanceId="i-1")
    provider.rehearsal.restart()
    assert (statuses(provider, AssociatedInstanceId="i-1"), interfaces(provider, InstanceId="i-1")) == (
        before
    )
