"""What happens to templates."""

from scalehook.template_engine.state.root import State
from scalehook.template_engine.state.templates import StoredTemplate
from scalehook_contracts.template_engine.templates import TemplateRegistered


def template_registered(event: TemplateRegistered, state: State) -> None:
    """A template is there."""
    state.templates[event.template_name] = StoredTemplate(
        event.template_name,
        event.template_version,
        event.public,
        event.content,
        event.registered_at,
    )
