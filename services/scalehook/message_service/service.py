"""Message Service as the host sees it."""

from scalehook.kit import Effect, Service
from scalehook.message_service import handlers, state
from scalehook.message_service.effects import push_notification
from scalehook.message_service.settings import Settings
from scalehook_contracts.message_service.pushes import PushNotification

SERVICE = Service(
    name="message_service",
    state=state.State,
    appliers=state,
    handlers=handlers,
    settings=Settings,
    effects={PushNotification: Effect(push_notification)},
)
