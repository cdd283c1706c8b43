"""Learns the parameters of templates."""

from scalehook.kit import Work
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import State
from scalehook.notification_dispatcher.state.events.templates import TemplateNoted
from scalehook_contracts.template_engine.templates import TemplateRegistered


def on_template_registered(event: TemplateRegistered, work: Work[State, Settings]) -> None:
    """Hooks may name it from now on."""
    work.record(TemplateNoted(name=event.template_name, parameters=event.parameters))
