"""What is heard of launch templates."""

from scalehook.scaling_controller.state.launch_templates import KnownTemplate
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration


class TemplateVersionNoted(Note):
    """A template has a version, which stands for this configuration."""

    launch_template_id: str
    version_number: Int64
    configuration: CreateScalingConfiguration


class TemplateDefaultNoted(Note):
    """A template has another default version."""

    launch_template_id: str
    default_version_number: Int64


class TemplateVersionsForgotten(Note):
    """Versions of a template are gone."""

    launch_template_id: str
    version_numbers: list[Int64]


class TemplateForgotten(Note):
    """A template is gone."""

    launch_template_id: str


def template_version_noted(event: TemplateVersionNoted, state: State) -> None:
    """Groups may name it."""
    template = state.launch_templates.setdefault(event.launch_template_id, KnownTemplate())
    template.versions[event.version_number] = event.configuration


def template_default_noted(event: TemplateDefaultNoted, state: State) -> None:
    """Groups that name none get this one."""
    template = state.launch_templates.setdefault(event.launch_template_id, KnownTemplate())
    template.default_version = event.default_version_number


def template_versions_forgotten(event: TemplateVersionsForgotten, state: State) -> None:
    """Groups may name them no more."""
    versions = state.launch_templates[event.launch_template_id].versions
    for number in event.version_numbers:
        versions.pop(number, None)


def template_forgotten(event: TemplateForgotten, state: State) -> None:
    """Groups may name it no more."""
    state.launch_templates.pop(event.launch_template_id, None)
