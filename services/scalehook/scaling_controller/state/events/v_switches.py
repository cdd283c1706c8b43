"""What is heard of vSwitches."""

from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note


class VSwitchNoted(Note):
    """A vSwitch is in this zone."""

    v_switch_id: str
    zone_id: str


def v_switch_noted(event: VSwitchNoted, state: State) -> None:
    """Instances in it are in that zone."""
    state.v_switch_zones[event.v_switch_id] = event.zone_id
