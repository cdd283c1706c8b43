"""The services of a stack. A new one is a folder and a line here."""

from scalehook.access_control.service import SERVICE as ACCESS_CONTROL
from scalehook.fleet.service import SERVICE as FLEET
from scalehook.kit.service import Service
from scalehook.message_service.service import SERVICE as MESSAGE_SERVICE
from scalehook.notification_dispatcher.service import SERVICE as NOTIFICATION_DISPATCHER
from scalehook.scaling_controller.service import SERVICE as SCALING_CONTROLLER
from scalehook.script_runner.service import SERVICE as SCRIPT_RUNNER
from scalehook.template_engine.service import SERVICE as TEMPLATE_ENGINE

SERVICES: tuple[Service, ...] = (
    ACCESS_CONTROL,
    FLEET,
    MESSAGE_SERVICE,
    SCALING_CONTROLLER,
    NOTIFICATION_DISPATCHER,
    TEMPLATE_ENGINE,
    SCRIPT_RUNNER,
)
