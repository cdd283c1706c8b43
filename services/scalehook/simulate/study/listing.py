"""The entries of a run, a line each: who kept what, and when."""

from collections.abc import Callable
from datetime import timedelta

from scalehook.kit.machine.entry import Entry
from scalehook.simulate.agenda import Agenda
from scalehook.simulate.run import PastLimit

ENDED = "--until"  # what ends such a run


class Listing:
    """The run ends with its `until`-th entry."""

    def __init__(self, agenda: Agenda, until: int, tell: Callable[[str], None]) -> None:
        self._agenda, self._until, self._tell = agenda, until, tell
        self._count = 0

    def see(self, service: str, entry: Entry) -> None:
        """One more."""
        self._count += 1
        since = timedelta(microseconds=self._agenda.now)
        made = ", ".join(type(each).__name__ for each in (*entry.recorded, *entry.sent)) or "nothing"
        kind = entry.type.rpartition(".")[2]
        self._tell(f"{self._count:>6}  {since}  {service}/{entry.seq}  {kind}: {made}")
        if self._count >= self._until:
            raise PastLimit(ENDED)
