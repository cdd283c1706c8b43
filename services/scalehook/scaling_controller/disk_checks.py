"""Checks the disks of a configuration: categories, sizes, places."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import InvalidParameterConflict
from scalehook_contracts.errors.scaling_configurations import InvalidDeviceInUse
from scalehook_contracts.scaling_controller.instance_configuration import InstanceConfiguration
from scalehook_contracts.scaling_controller.instance_disks import SystemDisk, WantedDataDisk

DEVICE = re.compile("/dev/xvd[a-z]{1,2}")


class Sizes(NamedTuple):
    """The smallest and the largest disk, in GiB."""

    least: int
    most: int


OF_SYSTEM_DISKS = {"cloud": Sizes(20, 500), "cloud_auto": Sizes(1, 2048)}
OF_OTHER_SYSTEM_DISKS = Sizes(20, 2048)
OF_ESSDS = {"PL0": 1, "PL1": 20, "PL2": 461, "PL3": 1261}  # the smallest system disk
OF_DATA_DISKS = {
    "cloud": Sizes(5, 2000),
    "cloud_auto": Sizes(1, 65_536),
    "ephemeral_ssd": Sizes(5, 800),
}
OF_OTHER_DATA_DISKS = Sizes(20, 32_768)


def check(asked: InstanceConfiguration, invalid: type[ApiError]) -> None:
    """The system disk, then one data disk after the other."""
    if asked.system_disk is not None:
        _check_system_disk(asked.system_disk, asked, invalid)
    for number, disk in enumerate(asked.data_disks, start=1):
        _check_data_disk(disk, f"DataDisk.{number}", invalid)
    devices = [disk.device for disk in asked.data_disks if disk.device]
    for device in _twice(devices):
        raise InvalidDeviceInUse(device=device)


def is_description(text: str) -> bool:
    """It is no address."""
    return not text.startswith(("http://", "https://"))


def _check_system_disk(disk: SystemDisk, asked: InstanceConfiguration, invalid: type[ApiError]) -> None:
    if disk.category and asked.system_disk_categories:
        raise InvalidParameterConflict(one="SystemDisk.Category", other="SystemDiskCategories")
    _check_any_disk(disk, "SystemDisk", invalid)
    sizes = OF_SYSTEM_DISKS.get(disk.category, OF_OTHER_SYSTEM_DISKS)
    if disk.category in ("", "cloud_essd") and disk.performance_level:
        sizes = Sizes(OF_ESSDS[disk.performance_level], 2048)
    if disk.size is not None and not sizes.least <= disk.size <= sizes.most:
        raise invalid(name="SystemDisk.Size")


def _check_data_disk(disk: WantedDataDisk, name: str, invalid: type[ApiError]) -> None:
    if disk.category and (disk.categories or disk.categorys):
        raise InvalidParameterConflict(one=f"{name}.Category", other=f"{name}.Categories")
    _check_any_disk(disk, name, invalid)
    if disk.device and not DEVICE.fullmatch(disk.device):
        raise invalid(name=f"{name}.Device")
    sizes = OF_DATA_DISKS.get(disk.category, OF_OTHER_DATA_DISKS)
    if disk.size and not disk.snapshot_id and not sizes.least <= disk.size <= sizes.most:
        raise invalid(name=f"{name}.Size")


def _check_any_disk(disk: SystemDisk | WantedDataDisk, name: str, invalid: type[ApiError]) -> None:
    if disk.bursting_enabled and disk.category not in ("", "cloud_auto"):
        raise invalid(name=f"{name}.BurstingEnabled")
    if not is_description(disk.description):
        raise invalid(name=f"{name}.Description")


def _twice(names: list[str]) -> Iterator[str]:
    return (name for place, name in enumerate(names) if name in names[:place])
