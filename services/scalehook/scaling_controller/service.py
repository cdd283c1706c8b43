"""Auto Scaling as the host sees it."""

from scalehook.kit import Service
from scalehook.scaling_controller import handlers, state
from scalehook.scaling_controller.settings import Settings

SERVICE = Service(
    name="scaling_controller",
    state=state.State,
    appliers=state,
    handlers=handlers,
    settings=Settings,
)
