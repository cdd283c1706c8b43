"""What happens to templates."""

from scalehook.notification_dispatcher.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.template_engine.templates import TemplateParameter


class TemplateNoted(Note):
    """A template has these parameters."""

    name: str
    parameters: list[TemplateParameter]


class TemplateForgotten(Note):
    """A template is gone."""

    name: str


def template_noted(event: TemplateNoted, state: State) -> None:
    """Notifications to it know its parameters."""
    state.templates[event.name] = event.parameters


def template_forgotten(event: TemplateForgotten, state: State) -> None:
    """Notifications to it wait as for one that was never there."""
    state.templates.pop(event.name, None)
