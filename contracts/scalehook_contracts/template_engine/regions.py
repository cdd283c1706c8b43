"""Where OOS is."""

from typing import Literal

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.template_engine.base import OosOperation


class OosRegion(Part):
    """A region, and the address that OOS has there."""

    region_id: str
    local_name: str
    region_endpoint: str


class OosRegionList(Reply):
    """All regions of this stack."""

    regions: list[OosRegion] = Listed("Region")


class DescribeRegions(OosOperation[OosRegionList]):
    """Lists the regions of this stack: its own."""

    accept_language: Literal["", "zh-CN", "en-US"] = ""
    region_id: str = ""
