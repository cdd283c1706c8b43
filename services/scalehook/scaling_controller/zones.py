"""The places of a group's instances: zones, as far as they are known, or else vSwitches."""

from collections import Counter

from scalehook.scaling_controller.state import Group


class Zones:
    """Where the instances of a group are, and where new ones may go. The zone of a vSwitch is known once
    an instance is in it; until then the vSwitch stands for a zone of its own.
    """

    def __init__(self, group: Group) -> None:
        known = {switch: zone for zone, switch in group.roster.places if switch}
        self.switches: dict[str, list[str]] = {}  # by place, the one that is preferred first
        for switch in group.v_switch_ids:
            self.switches.setdefault(known.get(switch, switch), []).append(switch)
        self.there: Counter[str] = Counter()
        for (zone, _), count in group.roster.places.items():
            self.there[zone] += count

    @property
    def names(self) -> list[str]:
        """All places, the one that is preferred first."""
        return list(self.switches)
