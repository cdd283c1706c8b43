"""Launch templates, described."""

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.launch_templates import LaunchTemplate, TemplateVersion
from scalehook.fleet.template_lookups import check_region, template_of
from scalehook.fleet.template_views import template_view, version_view
from scalehook.kit import Work
from scalehook.kit.shelves import Mark
from scalehook_contracts.fleet.described_launch_templates import (
    DescribeLaunchTemplates,
    DescribeLaunchTemplateVersions,
    LaunchTemplatePage,
    LaunchTemplateVersionPage,
)


def describe_launch_templates(
    command: DescribeLaunchTemplates, work: Work[State, Settings]
) -> LaunchTemplatePage:
    """The templates that are asked for, or all."""
    check_region(command.region_id, work)
    choices: list[list[Mark]] = [[("tag", tag.key, tag.value)] for tag in command.template_tags]
    if command.launch_template_names:
        names = dict.fromkeys(command.launch_template_names)
        choices.append([("name", name) for name in names])
    if command.template_resource_group_id:
        choices.append([("resources", command.template_resource_group_id)])
    found = work.state.templates.find(*choices, keys=command.launch_template_ids or None)
    return LaunchTemplatePage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        launch_template_sets=[
            template_view(template) for template in found.page(command.page_number, command.page_size)
        ],
    )


def describe_launch_template_versions(
    command: DescribeLaunchTemplateVersions, work: Work[State, Settings]
) -> LaunchTemplateVersionPage:
    """The versions that are asked for, or all, the newest first."""
    template = template_of(command, work)
    found = [one for one in reversed(template.versions.values()) if _wanted(one, template, command)]
    start = (command.page_number - 1) * command.page_size
    return LaunchTemplateVersionPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        launch_template_version_sets=[
            version_view(one, template, command.detail_flag)
            for one in found[start : start + command.page_size]
        ],
    )


def _wanted(
    version: TemplateVersion, template: LaunchTemplate, command: DescribeLaunchTemplateVersions
) -> bool:
    number, numbers = version.number, command.launch_template_versions
    if command.default_version and number != template.default_version:
        return False
    return (
        (not numbers or number in numbers)
        and (command.min_version is None or number >= command.min_version)
        and (command.max_version is None or number <= command.max_version)
    )
