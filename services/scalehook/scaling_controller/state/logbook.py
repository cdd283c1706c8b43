"""The activities of a group, in the order in which they began and ended."""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator

from scalehook.scaling_controller.state.activities import Activity
from scalehook_contracts.scaling_controller.activities import ActivityStatus

NOT_YET = float("inf")


class Newest:
    """Activities from the newest back to the last that is still shown."""

    def __init__(self, activities: deque[Activity], since: float) -> None:
        self._activities = activities
        self._first = bisect_left(activities, since, key=ended_at)

    def __len__(self) -> int:
        return len(self._activities) - self._first

    def page(self, number: int, size: int) -> list[Activity]:
        """Page `number`, counted from 1."""
        start = (number - 1) * size
        return [self._activities[-1 - i] for i in range(start, min(start + size, len(self)))]


class Logbook:
    """Those that have ended are kept by their status, too."""

    def __init__(self) -> None:
        self._all: deque[Activity] = deque()
        self._going: dict[str, Activity] = {}
        self._ended: dict[ActivityStatus, deque[Activity]] = {}

    def __iter__(self) -> Iterator[Activity]:
        return iter(self._all)

    def begin(self, activity: Activity) -> None:
        """One more."""
        self._all.append(activity)
        if activity.in_progress:
            self._going[activity.activity_id] = activity

    def end(self, activity: Activity) -> None:
        """It has its last status now."""
        self._going.pop(activity.activity_id, None)
        self._ended.setdefault(activity.status, deque()).append(activity)

    def forget(self, activity: Activity) -> None:
        """One that has ended; mostly the first."""
        self._all.remove(activity)
        self._ended[activity.status].remove(activity)

    def newest(self, status: ActivityStatus | None, since: float) -> Newest:
        """Those with this status, or all, that have not ended before `since`."""
        if status is None:
            return Newest(self._all, since)
        if status == "InProgress":
            return Newest(deque(self._going.values()), since)
        return Newest(self._ended.get(status, deque()), since)


def ended_at(activity: Activity) -> float:
    """When it ended; never, while it goes on."""
    return NOT_YET if activity.ended_at is None else activity.ended_at
