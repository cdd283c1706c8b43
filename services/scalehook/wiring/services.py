"""The services of a stack. A new one is a folder and a line here."""

from scalehook.access_control.service import SERVICE as ACCESS_CONTROL
from scalehook.fleet.service import SERVICE as FLEET
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.machine.router import handlers
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.message_service.service import SERVICE as MESSAGE_SERVICE
from scalehook.notification_dispatcher.service import SERVICE as NOTIFICATION_DISPATCHER
from scalehook.scaling_controller.service import SERVICE as SCALING_CONTROLLER
from scalehook.script_runner.service import SERVICE as SCRIPT_RUNNER
from scalehook.template_engine.service import SERVICE as TEMPLATE_ENGINE
from scalehook_contracts.base import Event, Message

SERVICES: tuple[Service[Settings], ...] = (
    ACCESS_CONTROL,
    FLEET,
    MESSAGE_SERVICE,
    SCALING_CONTROLLER,
    NOTIFICATION_DISPATCHER,
    TEMPLATE_ENGINE,
    SCRIPT_RUNNER,
)


def all_types() -> dict[str, type[Message]]:
    """Every message of the stack by its name on the wire, what services keep to themselves included."""
    return {name: cls for service in SERVICES for name, cls in message_types(service).items()}


def readers() -> dict[str, list[type[Message]]]:
    """All services, with the events of others that they hear."""
    return {
        service.name: [m for m in handlers(service.handlers) if issubclass(m, Event)]
        for service in SERVICES
    }
