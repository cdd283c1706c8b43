"""Launch templates: made, given versions, deleted."""

from scalehook.fleet import template_checks
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.launch_templates import LaunchTemplate
from scalehook.fleet.template_lookups import check_region, template_of
from scalehook.kit import Work
from scalehook_contracts.errors.common import InvalidParameter, MissingNamedParameter
from scalehook_contracts.errors.ecs_launch_templates import (
    InvalidLaunchTemplateVersionNotFound,
    LaunchTemplateLimitExceed,
    LaunchTemplateNameDuplicated,
    LaunchTemplateVersionLimitExceed,
)
from scalehook_contracts.fleet.launch_template_data import LaunchTemplateData
from scalehook_contracts.fleet.launch_templates import (
    CreateLaunchTemplate,
    CreateLaunchTemplateVersion,
    DeletedLaunchTemplate,
    DeletedLaunchTemplateVersions,
    DeletedVersion,
    DeleteLaunchTemplate,
    DeleteLaunchTemplateVersion,
    LaunchTemplateCreated,
    LaunchTemplateCreation,
    LaunchTemplateDefaultVersionModified,
    LaunchTemplateDeleted,
    LaunchTemplateVersionCreated,
    LaunchTemplateVersionsDeleted,
    ModifiedLaunchTemplate,
    ModifyLaunchTemplateDefaultVersion,
)


def create_launch_template(
    command: CreateLaunchTemplate, work: Work[State, Settings]
) -> LaunchTemplateCreation:
    """A template with its first version."""
    check_region(command.region_id, work)
    name = command.launch_template_name
    template_checks.check_name(name)
    template_checks.check_version(command.version_description, command, command.tags)
    template_checks.check_tags(command.template_tags)
    if work.state.templates.find([("name", name)]):
        raise LaunchTemplateNameDuplicated(name=name)
    if len(work.state.launch_templates) >= work.settings.max_launch_templates:
        raise LaunchTemplateLimitExceed()
    created = LaunchTemplateCreated(
        launch_template_id=work.new_id("lt-"),
        launch_template_name=name,
        created_by=work.settings.account_id,
        created_at=work.now.timestamp(),
        resource_group_id=command.template_resource_group_id,
        tags=command.template_tags,
    )
    work.record(created)
    return _add_version(work.state.launch_templates[created.launch_template_id], command, work)


def create_launch_template_version(
    command: CreateLaunchTemplateVersion, work: Work[State, Settings]
) -> LaunchTemplateCreation:
    """One more version."""
    template = template_of(command, work)
    template_checks.check_version(command.version_description, command, command.tags)
    if len(template.versions) >= work.settings.max_launch_template_versions:
        raise LaunchTemplateVersionLimitExceed()
    return _add_version(template, command, work)


def modify_launch_template_default_version(
    command: ModifyLaunchTemplateDefaultVersion, work: Work[State, Settings]
) -> ModifiedLaunchTemplate:
    """Another version is the default one."""
    template = template_of(command, work)
    _check_versions(template, [command.default_version_number])
    work.record(
        LaunchTemplateDefaultVersionModified(
            launch_template_id=template.template_id,
            default_version_number=command.default_version_number,
            at=work.now.timestamp(),
        )
    )
    return ModifiedLaunchTemplate(launch_template_id=template.template_id)


def delete_launch_template(
    command: DeleteLaunchTemplate, work: Work[State, Settings]
) -> DeletedLaunchTemplate:
    """The template goes with its versions; instances stay, and groups that name it get none any more."""
    template = template_of(command, work)
    numbers = list(template.versions)
    work.record(LaunchTemplateDeleted(launch_template_id=template.template_id))
    return DeletedLaunchTemplate(
        launch_template_id=template.template_id,
        launch_template_version_numbers=numbers,
    )


def delete_launch_template_version(
    command: DeleteLaunchTemplateVersion, work: Work[State, Settings]
) -> DeletedLaunchTemplateVersions:
    """These versions go, if none of them is the default one."""
    template, numbers = template_of(command, work), list(dict.fromkeys(command.delete_versions))
    if not numbers:
        raise MissingNamedParameter(name="DeleteVersion")
    _check_versions(template, numbers)
    if template.default_version in numbers:
        raise InvalidParameter(name="DeleteVersion")
    gone = LaunchTemplateVersionsDeleted(
        launch_template_id=template.template_id, version_numbers=numbers, at=work.now.timestamp()
    )
    work.record(gone)
    return DeletedLaunchTemplateVersions(
        launch_template_versions=[
            DeletedVersion(
                launch_template_id=template.template_id, launch_template_version_number=number
            )
            for number in numbers
        ]
    )


def _add_version(
    template: LaunchTemplate,
    command: CreateLaunchTemplate | CreateLaunchTemplateVersion,
    work: Work[State, Settings],
) -> LaunchTemplateCreation:
    data = {name: getattr(command, name) for name in LaunchTemplateData.model_fields}
    created = LaunchTemplateVersionCreated(
        launch_template_id=template.template_id,
        version_number=template.next_version,
        version_description=command.version_description,
        created_by=work.settings.account_id,
        created_at=work.now.timestamp(),
        data=LaunchTemplateData(**data),
        tags=command.tags,
    )
    work.record(created)
    return LaunchTemplateCreation(
        launch_template_id=template.template_id,
        launch_template_version_number=created.version_number,
    )


def _check_versions(template: LaunchTemplate, numbers: list[int]) -> None:
    for number in numbers:
        if number not in template.versions:
            raise InvalidLaunchTemplateVersionNotFound(id=template.template_id, version=number)
