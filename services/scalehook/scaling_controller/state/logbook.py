"""The activities of a group, in the order in which they began."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import islice

from scalehook.scaling_controller.state.activities import Activity
from scalehook_contracts.scaling_controller.activities import ActivityStatus

NOT_YET = float("inf")


class Newest:
    """Activities from the newest back to the oldest; those that ended before `since` are not shown."""

    def __init__(self, begun: Sequence[Activity], since: float, hidden: int) -> None:
        self._begun = begun
        self._since = since
        self._hidden = hidden

    def __len__(self) -> int:
        return len(self._begun) - self._hidden

    def page(self, number: int, size: int) -> list[Activity]:
        """Page `number`, counted from 1."""
        start = (number - 1) * size
        end = min(start + size, len(self))
        if not self._hidden:
            return [self._begun[-1 - i] for i in range(start, end)]
        shown = (a for a in reversed(self._begun) if ended_at(a) >= self._since)
        return list(islice(shown, start, max(start, end)))  # the hidden ones are the oldest: seldom met


class Pile:
    """Activities of one kind in the order in which they began, and when those that are over have ended.
    Both grow at their ends and shrink at their beginnings, or close to it.
    """

    __slots__ = ("begun", "ends")

    def __init__(self) -> None:
        self.begun: list[Activity] = []
        self.ends: list[float] = []

    def add(self, activity: Activity) -> None:
        """One more."""
        if not self.begun or self.begun[-1].number < activity.number:
            self.begun.append(activity)
        else:
            insort(self.begun, activity, key=_number)

    def remove(self, activity: Activity) -> None:
        """One less."""
        if self.begun[-1] is activity:
            self.begun.pop()
        else:
            del self.begun[bisect_left(self.begun, activity.number, key=_number)]

    def note_end(self, at: float) -> None:
        """One is over."""
        insort(self.ends, at)

    def forget_end(self, at: float) -> None:
        """One that was over is gone."""
        del self.ends[bisect_left(self.ends, at)]

    def newest(self, since: float) -> Newest:
        """Those that have not ended before `since`."""
        return Newest(self.begun, since, bisect_left(self.ends, since))


class Logbook:
    """All of them, those of each status, and those of each instance refresh. Several may be in progress
    at once: they do not end in the order in which they began.
    """

    def __init__(self) -> None:
        self._all = Pile()
        self._by_status: dict[str, Pile] = {}
        self._by_refresh: dict[str, Pile] = {}

    def __iter__(self) -> Iterator[Activity]:
        return iter(self._all.begun)

    def begin(self, activity: Activity) -> None:
        """One more."""
        self._all.add(activity)
        _add(activity, self._by_status, "InProgress")
        if activity.refresh_task_id:
            _add(activity, self._by_refresh, activity.refresh_task_id)

    def end(self, activity: Activity) -> None:
        """It has its last status now."""
        _remove(activity, self._by_status, "InProgress")
        _add(activity, self._by_status, activity.status)
        at = ended_at(activity)
        self._all.note_end(at)
        self._by_status[activity.status].note_end(at)

    def forget(self, activity: Activity) -> None:
        """One that has ended."""
        at = ended_at(activity)
        for pile in (self._all, self._by_status[activity.status]):
            pile.forget_end(at)
        self._all.remove(activity)
        _remove(activity, self._by_status, activity.status)
        if activity.refresh_task_id:
            _remove(activity, self._by_refresh, activity.refresh_task_id)

    def newest(self, status: ActivityStatus | None, since: float, refresh_task_id: str = "") -> Newest:
        """Those with this status and of this refresh, or of any, that have not ended before `since`."""
        if not refresh_task_id:
            pile = self._by_status.get(status) if status else self._all
            return (pile or Pile()).newest(since)
        of_refresh = self._by_refresh.get(refresh_task_id) or Pile()
        found = [a for a in of_refresh.begun if status in (None, a.status) and ended_at(a) >= since]
        return Newest(found, since, 0)


def ended_at(activity: Activity) -> float:
    """When it ended; never, while it goes on."""
    return NOT_YET if activity.ended_at is None else activity.ended_at


def _number(activity: Activity) -> int:
    return activity.number


def _add(activity: Activity, piles: dict[str, Pile], name: str) -> None:
    pile = piles.get(name)
    if pile is None:
        pile = piles[name] = Pile()
    pile.add(activity)


def _remove(activity: Activity, piles: dict[str, Pile], name: str) -> None:
    pile = piles[name]
    pile.remove(activity)
    if not pile.begun:
        del piles[name]
