"""Finds the launch template that a request names, or refuses as documented."""

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.launch_templates import LaunchTemplate
from scalehook.kit import Work
from scalehook_contracts.errors.common import MissingNamedParameter
from scalehook_contracts.errors.ecs_launch_templates import (
    InvalidLaunchTemplateNotFound,
    InvalidRegionNotExist,
)
from scalehook_contracts.fleet.launch_templates import TemplateReference


def check_region(region_id: str, work: Work[State, Settings]) -> None:
    """Only the region that this cloud plays exists."""
    if region_id != work.settings.region:
        raise InvalidRegionNotExist()


def template_of(reference: TemplateReference, work: Work[State, Settings]) -> LaunchTemplate:
    """The template with this id, or else with this name; with both, it must have both."""
    check_region(reference.region_id, work)
    template_id, name = reference.launch_template_id, reference.launch_template_name
    if not (template_id or name):
        raise MissingNamedParameter(name="LaunchTemplateId")
    choices = [[("name", name)]] if name else []
    keys = [template_id] if template_id else None
    found = next(iter(work.state.templates.find(*choices, keys=keys)), None)
    if found is None:
        raise InvalidLaunchTemplateNotFound(id=template_id, name=name)
    return found
