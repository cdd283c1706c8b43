"""Access control as the host sees it."""

from scalehook.access_control import handlers, state
from scalehook.access_control.settings import Settings
from scalehook.kit import Service

SERVICE = Service(
    name="access_control", state=state.State, appliers=state, handlers=handlers, settings=Settings
)
