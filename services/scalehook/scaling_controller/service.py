"""Auto Scaling as the host sees it."""

from scalehook.kit import Service
from scalehook.scaling_controller import handlers
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State, events

SERVICE = Service(
    name="scaling_controller",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
)
