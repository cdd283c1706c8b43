"""What belongs to an ECS instance, by the official SDK: addresses, interfaces, disks, its payment."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as m

from support.cloud.clients import Clients
from support.cloud.process import StackProcess
from support.cloud.refusals import refused

LATE = 3  # virtual seconds after which an instance runs, and nothing is waited for any more


@pytest.fixture
def instance(process: StackProcess, clients: Clients) -> str:
    """The id of a running one, with a disk."""
    wanted = {"image_id": "img", "instance_type": "ecs.g7.large", "security_group_id": "sg-1"}
    request = m.RunInstancesRequest(region_id=clients.region, **wanted)
    [made] = clients.ecs.run_instances(request).body.instance_id_sets.instance_id_set
    process.advance(LATE)
    return str(made)


def test_an_elastic_address(clients: Clients, instance: str) -> None:
    """Allocated, bound, freed, released; it is refused what it cannot do in its state."""
    client, here = clients.ecs, {"region_id": clients.region}
    made = client.allocate_eip_address(m.AllocateEipAddressRequest(**here, bandwidth="10")).body
    named = here | {"allocation_id": made.allocation_id}
    bound = named | {"instance_id": instance, "instance_type": "EcsInstance"}

    def seen() -> list[tuple[str, str, str]]:
        body = client.describe_eip_addresses(m.DescribeEipAddressesRequest(**named)).body
        found = body.eip_addresses.eip_address
        return [(each.ip_address, each.status, each.instance_id) for each in found]

    def release() -> None:
        client.release_eip_address(m.ReleaseEipAddressRequest(**named))

    assert seen() == [(made.eip_address, "Available", "")]
    client.associate_eip_address(m.AssociateEipAddressRequest(**bound))
    assert seen() == [(made.eip_address, "InUse", instance)]
    with refused("IncorrectEipStatus"):
        release()
    with refused("IncorrectEipStatus"):
        client.associate_eip_address(m.AssociateEipAddressRequest(**bound))
    client.unassociate_eip_address(m.UnassociateEipAddressRequest(**bound))
    assert seen() == [(made.eip_address, "Available", "")]
    release()
    assert seen() == []
    with refused("InvalidAllocationId.NotFound", 404):
        release()


def test_a_network_interface(clients: Clients, instance: str) -> None:
    """Made, attached beside the primary one, detached, deleted; the primary one stays where it is."""
    client, here = clients.ecs, {"region_id": clients.region}
    create = m.CreateNetworkInterfaceRequest(
        **here, v_switch_id="vsw-1", security_group_ids=["sg-1"], network_interface_name="second"
    )
    second = {"network_interface_id": client.create_network_interface(create).body.network_interface_id}
    both = here | second | {"instance_id": instance}

    def interfaces() -> dict[str, str]:
        asked = m.DescribeNetworkInterfacesRequest(**here, instance_id=instance)
        sets = client.describe_network_interfaces(asked).body.network_interface_sets
        for each in sets.network_interface_set:
            [address] = each.private_ip_sets.private_ip_set
            assert (address.private_ip_address, address.primary) == (each.private_ip_address, True)
            assert address.associated_public_ip.public_ip_address is None  # none is bound
        return {each.type: each.network_interface_id for each in sets.network_interface_set}

    def delete() -> None:
        client.delete_network_interface(m.DeleteNetworkInterfaceRequest(**here, **second))

    client.attach_network_interface(m.AttachNetworkInterfaceRequest(**both))
    assert interfaces().keys() == {"Primary", "Secondary"}
    assert interfaces()["Secondary"] == second["network_interface_id"]
    with refused("InvalidOperation.InvalidEniState", 403):
        delete()
    primary = here | {"instance_id": instance, "network_interface_id": interfaces()["Primary"]}
    with refused("InvalidOperation.InvalidEniState", 403):
        client.detach_network_interface(m.DetachNetworkInterfaceRequest(**primary))
    client.detach_network_interface(m.DetachNetworkInterfaceRequest(**both))
    assert interfaces().keys() == {"Primary"}
    delete()
    with refused("InvalidEniId.NotFound", 404):
        delete()


def test_a_policy_of_snapshots(clients: Clients, instance: str) -> None:
    """Made, put on a disk, taken off, deleted; disks and policies that are not there are refused."""
    client, here = clients.ecs, {"region_id": clients.region}
    create = m.CreateAutoSnapshotPolicyRequest(
        **here, auto_snapshot_policy_name="nightly", time_points='["3"]', repeat_weekdays='["1"]',
        retention_days=7,
    )  # fmt: skip
    policy = client.create_auto_snapshot_policy(create).body.auto_snapshot_policy_id
    named = here | {"auto_snapshot_policy_id": policy}
    ex = client.describe_auto_snapshot_policy_ex(m.DescribeAutoSnapshotPolicyExRequest(**named)).body
    [shown] = ex.auto_snapshot_policies.auto_snapshot_policy
    assert (shown.auto_snapshot_policy_name, shown.retention_days) == ("nightly", 7)

    def disks(**more: Any) -> list[str]:
        asked = m.DescribeDisksRequest(**here, **more)
        return [each.disk_id for each in client.describe_disks(asked).body.disks.disk]

    [disk] = disks(instance_id=instance)
    on_disk = {"disk_ids": json.dumps([disk])}
    apply = m.ApplyAutoSnapshotPolicyRequest(**named, **on_disk)
    client.apply_auto_snapshot_policy(apply)
    assert disks(auto_snapshot_policy_id=policy) == [disk]
    with refused("InvalidDiskId.NotFound", 404):
        nothing = m.ApplyAutoSnapshotPolicyRequest(**named, disk_ids='["d-none"]')
        client.apply_auto_snapshot_policy(nothing)
    client.cancel_auto_snapshot_policy(m.CancelAutoSnapshotPolicyRequest(**here, **on_disk))
    assert disks(auto_snapshot_policy_id=policy) == []
    client.delete_auto_snapshot_policy(m.DeleteAutoSnapshotPolicyRequest(**named))
    with refused("InvalidAutoSnapshotPolicyId.NotFound", 404):
        client.apply_auto_snapshot_policy(apply)


def test_how_it_is_paid_for(clients: Clients, instance: str) -> None:
    """In advance, renewed by itself, with another bandwidth; only what has an end is renewed."""
    client, here = clients.ecs, {"region_id": clients.region}
    one = here | {"instance_id": instance}
    renew = m.ModifyInstanceAutoRenewAttributeRequest(**one, auto_renew=True, duration=3)
    with refused("ChargeTypeViolation", 403):
        client.modify_instance_auto_renew_attribute(renew)
    charge: Callable[[Any], Any] = client.modify_instance_charge_type
    asked = here | {"instance_charge_type": "PrePaid", "period": 1, "period_unit": "Month"}
    charge(m.ModifyInstanceChargeTypeRequest(**asked, instance_ids=json.dumps([instance])))
    client.modify_instance_auto_renew_attribute(renew)
    attribute = m.DescribeInstanceAutoRenewAttributeRequest(**one)
    told = client.describe_instance_auto_renew_attribute(attribute).body.instance_renew_attributes
    [renewed] = told.instance_renew_attribute
    assert (renewed.instance_id, renewed.auto_renew_enabled, renewed.duration) == (instance, True, 3)
    client.modify_instance_network_spec(
        m.ModifyInstanceNetworkSpecRequest(instance_id=instance, internet_max_bandwidth_out=7)
    )
    described = m.DescribeInstancesRequest(**here, instance_ids=json.dumps([instance]))
    [seen] = client.describe_instances(described).body.instances.instance
    assert (seen.instance_charge_type, seen.internet_max_bandwidth_out) == ("PrePaid", 7)
    with refused("InvalidInstanceIds.NotFound", 404):
        charge(m.ModifyInstanceChargeTypeRequest(**asked, instance_ids='["i-none"]'))
