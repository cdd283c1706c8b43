"""Checks what a configuration says of its instances, one part after the other."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from scalehook.scaling_controller import configuration_tags, disk_checks
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import InvalidParameterConflict
from scalehook_contracts.errors.scaling_configurations import (
    InvalidUserDataBase64FormatInvalid,
    InvalidUserDataSizeExceeded,
)
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.scaling_controller.instance_configuration import InstanceConfiguration

MOST_USER_DATA = 32 * 1024  # bytes, before they are encoded
HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|[.-](?=[A-Za-z0-9])){1,63}")
KEY_PAIR = re.compile(r"(?!https?://)[A-Za-z\u4e00-\u9fa5][\w:.-]{1,127}")
KINDS_OF_CHARACTERS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[()`~!@#$%^&*_+=|{}\[\]:;\"<>,.?/'\\-]")
SPOT_STRATEGIES = ("", "NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo")
CHARGE_TYPES = ("", "PayByBandwidth", "PayByTraffic")

Asked = InstanceConfiguration


def check(asked: Asked, spot_strategy: str, invalid: type[ApiError]) -> None:
    """Refuses the first part that does not fit, or does not go with another one."""
    for one, other in _conflicts(asked):
        raise InvalidParameterConflict(one=one, other=other)
    for name, fits in CHECKS.items():
        if not fits(asked):
            raise invalid(name=name)
    if spot_strategy not in SPOT_STRATEGIES:
        raise invalid(name="SpotStrategy")
    disk_checks.check(asked, invalid)
    configuration_tags.check(asked.tags, invalid)
    _check_user_data(asked.user_data)


def _conflicts(asked: Asked) -> Iterator[tuple[str, str]]:
    pairs: tuple[tuple[str, object, str, object], ...] = (
        ("ImageId", asked.image_id, "ImageFamily", asked.image_family),
        ("SecurityGroupId", asked.security_group_id, "SecurityGroupIds", asked.security_group_ids),
        ("NetworkInterfaces", asked.network_interfaces, "SecurityGroupId", asked.security_group_id),
        ("NetworkInterfaces", asked.network_interfaces, "SecurityGroupIds", asked.security_group_ids),
        ("NetworkInterfaces", asked.network_interfaces, "Ipv6AddressCount", asked.ipv6_address_count),
        (
            "ResourcePoolOptions",
            asked.resource_pool_options and asked.resource_pool_options.strategy,
            "PrivatePoolOptions",
            asked.private_pool_options and asked.private_pool_options.match_criteria,
        ),
    )
    for one, first, other, second in pairs:
        if first and second:
            yield one, other


def _interfaces_fit(asked: Asked) -> bool:
    """There is one primary interface; addresses of IPv6 are its alone."""
    interfaces = asked.network_interfaces
    primary = [one for one in interfaces if one.instance_type == "Primary"]
    others = [one for one in interfaces if one.instance_type != "Primary"]
    return not interfaces or (len(primary) == 1 and not any(one.ipv6_address_count for one in others))


def _patterns_fit(asked: Asked) -> bool:
    return all(
        (one.cores is None) == (one.memory is None)
        and (one.maximum_cpu_core_count or 0) <= 4 * (one.minimum_cpu_core_count or 2**31)
        for one in asked.instance_pattern_infos
    )


def _overrides_fit(asked: Asked) -> bool:
    names = [one.instance_type for one in asked.instance_type_overrides]
    return len(names) == len(set(names)) and all(names)


def _password_fits(asked: Asked) -> bool:
    kinds = sum(bool(re.search(kind, asked.password)) for kind in KINDS_OF_CHARACTERS)
    return not asked.password or (8 <= len(asked.password) <= 30 and kinds >= 3)


def _pool_fits(asked: Asked) -> bool:
    pool = asked.private_pool_options
    return pool is None or pool.match_criteria != "Target" or bool(pool.id)


def _pools_fit(asked: Asked) -> bool:
    pools = asked.resource_pool_options
    if pools is None:
        return True
    told = bool(pools.private_pool_ids), bool(pools.private_pool_tags)
    return told != (True, True) and (pools.strategy != "PrivatePoolOnly" or told[0])


def _scheduling_fits(asked: Asked) -> bool:
    if not asked.scheduler_options:
        return True
    try:
        options = parse_json(asked.scheduler_options)
    except NotPlain:
        return False
    space = options.get("ManagedPrivateSpaceId", "") if isinstance(options, dict) else None
    return isinstance(space, str) and set(options) <= {"ManagedPrivateSpaceId"}


CHECKS: dict[str, Callable[[Asked], bool]] = {
    "HostName": lambda asked: not asked.host_name or bool(HOST_NAME.fullmatch(asked.host_name)),
    "KeyPairName": lambda asked: (
        not asked.key_pair_name or bool(KEY_PAIR.fullmatch(asked.key_pair_name))
    ),
    "InstanceDescription": lambda asked: disk_checks.is_description(asked.instance_description),
    "InternetChargeType": lambda asked: asked.internet_charge_type in CHARGE_TYPES,
    "InstancePatternInfos": _patterns_fit,
    "InstanceTypeOverrides": _overrides_fit,
    "NetworkInterfaces": _interfaces_fit,
    "Password": _password_fits,
    "PrivatePoolOptions": _pool_fits,
    "ResourcePoolOptions": _pools_fit,
    "SchedulerOptions": _scheduling_fits,
}


def _check_user_data(text: str) -> None:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise InvalidUserDataBase64FormatInvalid() from problem
    if len(data) > MOST_USER_DATA:
        raise InvalidUserDataSizeExceeded()
