"""The zones of a group's instances."""

from collections import Counter
from collections.abc import Mapping

from scalehook.scaling_controller.state import Group


class Zones:
    """Where the instances of a group are, and where new ones may go. A vSwitch whose zone nobody knows
    stands for a zone of its own.
    """

    def __init__(self, group: Group, zones_of: Mapping[str, str]) -> None:
        seen = {v_switch: zone for zone, v_switch in group.roster.places if v_switch}
        known = {**seen, **zones_of}
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
