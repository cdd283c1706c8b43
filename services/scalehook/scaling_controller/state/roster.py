"""The instances of a group: how many are in each state and where, and which go first."""

import heapq
import itertools
from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from scalehook.kit.counts import Counts
from scalehook.scaling_controller.state.instances import Instance
from scalehook_contracts.scaling_controller.instances import LifecycleState

SERVING, STOPPED = "InService", "Stopped"
LISTED = frozenset({SERVING, STOPPED})
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
        self.counts: Counts[str] = Counts()
        self.created: Counts[str] = Counts()  # by the kinds of their creation
        self.places: Counts[tuple[str, str]] = Counts()  # by zone and vSwitch
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
        state = instance.lifecycle_state
        self.counts[state] += 1
        if state not in AWAY:
            self.places[instance.place] += 1
        if state in LISTED:
            self._list(instance, state)

    def move(
        self, instances: Mapping[str, Instance], left: LifecycleState, entered: LifecycleState
    ) -> None:
        """These are in another state now."""
        self.counts[left] -= len(instances)
        self.counts[entered] += len(instances)
        comes = (entered not in AWAY) - (left not in AWAY)
        for instance in instances.values():
            if comes:
                self.places[instance.place] += comes
            if left in LISTED:
                self._unlist(instance, left)
            instance.lifecycle_state = entered
            if entered in LISTED:
                self._list(instance, entered)

    def leave(self, instance: Instance) -> None:
        """One less."""
        self.created[instance.creation_type] -= 1
        state = instance.lifecycle_state
        self.counts[state] -= 1
        if state not in AWAY:
            self.places[instance.place] -= 1
        if state in LISTED:
            self._unlist(instance, state)
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
        ranks: Iterable[Rank]
        if len(self._serving) == 1:
            [ranks] = self._serving.values()
        else:
            ranks = self._evenly() if choosing.balanced() else heapq.merge(*self._serving.values())
        if withheld:
            ranks = (rank for rank in ranks if rank[-1] not in withheld)
        return [str(rank[-1]) for rank in islice(ranks, max(amount, 0))]

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
        left: Counts[str] = Counts()
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

    def _list(self, instance: Instance, state: LifecycleState) -> None:
        if state == STOPPED:
            self._stopped[instance.instance_id] = None
            return
        insort(self._serving.setdefault(instance.zone_id, []), self._ranks[instance.instance_id])
        self.judge(instance)

    def _unlist(self, instance: Instance, state: LifecycleState) -> None:
        if state == STOPPED:
            del self._stopped[instance.instance_id]
            return
        ranks = self._serving[instance.zone_id]
        del ranks[bisect_left(ranks, self._ranks[instance.instance_id])]
        if not ranks:
            del self._serving[instance.zone_id]
        self._ailing.pop(instance.instance_id, None)
