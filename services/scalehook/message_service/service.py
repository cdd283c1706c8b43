"""Message Service as the host sees it."""

from scalehook.kit import Effect, Service
from scalehook.message_service import handlers
from scalehook.message_service.effects import push_notification
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, events
from scalehook.message_service.timings import TIMINGS
from scalehook_contracts.message_service.pushes import PushNotification

SERVICE = Service(
    name="message_service",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
    effects={PushNotification: Effect(push_notification)},
    timings=TIMINGS,
)
