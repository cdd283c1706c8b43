"""Regions that Auto Scaling is in."""

from typing import ClassVar

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.scaling_controller.base import EssOperation


class RegionView(Part):
    """A region, and where its API is."""

    region_id: str
    local_name: str
    region_endpoint: str
    classic_unavailable: bool = False
    vpc_unavailable: bool = False


class RegionList(Reply):
    """All regions: here there is one."""

    regions: list[RegionView] = Listed("Region")


class DescribeRegions(EssOperation[RegionList]):
    """Lists the regions, with their names in this language: `zh-CN`, `en-US` or `ja`."""

    of_groups: ClassVar[bool] = False

    accept_language: str = "zh-CN"
