"""Which keys and values the tags of all groups have."""

from collections.abc import Iterable, Iterator

from sortedcontainers import SortedDict

from scalehook_contracts.scaling_controller.tags import GroupTag


class TagIndex:
    """Keys, and the values of each, in order of the alphabet; counted, since groups share them."""

    def __init__(self) -> None:
        self._counts: SortedDict[str, SortedDict[str, int]] = SortedDict()

    def add(self, tags: Iterable[GroupTag]) -> None:
        """A group has them."""
        for tag in tags:
            values = self._counts.setdefault(tag.key, SortedDict())
            values[tag.value] = values.get(tag.value, 0) + 1

    def remove(self, tags: Iterable[GroupTag]) -> None:
        """A group has them no more."""
        for tag in tags:
            values = self._counts[tag.key]
            values[tag.value] -= 1
            if not values[tag.value]:
                del values[tag.value]
            if not values:
                del self._counts[tag.key]

    def keys(self) -> Iterator[str]:
        """All keys."""
        return iter(self._counts)

    def values(self, key: str) -> Iterator[str]:
        """All values of this key; none where no group has it."""
        return iter(self._counts.get(key, ()))
