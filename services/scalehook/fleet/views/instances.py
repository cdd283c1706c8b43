"""An instance, as it is described."""

from functools import lru_cache
from uuid import NAMESPACE_OID, uuid5

from scalehook.fleet import instance_types
from scalehook.fleet.state import Instance
from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook_contracts.fleet.instance_attributes import InstanceAttributes
from scalehook_contracts.fleet.instance_views import (
    CpuOptions,
    InstanceView,
    IpAddresses,
    MetadataOptions,
    NetworkInterface,
    PrivateIpSet,
    SecurityGroupIds,
    TagView,
    VpcAttributes,
)
from scalehook_contracts.host_names import host_name_of

NEVER = "2099-12-31T15:59Z"  # what is paid for afterwards does not expire
AS_MADE = (
    "description", "zone_id", "resource_group_id", "image_id", "instance_type", "instance_charge_type",
    "internet_charge_type", "internet_max_bandwidth_out", "spot_strategy", "spot_price_limit",
    "spot_duration", "credit_specification", "key_pair_name", "deletion_protection",
)  # fmt: skip


def instance_view(instance: Instance, region: str) -> InstanceView:
    """An instance."""
    created, size = instance.created, instance_types.size(instance.created.instance_type)
    started_at = created.created_at if instance.started_at is None else instance.started_at
    return InstanceView(
        **{name: getattr(created, name) for name in AS_MADE},
        **_common(instance),
        region_id=region,
        instance_type_family=instance_types.family(created.instance_type),
        cpu=size.cpu,
        memory=size.memory,
        cpu_options=_cpu_options(size.cpu),
        spot_interruption_behavior=created.spot_interruption_behavior or None,
        start_time=_minute(started_at),
        io_optimized=created.io_optimized == "optimized",
        metadata_options=_metadata_options(created.http_endpoint, created.http_tokens),
        network_interfaces=[_interface(created.instance_id, created.private_ip_address)],
        tags=[_tag(tag.key, tag.value) for tag in instance.tags],
    )


def attributes_view(instance: Instance, region: str) -> InstanceAttributes:
    """The same instance, as one operation describes it."""
    seen = instance_view(instance, region)
    shared = seen.model_fields_set | InstanceView.model_fields.keys()
    return InstanceAttributes(
        **{
            name: getattr(seen, name)
            for name in InstanceAttributes.model_fields
            if name in shared and name != "io_optimized"
        },
        io_optimized=instance.created.io_optimized,
    )


def _common(instance: Instance) -> dict[str, object]:
    """What follows from the instance, and is described everywhere."""
    created = instance.created
    return {
        "instance_id": created.instance_id,
        "instance_name": instance.name,
        "host_name": created.host_name or host_name_of(created.instance_id),
        "status": instance.status,
        "serial_number": _serial_number(created.instance_id),
        "internet_max_bandwidth_in": created.internet_max_bandwidth_in
        or max(10, created.internet_max_bandwidth_out),
        "creation_time": _minute(created.created_at),
        "expired_time": NEVER if created.expires_at is None else _minute(created.expires_at),
        "stopped_mode": _stopped_mode(instance),
        "vpc_attributes": _vpc(created.vpc_id, created.v_switch_id, created.private_ip_address),
        "public_ip_address": _addresses(created.public_ip_address),
        "security_group_ids": _security_groups(tuple(instance.security_group_ids)),
    }


def _stopped_mode(instance: Instance) -> str:
    """Only what has stopped has one."""
    if instance.status != "Stopped":
        return "Not-applicable"
    return instance.stopped_mode or "KeepCharging"


@lru_cache(maxsize=2000)
def _serial_number(instance_id: str) -> str:
    return str(uuid5(NAMESPACE_OID, instance_id))


@lru_cache(maxsize=2000)
def _mac(instance_id: str) -> str:
    digits = _serial_number(instance_id).replace("-", "")[:6]
    return ":".join(["00", "16", "3e", digits[:2], digits[2:4], digits[4:]])


@lru_cache(maxsize=2000)
def _minute(seconds: float) -> str:
    return iso_minutes(moment(seconds))


# Of equal parts there is one: to make them anew would be most of the work for a page.


@lru_cache(maxsize=100)
def _cpu_options(cpu: int) -> CpuOptions:
    return CpuOptions(core_count=max(1, cpu // 2), threads_per_core=min(2, cpu))


@lru_cache(maxsize=10)
def _metadata_options(endpoint: str, tokens: str) -> MetadataOptions:
    return MetadataOptions(http_endpoint=endpoint, http_tokens=tokens)


@lru_cache(maxsize=2000)
def _vpc(vpc_id: str, v_switch_id: str, address: str) -> VpcAttributes:
    return VpcAttributes(vpc_id=vpc_id, v_switch_id=v_switch_id, private_ip_address=_addresses(address))


@lru_cache(maxsize=2000)
def _addresses(address: str) -> IpAddresses:
    return IpAddresses(ip_address=list(filter(None, [address])))


@lru_cache(maxsize=2000)
def _security_groups(ids: tuple[str, ...]) -> SecurityGroupIds:
    return SecurityGroupIds(security_group_id=list(ids))


@lru_cache(maxsize=2000)
def _tag(key: str, value: str) -> TagView:
    return TagView(tag_key=key, tag_value=value)


@lru_cache(maxsize=2000)
def _interface(instance_id: str, address: str) -> NetworkInterface:
    return NetworkInterface(
        network_interface_id=instance_id.replace("i-", "eni-", 1),
        mac_address=_mac(instance_id),
        primary_ip_address=address,
        private_ip_sets=[PrivateIpSet(private_ip_address=address)],
    )
