"""Learns which launch templates groups may name, and what they say."""

from scalehook.kit import Work
from scalehook.scaling_controller.launch_templates import key
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.launch_templates import (
    TemplateDefaultNoted,
    TemplateForgotten,
    TemplateVersionNoted,
    TemplateVersionsForgotten,
)
from scalehook.scaling_controller.template_configurations import configuration_of
from scalehook_contracts.fleet.launch_templates import (
    LaunchTemplateDefaultVersionModified,
    LaunchTemplateDeleted,
    LaunchTemplateVersionCreated,
    LaunchTemplateVersionsDeleted,
)


def on_launch_template_version_created(
    event: LaunchTemplateVersionCreated, work: Work[State, Settings]
) -> None:
    """A version is there; with the first one, its template."""
    work.record(
        TemplateVersionNoted(
            launch_template_id=event.launch_template_id,
            version_number=event.version_number,
            configuration=configuration_of(event.data, event.tags),
        )
    )
    work.wake(key(event.launch_template_id))


def on_launch_template_default_version_modified(
    event: LaunchTemplateDefaultVersionModified, work: Work[State, Settings]
) -> None:
    """Another version is the default one."""
    work.record(
        TemplateDefaultNoted(
            launch_template_id=event.launch_template_id,
            default_version_number=event.default_version_number,
        )
    )


def on_launch_template_versions_deleted(
    event: LaunchTemplateVersionsDeleted, work: Work[State, Settings]
) -> None:
    """Versions are gone."""
    if event.launch_template_id in work.state.launch_templates:
        work.record(
            TemplateVersionsForgotten(
                launch_template_id=event.launch_template_id, version_numbers=event.version_numbers
            )
        )


def on_launch_template_deleted(event: LaunchTemplateDeleted, work: Work[State, Settings]) -> None:
    """A template is gone."""
    work.record(TemplateForgotten(launch_template_id=event.launch_template_id))
