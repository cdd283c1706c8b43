"""EventBridge as the host sees it."""

from scalehook.event_bus import handlers
from scalehook.event_bus.effects import post_event, send_event
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State, events
from scalehook.kit import Effect, Service
from scalehook_contracts.event_bus.deliveries import PostEvent, SendEvent

SERVICE = Service(
    name="event_bus",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
    effects={SendEvent: Effect(send_event), PostEvent: Effect(post_event, pushes=True)},
)
