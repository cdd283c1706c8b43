"""The fleet as the host sees it."""

from scalehook.fleet import handlers, state
from scalehook.fleet.settings import Settings
from scalehook.kit import Service

SERVICE = Service(name="fleet", state=state.State, appliers=state, handlers=handlers, settings=Settings)
