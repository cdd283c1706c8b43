"""The resource provider as the host sees it."""

from scalehook.kit import Service
from scalehook.resource_provider import handlers
from scalehook.resource_provider.looking import look
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import State, events

SERVICE = Service(
    name="resource_provider",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
    guard=look,
)
