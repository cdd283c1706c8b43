"""Instances, described."""

import json
from fnmatch import fnmatchcase

from scalehook.fleet.state import Instance, State
from scalehook.kit import Work
from scalehook.kit.clock.moments import (
    iso_minutes,
    moment,
)
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.fleet import (
    DescribeInstances,
    InstancePage,
    InstanceView,
    IpAddresses,
    SecurityGroupIds,
    VpcAttributes,
)


def describe_instances(command: DescribeInstances, work: Work[State]) -> InstancePage:
    """The instances that are asked for, or all."""
    ids = _id_list("InstanceIds", command.instance_ids)
    addresses = _id_list("PrivateIpAddresses", command.private_ip_addresses)
    here = command.region_id == work.settings.region
    found = [
        instance
        for instance in work.state.instances.values()
        if here
        and (ids is None or instance.created.instance_id in ids)
        and (addresses is None or instance.created.private_ip_address in addresses)
        and _fits(instance, command)
    ]
    first = (command.page_number - 1) * command.page_size
    return InstancePage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        instances=[
            _view(instance, command.region_id) for instance in found[first : first + command.page_size]
        ],
    )


def _id_list(name: str, text: str | None) -> list[str] | None:
    if text is None:
        return None
    try:
        ids = json.loads(text)
    except ValueError as problem:
        raise InvalidParameter(name=name) from problem
    if not isinstance(ids, list) or len(ids) > 100:
        raise InvalidParameter(name=name)
    return ids


def _fits(instance: Instance, command: DescribeInstances) -> bool:
    created = instance.created
    pattern = command.instance_name
    return (
        command.status in ("", instance.status)
        and command.zone_id in ("", created.zone_id)
        and command.v_switch_id in ("", created.v_switch_id)
        and command.security_group_id in ("", created.security_group_id)
        and (not pattern or fnmatchcase(created.instance_name, pattern))
    )


def _view(instance: Instance, region: str) -> InstanceView:
    created = instance.created
    at = iso_minutes(moment(created.created_at))
    return InstanceView(
        instance_id=created.instance_id,
        instance_name=created.instance_name or f"ESS-asg-{created.instance_id}",
        host_name=created.host_name or created.instance_id.replace("i-", "iZ") + "Z",
        status=instance.status,
        region_id=region,
        zone_id=created.zone_id,
        image_id=created.image_id,
        instance_type=created.instance_type,
        creation_time=at,
        start_time=at,
        vpc_attributes=VpcAttributes(
            v_switch_id=created.v_switch_id,
            private_ip_address=IpAddresses(ip_address=[created.private_ip_address]),
        ),
        security_group_ids=SecurityGroupIds(
            security_group_id=[created.security_group_id] if created.security_group_id else []
        ),
    )
