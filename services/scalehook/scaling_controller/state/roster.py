"""The instances of a group: how many are in each state, and which of those in service goes first."""

import itertools
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import islice

from scalehook.scaling_controller.state.instances import Instance
from scalehook_contracts.scaling_controller.instances import LifecycleState

SERVING = "InService"


class Roster:
    """Kept as instances come, move and go. `rank` is what the group's removal policies look at: of
    equals the one goes first that came first.
    """

    def __init__(self, rank: Callable[[Instance], tuple[float, ...]]) -> None:
        self.counts: Counter[str] = Counter()
        self.created: Counter[str] = Counter()  # by the kinds of their creation
        self._rank = rank
        self._numbers = itertools.count()
        self._places: dict[str, tuple[float | str, ...]] = {}
        self._serving: list[tuple[float | str, ...]] = []
        self._stopped: dict[str, None] = {}  # in the order in which they were

    def join(self, instance: Instance) -> None:
        """One more."""
        key = instance.instance_id
        self.created[instance.creation_type] += 1
        self._places[key] = (*self._rank(instance), next(self._numbers), key)
        self._enter([key], instance.lifecycle_state)

    def move(
        self, instances: Mapping[str, Instance], left: LifecycleState, entered: LifecycleState
    ) -> None:
        """These are in another state now."""
        self._exit(instances, left)
        for instance in instances.values():
            instance.lifecycle_state = entered
        self._enter(instances, entered)

    def leave(self, instance: Instance) -> None:
        """One less."""
        self.created[instance.creation_type] -= 1
        self._exit([instance.instance_id], instance.lifecycle_state)
        del self._places[instance.instance_id]

    def first_to_go(self, amount: int) -> list[str]:
        """So many of those in service, by the group's removal policies."""
        return [str(place[-1]) for place in self._serving[:amount]]

    def stopped(self, amount: int) -> list[str]:
        """So many of those in economical mode, the longest first."""
        return list(islice(self._stopped, amount))

    def _enter(self, ids: Collection[str], state: LifecycleState) -> None:
        self.counts[state] += len(ids)
        if state == SERVING:
            for instance_id in ids:
                insort(self._serving, self._places[instance_id])
        elif state == "Stopped":
            self._stopped.update(dict.fromkeys(ids))

    def _exit(self, ids: Collection[str], state: LifecycleState) -> None:
        self.counts[state] -= len(ids)
        if state == SERVING:
            for instance_id in ids:
                del self._serving[bisect_left(self._serving, self._places[instance_id])]
        elif state == "Stopped":
            for instance_id in ids:
                del self._stopped[instance_id]
