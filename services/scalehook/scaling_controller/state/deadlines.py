"""The waits that go on, by their deadlines."""

from bisect import bisect_left, bisect_right, insort
from operator import itemgetter

from scalehook.scaling_controller.state.actions import Action


class Deadlines:
    """The tokens of waiting actions, the first deadline first."""

    def __init__(self) -> None:
        self._sorted: list[tuple[float, str]] = []

    def __len__(self) -> int:
        return len(self._sorted)

    def add(self, action: Action) -> None:
        """One more wait."""
        insort(self._sorted, (action.deadline, action.token))

    def remove(self, action: Action) -> None:
        """One less; its deadline is what it was."""
        del self._sorted[bisect_left(self._sorted, (action.deadline, action.token))]

    def first(self, most: int, until: float | None = None) -> list[str]:
        """So many tokens at most, of deadlines that have come by then."""
        if until is not None:
            most = min(most, bisect_right(self._sorted, until, key=itemgetter(0)))
        return [token for _, token in self._sorted[:most]]
