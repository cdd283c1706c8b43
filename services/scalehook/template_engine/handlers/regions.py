"""Where OOS is."""

from scalehook.kit import Work
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook_contracts.template_engine.regions import DescribeRegions, OosRegion, OosRegionList


def describe_regions(command: DescribeRegions, work: Work[State, Settings]) -> OosRegionList:
    """There is one; it is called by its id in every language."""
    region = work.settings.region
    endpoint = f"oos.{region}.aliyuncs.com"
    only = OosRegion(region_id=region, local_name=region, region_endpoint=endpoint)
    return OosRegionList(regions=[only])
