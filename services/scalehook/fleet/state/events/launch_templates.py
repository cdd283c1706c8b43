"""What happens to launch templates."""

from scalehook.fleet.state.launch_templates import LaunchTemplate, TemplateVersion
from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.launch_templates import (
    LaunchTemplateCreated,
    LaunchTemplateDefaultVersionModified,
    LaunchTemplateDeleted,
    LaunchTemplateVersionCreated,
    LaunchTemplateVersionsDeleted,
)


def launch_template_created(event: LaunchTemplateCreated, state: State) -> None:
    """One more."""
    made = LaunchTemplate(
        template_id=event.launch_template_id,
        name=event.launch_template_name,
        created_by=event.created_by,
        created_at=event.created_at,
        modified_at=event.created_at,
        resource_group_id=event.resource_group_id,
        tags=list(event.tags),
    )
    state.launch_templates[made.template_id] = made
    state.templates.put(made.template_id, made, made.marks())


def launch_template_version_created(event: LaunchTemplateVersionCreated, state: State) -> None:
    """It has one more version."""
    template = state.launch_templates[event.launch_template_id]
    template.versions[event.version_number] = TemplateVersion(
        number=event.version_number,
        description=event.version_description,
        created_by=event.created_by,
        created_at=event.created_at,
        data=event.data,
        tags=list(event.tags),
    )
    template.next_version = event.version_number + 1
    template.modified_at = event.created_at


def launch_template_default_version_modified(
    event: LaunchTemplateDefaultVersionModified, state: State
) -> None:
    """It has another default version."""
    template = state.launch_templates[event.launch_template_id]
    template.default_version = event.default_version_number
    template.modified_at = event.at


def launch_template_versions_deleted(event: LaunchTemplateVersionsDeleted, state: State) -> None:
    """It has some versions less."""
    template = state.launch_templates[event.launch_template_id]
    for number in event.version_numbers:
        del template.versions[number]
    template.modified_at = event.at


def launch_template_deleted(event: LaunchTemplateDeleted, state: State) -> None:
    """One less."""
    gone = state.launch_templates.pop(event.launch_template_id)
    state.templates.drop(gone.template_id, gone.marks())
