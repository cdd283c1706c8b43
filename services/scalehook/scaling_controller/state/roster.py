"""The instances of a group: how many are in each state, and which of those in service goes first."""

import itertools
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable

from scalehook.scaling_controller.state.instances import Instance
from scalehook_contracts.scaling_controller.instances import LifecycleState

SERVING = "InService"


class Roster:
    """Kept as instances come, move and go. `rank` is what the group's removal policies look at: of
    equals the one goes first that came first.
    """

    def __init__(self, rank: Callable[[Instance], tuple[float, ...]]) -> None:
        self.counts: Counter[str] = Counter()
        self._rank = rank
        self._numbers = itertools.count()
        self._places: dict[str, tuple[float | str, ...]] = {}
        self._serving: list[tuple[float | str, ...]] = []

    def join(self, instance: Instance) -> None:
        """One more."""
        key = instance.instance_id
        self._places[key] = (*self._rank(instance), next(self._numbers), key)
        self._enter(instance)

    def move(self, instance: Instance, lifecycle_state: LifecycleState) -> None:
        """It is in this state now."""
        self._exit(instance)
        instance.lifecycle_state = lifecycle_state
        self._enter(instance)

    def leave(self, instance: Instance) -> None:
        """One less."""
        self._exit(instance)
        del self._places[instance.instance_id]

    def first_to_go(self, amount: int) -> list[str]:
        """So many of those in service, by the group's removal policies."""
        return [str(place[-1]) for place in self._serving[:amount]]

    def _enter(self, instance: Instance) -> None:
        self.counts[instance.lifecycle_state] += 1
        if instance.lifecycle_state == SERVING:
            insort(self._serving, self._places[instance.instance_id])

    def _exit(self, instance: Instance) -> None:
        self.counts[instance.lifecycle_state] -= 1
        if instance.lifecycle_state == SERVING:
            del self._serving[bisect_left(self._serving, self._places[instance.instance_id])]
