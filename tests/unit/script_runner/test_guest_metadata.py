"""What the metadata service knows of an instance."""

import json

from scalehook.script_runner.guest.metadata import mac_of, metadata
from scalehook_contracts.guests import Guest

GUEST = Guest(
    image_id="centos_7",
    instance_type="ecs.g7.large",
    region_id="cn-hangzhou",
    zone_id="cn-hangzhou-b",
    vpc_id="vpc-1",
    v_switch_id="vsw-1",
    private_ip_address="172.16.0.9",
    user_data="ZWNobyBoaQ==",
)


def test_keys() -> None:
    """Each has its text; what the instance has none of is no key."""
    known = metadata("i-1", "iZ1Z", "1001", GUEST)
    assert known["latest/meta-data/instance-id"] == "i-1"
    assert known["latest/meta-data/hostname"] == "iZ1Z"
    assert known["latest/meta-data/owner-account-id"] == "1001"
    assert known["latest/meta-data/vswitch-id"] == "vsw-1"
    assert known["latest/user-data"] == "echo hi"
    mac = mac_of("i-1")
    assert known[f"latest/meta-data/network/interfaces/macs/{mac}/vpc-id"] == "vpc-1"
    assert "latest/meta-data/eipv4" not in known
    document = json.loads(known["latest/dynamic/instance-identity/document"])
    assert document["private-ipv4"] == "172.16.0.9"


def test_addresses_of_hardware() -> None:
    """Are an instance's own, and the same whenever it is asked."""
    assert mac_of("i-1") == mac_of("i-1") != mac_of("i-2")
    assert mac_of("i-1").startswith("00:16:3e:")
