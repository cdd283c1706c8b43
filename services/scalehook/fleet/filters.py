"""What a listing asks for, as marks that instances are found by."""

from collections.abc import Iterable
from datetime import UTC, datetime

from scalehook.fleet import tag_checks
from scalehook.fleet.state.instances import mark
from scalehook.fleet.state.register import Register
from scalehook.kit.shelves import Mark
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.ecs_instances import (
    InvalidFilterKeyNotFound,
    InvalidFilterValue,
    InvalidHpcClusterIdNotFound,
    InvalidInternetChargeTypeNotFound,
    InvalidLockReasonNotFound,
    InvalidNetworkTypeNotFound,
    InvalidStatusNotFound,
    InvalidTagCount,
    InvalidTagMismatch,
)
from scalehook_contracts.errors.ecs_new_instances import InvalidInstanceChargeTypeNotFound
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instance_listing import DescribeInstances, InstanceFilter
from scalehook_contracts.plain import NotPlain, parse_json

Choices = list[list[Mark]]
NOBODY: list[Mark] = [("nobody",)]  # a mark that no instance has
MOST = 100  # ids or addresses
BEGINNING, END = float("-inf"), float("inf")
LOCKS = ("financial", "security", "Recycling", "dedicatedhostfinancial", "refunded")
KNOWN: dict[str, tuple[tuple[str, ...], type[ApiError]]] = {
    "status": (("Pending", "Running", "Starting", "Stopping", "Stopped"), InvalidStatusNotFound),
    "instance_charge_type": (("PostPaid", "PrePaid"), InvalidInstanceChargeTypeNotFound),
    "internet_charge_type": (("PayByBandwidth", "PayByTraffic"), InvalidInternetChargeTypeNotFound),
    "instance_network_type": (("vpc", "classic"), InvalidNetworkTypeNotFound),
    "lock_reason": (LOCKS, InvalidLockReasonNotFound),
}
MARKS = {
    "status": "status",
    "zone_id": "zone",
    "vpc_id": "VPC",
    "v_switch_id": "v-switch",
    "security_group_id": "security group",
    "image_id": "image",
    "instance_type": "type",
    "instance_type_family": "family",
    "instance_charge_type": "charge type",
    "internet_charge_type": "traffic",
    "key_pair_name": "key pair",
    "resource_group_id": "resource group",
    "http_endpoint": "metadata",
    "http_tokens": "metadata tokens",
}


def choices(command: DescribeInstances) -> Choices:
    """All but ids, names and times. What no instance has (an elastic address, a lock) finds none."""
    _check(command)
    found: Choices = [
        [mark(what, value)] for name, what in MARKS.items() if (value := getattr(command, name))
    ]
    found += _addresses(command)
    found += tag_choices(command.tags)
    if command.io_optimized is not None:
        found.append([mark("I/O", "optimized" if command.io_optimized else "none")])
    if command.lock_reason or command.instance_network_type == "classic":
        found.append(NOBODY)
    return found


def tag_choices(tags: list[InstanceTag]) -> Choices:
    """Those that have all these tags; without a value, any one fits."""
    if len(tags) > tag_checks.MOST:
        raise InvalidTagCount()
    if not all(tag.key for tag in tags):
        raise InvalidTagMismatch()
    return [[("tag", tag.key, tag.value) if tag.value else ("tag", tag.key)] for tag in tags]


def ids_in(name: str, text: str | None) -> dict[str, None] | None:
    """The items of a JSON array that is given as text, each once; None when it is not given."""
    if text is None:
        return None
    try:
        items = parse_json(text)
    except NotPlain as problem:
        raise InvalidParameter(name=name) from problem
    if not isinstance(items, list) or len(items) > MOST or not all(isinstance(i, str) for i in items):
        raise InvalidParameter(name=name)
    return dict.fromkeys(items)


def born(filters: Iterable[InstanceFilter], register: Register) -> Iterable[str] | None:
    """The ids of those that were made in the time that is asked for; None when none is."""
    times = {"CreationStartTime": BEGINNING, "CreationEndTime": END}
    given = list(filters)
    for number, each in enumerate(given, 1):
        if each.key not in times:
            raise InvalidFilterKeyNotFound(name=f"{number}.Key")
        times[each.key] = _time(each.value, f"{number}.Value")
    return register.born(times["CreationStartTime"], times["CreationEndTime"]) if given else None


def _time(text: str, name: str) -> float:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC).timestamp()
    except ValueError as problem:
        raise InvalidFilterValue(name=name) from problem


def _check(command: DescribeInstances) -> None:
    for name, (values, refusal) in KNOWN.items():
        if (given := getattr(command, name)) and given not in values:
            raise refusal()
    if command.http_endpoint not in ("", "enabled", "disabled"):
        raise InvalidParameter(name="HttpEndpoint")
    if command.http_tokens not in ("", "optional", "required"):
        raise InvalidParameter(name="HttpTokens")
    if command.hpc_cluster_id:
        raise InvalidHpcClusterIdNotFound()


def _addresses(command: DescribeInstances) -> Choices:
    """Private and public ones; of the others no instance has any."""
    given = (
        ("PrivateIpAddresses", "address", command.private_ip_addresses),
        ("PublicIpAddresses", "public address", command.public_ip_addresses),
        ("InnerIpAddresses", "", command.inner_ip_addresses),
        ("EipAddresses", "", command.eip_addresses),
        ("RdmaIpAddresses", "", command.rdma_ip_addresses),
    )
    found: Choices = [NOBODY] if command.ipv6_addresses else []
    for name, what, text in given:
        items = ids_in(name, text)
        if items is not None:
            found.append([mark(what, item) for item in items] if what else NOBODY)
    return found
