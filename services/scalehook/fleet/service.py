"""The fleet as the host sees it."""

from scalehook.fleet import handlers
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State, events
from scalehook.kit import Service

SERVICE = Service(name="fleet", state=State, appliers=events, handlers=handlers, settings=Settings)
