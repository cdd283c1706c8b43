"""The instances of a group: how many are in each state and where, and which go first."""

import heapq
import itertools
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from scalehook.scaling_controller.state.instances import Instance
from scalehook_contracts.scaling_controller.instances import LifecycleState

SERVING = "InService"
AWAY = frozenset({"Removing", "Removing:Wait", "Stopped"})  # states in which it counts nowhere

Rank = tuple[float | str, ...]


@dataclass(frozen=True)
class Choosing:
    """How a group chooses instances that go. `rank` is what its removal policies look at, given an
    instance and how many came before it: the lowest goes first; where they are `balanced`, it goes where
    most are. Those that are `withheld` are never chosen.
    """

    rank: Callable[[Instance, int], Rank]
    balanced: Callable[[], bool] = lambda: False
    withheld: Callable[[], Collection[str]] = frozenset


class Roster:
    """Kept as instances come, move and go."""

    def __init__(self, choosing: Choosing) -> None:
        self.counts: Counter[str] = Counter()
        self.created: Counter[str] = Counter()  # by the kinds of their creation
        self.places: Counter[tuple[str, str]] = Counter()  # by zone and vSwitch
        self._choosing = choosing
        self._numbers = itertools.count()
        self._ranks: dict[str, Rank] = {}
        self._serving: dict[str, list[Rank]] = {}  # by zone
        self._stopped: dict[str, None] = {}  # in the order in which they were
        self._ailing: dict[str, Instance] = {}

    def join(self, instance: Instance) -> None:
        """One more."""
        key = instance.instance_id
        self.created[instance.creation_type] += 1
        self._ranks[key] = (*self._choosing.rank(instance, next(self._numbers)), key)
        self._enter([instance], instance.lifecycle_state)

    def move(
        self, instances: Mapping[str, Instance], left: LifecycleState, entered: LifecycleState
    ) -> None:
        """These are in another state now."""
        self._exit(instances.values(), left)
        for instance in instances.values():
            instance.lifecycle_state = entered
        self._enter(instances.values(), entered)

    def leave(self, instance: Instance) -> None:
        """One less."""
        self.created[instance.creation_type] -= 1
        self._exit([instance], instance.lifecycle_state)
        del self._ranks[instance.instance_id]

    def judge(self, instance: Instance) -> None:
        """It may have become well, or unwell."""
        if instance.lifecycle_state == SERVING and not instance.well:
            self._ailing[instance.instance_id] = instance
        else:
            self._ailing.pop(instance.instance_id, None)

    def first_to_go(self, amount: int) -> list[str]:
        """So many of those in service, by the group's removal policies."""
        choosing, withheld = self._choosing, self._choosing.withheld()
        ranks = self._evenly() if choosing.balanced() else heapq.merge(*self._serving.values())
        ids = (str(rank[-1]) for rank in ranks)
        return list(islice((i for i in ids if i not in withheld), max(amount, 0)))

    def stopped(self, amount: int) -> list[str]:
        """So many of those in economical mode, the longest first."""
        return list(islice(self._stopped, amount))

    @property
    def ailing(self) -> list[Instance]:
        """Those in service that are unhealthy, or do not run."""
        withheld = self._choosing.withheld() if self._ailing else ()
        return [instance for key, instance in self._ailing.items() if key not in withheld]

    def _evenly(self) -> Iterable[Rank]:
        """Where most are, one goes; of equal zones where the removal policies say."""
        left: Counter[str] = Counter()
        for (zone, _), count in self.places.items():
            left[zone] += count
        heads = [(-left[zone], ranks[0], zone, 0) for zone, ranks in self._serving.items()]
        heapq.heapify(heads)
        while heads:
            count, rank, zone, index = heads[0]
            yield rank
            ranks = self._serving[zone]
            if index + 1 < len(ranks):
                heapq.heapreplace(heads, (count + 1, ranks[index + 1], zone, index + 1))
            else:
                heapq.heappop(heads)

    def _enter(self, instances: Iterable[Instance], state: LifecycleState) -> None:
        for instance in instances:
            self.counts[state] += 1
            if state not in AWAY:
                self.places[instance.place] += 1
            if state == SERVING:
                insort(self._serving.setdefault(instance.zone_id, []), self._ranks[instance.instance_id])
                self.judge(instance)
            elif state == "Stopped":
                self._stopped[instance.instance_id] = None

    def _exit(self, instances: Iterable[Instance], state: LifecycleState) -> None:
        for instance in instances:
            self.counts[state] -= 1
            if state not in AWAY:
                self.places[instance.place] -= 1
            if state == SERVING:
                self._retire(instance)
            elif state == "Stopped":
                del self._stopped[instance.instance_id]

    def _retire(self, instance: Instance) -> None:
        ranks = self._serving[instance.zone_id]
        del ranks[bisect_left(ranks, self._ranks[instance.instance_id])]
        if not ranks:
            del self._serving[instance.zone_id]
        self._ailing.pop(instance.instance_id, None)
