"""Checks what somebody asks new instances to be, before anything is made."""

import base64
import binascii
import re
from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Address

from scalehook.fleet import addresses, instance_types, placing, tag_checks
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors import ecs_new_instances as errors
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.ecs_instances import (
    InvalidChargeTypeValueNotSupported,
    InvalidZoneIdNotFound,
)
from scalehook_contracts.fleet.instance_creation import InstanceRequest
from scalehook_contracts.fleet.specification import DataDisk, SystemDisk

MOST_USER_DATA = 32 * 1024
CATEGORIES = frozenset(
    ["cloud", "cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud_auto", "cloud_essd_entry"]
)
LOCAL = frozenset(
    ["cloud_regional_disk_auto", "elastic_ephemeral_disk_standard", "elastic_ephemeral_disk_premium"]
)
PERIODS = {"Week": {1, 2, 3, 4}, "Month": {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60}}
KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[()`~!@#$%^&*\-_+=|{}\[\]:;'<>,.?/\\\"]")


def check(command: InstanceRequest, amount: int, work: Work[State, Settings]) -> None:
    """Everything but names that are patterns, and stock."""
    _check_type(command)
    _check_zone(command, work)
    _check_texts(command)
    _check_payment(command)
    _check_network(command)
    _check_disks(command.system_disk, command.data_disks)
    tag_checks.check(command.tags)
    if command.private_ip_address:
        _check_address(command.private_ip_address, amount, work.state)


def check_description(text: str) -> None:
    """2 to 256 characters, and no `http://` in front."""
    if text and (not 2 <= len(text) <= 256 or text.startswith(("http://", "https://"))):
        raise errors.InvalidDescriptionMalformed()


def check_password(text: str) -> None:
    """8 to 30 characters of at least three kinds."""
    kinds = sum(re.search(kind, text) is not None for kind in KINDS)
    if text and (not 8 <= len(text) <= 30 or kinds < 3):
        raise errors.InvalidPasswordMalformed()


def check_user_data(text: str, malformed: type[ApiError]) -> None:
    """Base64 of at most 32 KiB."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise malformed() from problem
    if len(data) > MOST_USER_DATA:
        raise errors.InvalidUserDataSizeExceeded()


def check_credit(specification: str) -> None:
    """Of instances that collect CPU credits."""
    if specification not in ("", "Standard", "Unlimited"):
        raise errors.InvalidParameterCreditSpecification()


def _check_type(command: InstanceRequest) -> None:
    if not command.instance_type:
        raise MissingParameter(name="InstanceType")
    if not instance_types.is_type(command.instance_type):
        raise errors.InvalidInstanceTypeValueNotSupported()
    if not (command.image_id or command.image_family):
        raise MissingParameter(name="ImageId")


def _check_zone(command: InstanceRequest, work: Work[State, Settings]) -> None:
    zone_id, v_switch_id = command.zone_id, command.v_switch_id
    if zone_id and not placing.is_zone(zone_id, work):
        raise InvalidZoneIdNotFound()
    if zone_id and v_switch_id and placing.where(v_switch_id, work, zone_id) != zone_id:
        raise errors.OperationDeniedZoneNotAllowed()


def _check_texts(command: InstanceRequest) -> None:
    check_description(command.description)
    if command.password and command.password_inherit:
        raise errors.InvalidPasswordParamMismatch()
    check_password(command.password)
    check_user_data(command.user_data, errors.InvalidUserDataBase64FormatInvalid)
    check_credit(command.credit_specification)
    _check_one_of("IoOptimized", command.io_optimized, ("none", "optimized"))
    _check_one_of("HttpEndpoint", command.http_endpoint, ("enabled", "disabled"))
    _check_one_of("HttpTokens", command.http_tokens, ("optional", "required"))


def _check_payment(command: InstanceRequest) -> None:
    prepaid = command.instance_charge_type == "PrePaid"
    if not prepaid and command.instance_charge_type != "PostPaid":
        raise errors.InvalidInstanceChargeTypeNotFound()
    if prepaid and command.period is None:
        raise errors.MissingParamter()
    if prepaid and command.period not in PERIODS.get(command.period_unit, ()):
        raise InvalidParameter(name="Period")
    if command.deletion_protection and (prepaid or command.spot_strategy != "NoSpot"):
        raise InvalidChargeTypeValueNotSupported()
    _check_spot(command, prepaid)


def _check_spot(command: InstanceRequest, prepaid: bool) -> None:
    strategy, limit = command.spot_strategy, command.spot_price_limit
    if strategy not in ("NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"):
        raise errors.InvalidSpotStrategy()
    if strategy != "NoSpot" and prepaid:
        raise errors.InvalidSpotPrepaid()
    if limit is not None and not 0 <= limit <= 999_999:
        raise errors.InvalidSpotPriceLimit()
    if command.spot_duration not in (None, 0, 1, 2, 3, 4, 5, 6):
        raise errors.InvalidSpotDuration()
    _check_one_of("SpotInterruptionBehavior", command.spot_interruption_behavior, ("Terminate", "Stop"))


def _check_network(command: InstanceRequest) -> None:
    if command.internet_charge_type not in ("PayByBandwidth", "PayByTraffic"):
        raise errors.InvalidInternetChargeTypeValueNotSupported()
    outward, inward = command.internet_max_bandwidth_out, command.internet_max_bandwidth_in
    if not 0 <= outward <= 100:
        raise errors.InvalidInternetMaxBandwidthOutMalformed()
    if inward is not None and not 1 <= inward <= max(10, outward):
        raise errors.InvalidInternetMaxBandwidthInMalformed()


def _check_disks(system: SystemDisk | None, data: list[DataDisk]) -> None:
    if system is not None:
        if system.category and system.category not in CATEGORIES:
            raise errors.InvalidSystemDiskCategoryValueNotSupported()
        if system.size is not None and system.size < 20:
            raise errors.InvalidSystemDiskSizeLessThanMinSize()
        if system.size is not None and system.size > 2048:
            raise errors.InvalidSystemDiskSizeMoreThanMaxSize()
    if len(data) > 16:
        raise InvalidParameter(name="DataDisk")
    for disk in data:
        if disk.category and disk.category not in CATEGORIES | LOCAL:
            raise errors.InvalidDataDiskCategoryValueNotSupported()
        if disk.size is not None and not 1 <= disk.size <= 65_536:
            raise errors.InvalidDataDiskSizeValueNotSupported()


def _check_address(text: str, amount: int, state: State) -> None:
    """The first of so many addresses in a row, which must all be free."""
    try:
        first = IPv4Address(text)
        row = [first + step for step in range(amount)]
    except AddressValueError as problem:
        raise errors.InvalidPrivateIpAddressMalformed() from problem
    if not all(address.is_private for address in row):
        raise errors.InvalidPrivateIpAddress()
    if any(addresses.is_taken(str(address), state) for address in row):
        raise errors.InvalidPrivateIpAddressDuplicated()


def _check_one_of(name: str, value: str, allowed: Iterable[str]) -> None:
    if value and value not in allowed:
        raise InvalidParameter(name=name)
