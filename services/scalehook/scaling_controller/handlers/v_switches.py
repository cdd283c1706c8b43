"""vSwitches: the fleet says in which zone each is."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.v_switches import VSwitchNoted
from scalehook_contracts.fleet.v_switches import VSwitchMapped


def on_v_switch_mapped(event: VSwitchMapped, work: Work[State, Settings]) -> None:
    """Balanced groups look at zones, and are given vSwitches."""
    if work.state.v_switch_zones.get(event.v_switch_id) != event.zone_id:
        work.record(VSwitchNoted(v_switch_id=event.v_switch_id, zone_id=event.zone_id))
