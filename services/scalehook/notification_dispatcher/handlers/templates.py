"""Learns the parameters of templates."""

from scalehook.kit import Work
from scalehook.notification_dispatcher import delivering
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import State
from scalehook.notification_dispatcher.state.events.templates import TemplateForgotten, TemplateNoted
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.template_engine.template_changes import TemplateDeleted
from scalehook_contracts.template_engine.templates import TemplateRegistered


def on_template_registered(event: TemplateRegistered, work: Work[State, Settings]) -> None:
    """Hooks may name it from now on; notifications may wait for it already."""
    name = event.template_name
    is_new = name not in work.state.templates
    work.record(TemplateNoted(name=name, parameters=event.parameters))
    if not is_new:
        return
    for delivery in list(work.state.deliveries.values()):
        if not delivery.over and not delivery.held and _goes_to(delivery.receiver, name):
            work.cancel(delivering.timer(delivery.key))
            delivering.attempt(delivery, work)


def on_template_deleted(event: TemplateDeleted, work: Work[State, Settings]) -> None:
    """Notifications that hooks still send to it fail, unless it is made again in time."""
    work.record(TemplateForgotten(name=event.template_name))


def _goes_to(receiver: Receiver, template_name: str) -> bool:
    return receiver.kind is Kind.TEMPLATE and receiver.name == template_name
