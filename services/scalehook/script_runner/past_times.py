"""Each time that an invocation has run, to be read page by page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from scalehook.script_runner.state import Invocation, Past, Run
from scalehook.script_runner.state.archive import Place
from scalehook.script_runner.state.statuses import LEGACY
from scalehook.script_runner.views import view_of_time
from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.invocations import InvocationResultView


@dataclass(frozen=True)
class Time:
    """One of them: on this instance."""

    invocation: Invocation
    instance_id: str
    ran: Past | Run

    @property
    def status(self) -> InvocationStatus:
        """What came of it, which of the newest one may not be the status of the whole."""
        return (self.ran.result if isinstance(self.ran, Run) else None) or self.ran.status

    @property
    def record_status(self) -> str:
        """The older status."""
        failed_to_run = self.status == "Failed" and self.ran.exit_code is None
        return "Failed" if failed_to_run else LEGACY[self.status]

    def view(self, encoding: str) -> InvocationResultView:
        """As the answer has it."""
        return view_of_time(
            self.invocation, self.ran, self.instance_id, self.status, self.record_status, encoding
        )


class Times:
    """Instance by instance, the newest time first; those of one status, if that is asked for."""

    def __init__(self, places: Iterable[Place], status: str = "") -> None:
        self._places = list(places)
        self._status = status

    def __len__(self) -> int:
        if self._status:
            return sum(1 for _ in self)
        return sum(len(run.past) + len(_newest(run)) for _, run in self._places)

    def __reversed__(self) -> Iterator[Time]:
        return iter(self)

    def __iter__(self) -> Iterator[Time]:
        for invocation, run in self._places:
            times: Iterator[Past | Run] = chain(_newest(run), reversed(run.past))
            for ran in times:
                time = Time(invocation, run.instance_id, ran)
                if self._status in ("", time.status, time.record_status):
                    yield time


def _newest(run: Run) -> list[Run]:
    """The time that it runs now, or ran last; none while it waits for its first."""
    has_run = run.is_alive or (run.result is not None and run.status != "Cancelled")
    return [run] if has_run else []
