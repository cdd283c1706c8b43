"""Regions."""

from scalehook.kit import Work
from scalehook.scaling_controller.region_names import LANGUAGES, endpoint_of, name_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.errors.scaling_account import InvalidAcceptLanguageNotFound
from scalehook_contracts.scaling_controller.regions import DescribeRegions, RegionList, RegionView


def describe_regions(command: DescribeRegions, work: Work[State, Settings]) -> RegionList:
    """The one that this cloud plays."""
    if command.accept_language not in LANGUAGES:
        raise InvalidAcceptLanguageNotFound()
    region = work.settings.region
    return RegionList(
        regions=[
            RegionView(
                region_id=region,
                local_name=name_of(region, command.accept_language),
                region_endpoint=endpoint_of(region),
            )
        ]
    )
