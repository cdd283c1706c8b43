"""What activities did, counted by the hours in which they ended."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from scalehook.kit.counts import Counts
from scalehook.scaling_controller.state.activities import Activity

HOUR = 3600
ALL = ""  # stands for every group


@dataclass
class Tally:
    """Of one hour. An activity that is forgotten is taken out again."""

    created: int = 0
    destroyed: int = 0
    started: int = 0
    stopped: int = 0
    statuses: Counts[str] = field(default_factory=Counts)
    errors: Counts[str] = field(default_factory=Counts)

    def count(self, activity: Activity, sign: int) -> None:
        """One more activity, or one less."""
        if activity.created_ids:
            self.created += sign * len(activity.created_ids)
        if activity.removed_ids:
            self.destroyed += sign * len(activity.removed_ids)
        if activity.resumed_ids:
            self.started += sign * len(activity.resumed_ids)
        if activity.stopped_ids:
            self.stopped += sign * len(activity.stopped_ids)
        self.statuses[activity.status] += sign
        if activity.error_code:
            self.errors[activity.error_code] += sign


class Statistics:
    """Tallies by group and hour; they follow from the activities that are kept."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[str, int], Tally] = {}

    def add(self, activity: Activity) -> None:
        """It has ended."""
        for key in _keys(activity):
            tally = self._tallies.get(key)
            if tally is None:
                tally = self._tallies[key] = Tally()
            tally.count(activity, 1)

    def remove(self, activity: Activity) -> None:
        """It is forgotten."""
        for key in _keys(activity):
            tally = self._tallies[key]
            tally.count(activity, -1)
            if not any(tally.statuses.values()):
                del self._tallies[key]

    def between(self, group_id: str, start: float, end: float) -> Iterator[tuple[float, Tally]]:
        """The hours, with those that `start` and `end` are in, and when each begins."""
        for hour in range(int(start // HOUR), int(end // HOUR) + 1):
            tally = self._tallies.get((group_id, hour))
            if tally is not None:
                yield hour * HOUR, tally


def _keys(activity: Activity) -> tuple[tuple[str, int], ...]:
    hour = int((activity.ended_at or 0) // HOUR)
    return (ALL, hour), (activity.group_id, hour)
