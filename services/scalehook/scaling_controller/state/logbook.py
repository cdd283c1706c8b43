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
        self._piles: dict[tuple[str, str], Pile] = {}

    def __iter__(self) -> Iterator[Activity]:
        return iter(self._pile(("all", "")).begun)

    def begin(self, activity: Activity) -> None:
        """One more."""
        for mark in _lasting(activity):
            self._add(mark, activity)
        self._add(("status", "InProgress"), activity)

    def end(self, activity: Activity) -> None:
        """It has its last status now."""
        self._remove(("status", "InProgress"), activity)
        self._add(("status", activity.status), activity)
        for mark in _marks(activity):
            self._piles[mark].note_end(ended_at(activity))

    def forget(self, activity: Activity) -> None:
        """One that has ended."""
        for mark in _marks(activity):
            self._piles[mark].forget_end(ended_at(activity))
            self._remove(mark, activity)

    def newest(self, status: ActivityStatus | None, since: float, refresh_task_id: str = "") -> Newest:
        """Those with this status and of this refresh, or of any, that have not ended before `since`."""
        mark = ("status", status) if status else ("all", "")
        if not refresh_task_id:
            return self._pile(mark).newest(since)
        of_refresh = self._pile(("refresh", refresh_task_id)).begun
        found = [a for a in of_refresh if status in (None, a.status) and ended_at(a) >= since]
        return Newest(found, since, 0)

    def _pile(self, mark: tuple[str, str]) -> Pile:
        return self._piles.get(mark) or Pile()

    def _add(self, mark: tuple[str, str], activity: Activity) -> None:
        if mark not in self._piles:
            self._piles[mark] = Pile()
        self._piles[mark].add(activity)

    def _remove(self, mark: tuple[str, str], activity: Activity) -> None:
        pile = self._piles[mark]
        pile.remove(activity)
        if not pile.begun:
            del self._piles[mark]


def ended_at(activity: Activity) -> float:
    """When it ended; never, while it goes on."""
    return NOT_YET if activity.ended_at is None else activity.ended_at


def _number(activity: Activity) -> int:
    return activity.number


def _lasting(activity: Activity) -> list[tuple[str, str]]:
    refresh = [("refresh", activity.refresh_task_id)] if activity.refresh_task_id else []
    return [("all", ""), *refresh]


def _marks(activity: Activity) -> list[tuple[str, str]]:
    return [*_lasting(activity), ("status", activity.status)]
