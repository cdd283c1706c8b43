"""The dispatcher as the host sees it."""

from scalehook.kit import Effect, Service
from scalehook.notification_dispatcher import handlers
from scalehook.notification_dispatcher.effects import deliver_notification
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import State, events
from scalehook_contracts.notification_dispatcher.notifications import DeliverNotification

SERVICE = Service(
    name="notification_dispatcher",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
    effects={DeliverNotification: Effect(deliver_notification)},
)
