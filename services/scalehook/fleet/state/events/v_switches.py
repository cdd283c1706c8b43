"""What happens to vSwitches."""

from scalehook.fleet.state.root import State
from scalehook.fleet.state.v_switches import VSwitch
from scalehook_contracts.fleet.v_switches import VSwitchMapped


def v_switch_mapped(event: VSwitchMapped, state: State) -> None:
    """It is there from now on, and stays where it is."""
    state.v_switches[event.v_switch_id] = VSwitch(event.zone_id, event.vpc_id)
