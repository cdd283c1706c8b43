"""Back-end servers: the fleet says when they have changed."""

from scalehook.kit import Work
from scalehook.scaling_controller import proceeding
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.fleet.backend_servers import BackendServersChanged


def on_backend_servers_changed(event: BackendServersChanged, work: Work[State, Settings]) -> None:
    """The activity that had it changed goes on, if that was the last one."""
    proceeding.note_change(event.scaling_activity_id, event.load_balancer_id, work)
