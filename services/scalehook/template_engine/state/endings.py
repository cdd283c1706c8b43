"""What is over, in the order of its end: what is deleted goes at once, wherever it stands."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from scalehook.kit.history import Ended


class Endings:
    """Each by its id, the oldest first."""

    def __init__(self, ended: Iterable[Ended]) -> None:
        self._by_id = OrderedDict((each.id, each) for each in ended)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Ended]:
        return iter(self._by_id.values())

    def __reversed__(self) -> Iterator[Ended]:
        return reversed(self._by_id.values())

    def append(self, ended: Ended) -> None:
        """The latest one."""
        self._by_id[ended.id] = ended

    def remove(self, ended_id: str) -> None:
        """It is gone."""
        del self._by_id[ended_id]
