"""The instances by what can be asked of them: kept as they come, change and go."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sortedcontainers import SortedList, SortedSet

from scalehook.fleet.state.instances import Instance
from scalehook.kit.counts import Counts
from scalehook.kit.shelves import Mark, Shelves
from scalehook_contracts.exact import altered
from scalehook_contracts.fleet.instances import InstanceStatus

ANY = "*"


class Register:
    """`shelves` has them by their marks, `names` has every name once, in order. `occupied` counts those
    that hold stock, by `type@zone` and where either is `*`.
    """

    def __init__(self) -> None:
        self.shelves: Shelves[Instance] = Shelves()
        self.names: SortedSet = SortedSet()
        self.occupied: Counts[str] = Counts()
        self._births: SortedList = SortedList()

    def put(self, instance: Instance) -> None:
        """One more."""
        self.shelves.put(instance.instance_id, instance, instance.marks())
        self.names.add(instance.name)
        self._births.add(_birth(instance))
        if instance.holds_stock:
            self._occupy(instance, 1)

    def drop(self, instance: Instance) -> None:
        """One less."""
        self.shelves.drop(instance.instance_id, instance.marks())
        self._births.remove(_birth(instance))
        self._forget_name(instance.name)
        if instance.holds_stock:
            self._occupy(instance, -1)

    def shift(self, instance: Instance, status: InstanceStatus, **fields: Any) -> None:
        """It has another status."""
        held = instance.holds_stock
        self.shelves.unmark(instance.instance_id, [("status", instance.status)])
        instance.status = status
        for name, value in fields.items():
            setattr(instance, name, value)
        self.shelves.put(instance.instance_id, instance, [("status", status)])
        if instance.holds_stock != held:
            self._occupy(instance, -1 if held else 1)

    def change(self, instance: Instance, **attributes: Any) -> None:
        """It was made as something else, so to speak."""
        before, name = instance.marks(), instance.name
        instance.created = altered(instance.created, attributes)
        after = instance.marks()
        self.shelves.unmark(instance.instance_id, _without(before, after))
        self.shelves.put(instance.instance_id, instance, _without(after, before))
        self.names.add(instance.name)
        self._forget_name(name)

    def born(self, first: float, last: float) -> Iterator[str]:
        """The ids of those that were made between these two times, both counted."""
        return (birth[1] for birth in self._births.irange((first, ""), (last, "~")))

    def behind(self, at: float, instance_id: str) -> Iterator[Instance]:
        """Those that come behind this one, in the order in which they were made."""
        births = self._births.irange((at, instance_id), inclusive=(False, True))
        return (self.shelves.things[birth[1]] for birth in births)

    def has(self, mark: Mark) -> bool:
        """Whether an instance has this mark."""
        return self.shelves.has(mark)

    def _forget_name(self, name: str) -> None:
        if not self.has(("name", name)):
            self.names.discard(name)

    def _occupy(self, instance: Instance, amount: int) -> None:
        for place in places(instance.created.instance_type, instance.created.zone_id):
            self.occupied[place] += amount


@lru_cache(maxsize=1000)  # there are few types, and fewer zones
def places(instance_type: str, zone_id: str) -> tuple[str, ...]:
    """All that an instance of this type in this zone takes a place of."""
    return tuple(f"{kind}@{zone}" for kind in (instance_type, ANY) for zone in (zone_id, ANY))


def _birth(instance: Instance) -> tuple[float, str]:
    return instance.created.created_at, instance.instance_id


def _without(marks: list[Mark], others: list[Mark]) -> list[Mark]:
    return [mark for mark in dict.fromkeys(marks) if mark not in others]
