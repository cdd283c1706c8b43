"""What the metadata service at 100.100.100.200 knows of an instance, as files: a key is a path."""

import base64
import json
import zlib
from ipaddress import ip_network
from pathlib import Path

from scalehook_contracts.guests import Guest

LATEST = "latest"
VPC, V_SWITCH = 12, 20  # how long their prefixes are
NTP = "\n".join(f"ntp{number}.aliyun.com" for number in range(1, 8))


def metadata(instance_id: str, hostname: str, account_id: str, guest: Guest) -> dict[str, str]:
    """The text of each key; what the instance has none of is no key."""
    mac = mac_of(instance_id)
    known = {
        **_meta_data(instance_id, hostname, account_id, guest),
        f"meta-data/network/interfaces/macs/{mac}/primary-ip-address": guest.private_ip_address,
        f"meta-data/network/interfaces/macs/{mac}/private-ipv4s": _list(guest.private_ip_address),
        f"meta-data/network/interfaces/macs/{mac}/vpc-id": guest.vpc_id,
        f"meta-data/network/interfaces/macs/{mac}/vswitch-id": guest.v_switch_id,
        "dynamic/instance-identity/document": _document(instance_id, mac, account_id, guest),
        "user-data": base64.b64decode(guest.user_data).decode(errors="replace"),
    }
    return {f"{LATEST}/{key}": text for key, text in known.items() if text}


def mac_of(instance_id: str) -> str:
    """The hardware address of its network interface."""
    number = zlib.crc32(instance_id.encode())
    return ":".join(["00", "16", "3e", *(f"{number >> shift & 255:02x}" for shift in (16, 8, 0))])


def write(folder: Path, texts: dict[str, str]) -> None:
    """Once: what an instance is does not change."""
    if folder.is_dir():
        return
    for key, text in texts.items():
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_text(text)


def _meta_data(instance_id: str, hostname: str, account_id: str, guest: Guest) -> dict[str, str]:
    keys = {
        "dns-conf/nameservers": "100.100.2.136\n100.100.2.138",
        "eipv4": guest.public_ip_address,
        "hostname": hostname,
        "image-id": guest.image_id,
        "instance-id": instance_id,
        "instance/instance-name": guest.instance_name,
        "instance/instance-type": guest.instance_type,
        "mac": mac_of(instance_id),
        "network-type": "vpc",
        "ntp-conf/ntp-servers": NTP,
        "owner-account-id": account_id,
        "private-ipv4": guest.private_ip_address,
        "public-ipv4": guest.public_ip_address,
        "region-id": guest.region_id,
        "serial-number": f"{zlib.crc32(instance_id.encode()):08x}-0000-4000-8000-000000000000",
        "source-address": "http://mirrors.cloud.aliyuncs.com",
        "vpc-cidr-block": _block(guest.private_ip_address, VPC),
        "vpc-id": guest.vpc_id,
        "vswitch-cidr-block": _block(guest.private_ip_address, V_SWITCH),
        "vswitch-id": guest.v_switch_id,
        "zone-id": guest.zone_id,
    }
    return {f"meta-data/{key}": text for key, text in keys.items()}


def _block(address: str, length: int) -> str:
    """The addresses around it: networks are not simulated."""
    return str(ip_network(f"{address}/{length}", strict=False)) if address else ""


def _document(instance_id: str, mac: str, account_id: str, guest: Guest) -> str:
    return json.dumps(
        {
            "owner-account-id": account_id,
            "instance-id": instance_id,
            "mac": mac,
            "region-id": guest.region_id,
            "zone-id": guest.zone_id,
            "instance-type": guest.instance_type,
            "image-id": guest.image_id,
            "private-ipv4": guest.private_ip_address,
        }
    )


def _list(*values: str) -> str:
    return json.dumps([value for value in values if value])
