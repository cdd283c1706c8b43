"""Where instances are: a vSwitch that is named for the first time gets the next zone."""

from collections.abc import Iterable

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.v_switches import VSwitch
from scalehook.kit import Work
from scalehook_contracts.fleet.v_switches import VSwitchMapped
from scalehook_contracts.vpc import vpc_id

LETTERS = "bghijk"  # of the zones that vSwitches get in turn


def place(v_switch_id: str, work: Work[State, Settings], zone_id: str = "") -> VSwitch:
    """Where the vSwitch is; a new one is in the zone that the settings say, or else in `zone_id`, or in
    the next one. Without a vSwitch, an instance is in `zone_id` or in the first zone.
    """
    known = work.state.v_switches.get(v_switch_id)
    if known is not None:
        return known
    if not v_switch_id:
        return VSwitch(zone_id or f"{work.settings.region}-{LETTERS[0]}", _vpc(work))
    made = VSwitchMapped(
        v_switch_id=v_switch_id, zone_id=where(v_switch_id, work, zone_id), vpc_id=_vpc(work)
    )
    work.record(made)
    return work.state.v_switches[v_switch_id]


def where(v_switch_id: str, work: Work[State, Settings], zone_id: str = "") -> str:
    """The zone that the vSwitch is in, or will be."""
    known = work.state.v_switches.get(v_switch_id)
    if known is not None:
        return known.zone_id
    in_turn = zones(work)[len(work.state.v_switches) % len(LETTERS)]
    return work.settings.v_switch_zones.get(v_switch_id) or zone_id or in_turn


def place_all(v_switch_ids: Iterable[str], work: Work[State, Settings]) -> dict[str, VSwitch]:
    """All of them, in this order."""
    return {v_switch_id: place(v_switch_id, work) for v_switch_id in v_switch_ids}


def zones(work: Work[State, Settings]) -> list[str]:
    """Those that vSwitches get in turn."""
    return [f"{work.settings.region}-{letter}" for letter in LETTERS]


def is_zone(zone_id: str, work: Work[State, Settings]) -> bool:
    """Whether it is a zone of this region: all letters are."""
    region, _, letter = zone_id.rpartition("-")
    return region == work.settings.region and len(letter) == 1 and "a" <= letter <= "z"


def _vpc(work: Work[State, Settings]) -> str:
    return vpc_id(work.settings.account_id, work.settings.region)
