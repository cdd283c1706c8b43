"""Instances: launched, started, released, described."""

from ipaddress import IPv4Address

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.kit import Work
from scalehook.kit.api.wildcards import matches
from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.kit.shelves import Found, Mark
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.fleet.instances import (
    DescribeInstances,
    InstanceCreated,
    InstancePage,
    InstanceReleased,
    InstanceRunning,
    InstanceSpecification,
    InstanceView,
    IpAddresses,
    LaunchInstances,
    ReleaseInstances,
    SecurityGroupIds,
    StartUpInstance,
    VpcAttributes,
)
from scalehook_contracts.plain import NotPlain, parse_json

FIRST_ADDRESS = IPv4Address("172.16.0.10")
ADDRESSES = 2**20 - 20  # 172.16.0.0/12


def describe_instances(command: DescribeInstances, work: Work[State, Settings]) -> InstancePage:
    """The instances that are asked for, or all."""
    found = _found(command, work)
    chosen = found.page(command.page_number, command.page_size)
    return InstancePage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        instances=[_view(instance, command.region_id) for instance in chosen],
    )


def _found(command: DescribeInstances, work: Work[State, Settings]) -> Found[Instance]:
    ids = _id_list("InstanceIds", command.instance_ids)
    addresses = _id_list("PrivateIpAddresses", command.private_ip_addresses)
    if command.region_id != work.settings.region:
        return Found()
    asked = [
        ("status", command.status),
        ("zone", command.zone_id),
        ("v-switch", command.v_switch_id),
        ("security group", command.security_group_id),
    ]
    choices: list[list[Mark]] = [[mark] for mark in asked if mark[1]]
    if addresses is not None:
        choices.append([("address", address) for address in addresses])
    found = work.state.found.find(*choices, keys=ids)
    return _named(command.instance_name, found) if command.instance_name else found


def _named(pattern: str, found: Found[Instance]) -> Found[Instance]:
    """A name is a pattern, so each one has to be looked at."""
    fitting = [instance for instance in found if matches(pattern, _name(instance.created))]
    return Found([{instance.created.instance_id: instance for instance in fitting}])


def _id_list(name: str, text: str | None) -> set[str] | None:
    if text is None:
        return None
    try:
        ids = parse_json(text)
    except NotPlain as problem:
        raise InvalidParameter(name=name) from problem
    if not isinstance(ids, list) or len(ids) > 100 or not all(isinstance(i, str) for i in ids):
        raise InvalidParameter(name=name)
    return set(ids)


def _name(created: InstanceCreated) -> str:
    return created.instance_name or f"ESS-asg-{created.instance_id}"


def _view(instance: Instance, region: str) -> InstanceView:
    created = instance.created
    at = iso_minutes(moment(created.created_at))
    return InstanceView(
        instance_id=created.instance_id,
        instance_name=_name(created),
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


def launch_instances(command: LaunchInstances, work: Work[State, Settings]) -> Done:
    """Create the instances; they run after their start-up time."""
    specification = command.model_dump(include=set(InstanceSpecification.model_fields))
    made = [_create(command, specification, work) for _ in range(command.amount)]
    if made:
        start_up = StartUpInstance(instance_id=made[0], other_ids=made[1:])
        work.schedule_in(f"start-up/{made[0]}", work.settings.start_up_seconds, start_up)
    return Done()


def _create(command: LaunchInstances, specification: dict[str, str], work: Work[State, Settings]) -> str:
    created = InstanceCreated(
        **specification,
        instance_id=work.new_id("i-bp1", 17),
        private_ip_address=str(FIRST_ADDRESS + work.state.launched % ADDRESSES),
        zone_id=f"{work.settings.region}-b",
        scaling_activity_id=command.scaling_activity_id,
        scaling_group_id=command.scaling_group_id,
        created_at=work.now.timestamp(),
    )
    work.record(created)
    return created.instance_id


def start_up_instance(command: StartUpInstance, work: Work[State, Settings]) -> Done:
    """The instances have booted, but for those that were released before."""
    for instance_id in (command.instance_id, *command.other_ids):
        instance = work.state.instances.get(instance_id)
        if instance is not None and instance.status == "Starting":
            activity_id = instance.created.scaling_activity_id
            work.record(InstanceRunning(instance_id=instance_id, scaling_activity_id=activity_id))
    return Done()


def release_instances(command: ReleaseInstances, work: Work[State, Settings]) -> Done:
    """The instances are stopped and deleted."""
    for instance_id in dict.fromkeys(command.instance_ids):
        if instance_id in work.state.instances:
            work.record(InstanceReleased(instance_id=instance_id))
    return Done()
