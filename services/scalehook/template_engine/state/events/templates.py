"""What happens to templates."""

from scalehook.template_engine.state.root import State
from scalehook.template_engine.state.templates import StoredTemplate, StoredVersion
from scalehook_contracts.template_engine.template_changes import TemplateDeleted
from scalehook_contracts.template_engine.templates import TemplateRegistered


def template_registered(event: TemplateRegistered, state: State) -> None:
    """A template is there, or there in another version."""
    before = state.templates.get(event.template_name)
    earlier: list[StoredVersion] = []
    if before is not None and before.version != event.template_version:
        earlier = list(reversed(before.versions()))
    state.templates[event.template_name] = StoredTemplate(
        event.template_name,
        event.template_version,
        event.public,
        event.content,
        event.registered_at,
        event.version_name,
        event.tags,
        event.resource_group_id,
        earlier,
    )


def template_deleted(event: TemplateDeleted, state: State) -> None:
    """It is gone in all its versions."""
    del state.templates[event.template_name]
