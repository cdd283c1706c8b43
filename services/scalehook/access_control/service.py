"""Access control as the host sees it."""

from scalehook.access_control import handlers
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State, events
from scalehook.kit import Service

SERVICE = Service(
    name="access_control", state=State, appliers=events, handlers=handlers, settings=Settings
)
