"""Finds invocations and runs by what is asked for, and knows in which order invocations have ended."""

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from scalehook.kit.chronicle import Chronicle, Mark
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook.script_runner.state.invocations import Invocation, Run
from scalehook.script_runner.state.statuses import invoke_status, legacy


class Place(NamedTuple):
    """A run and the invocation that it is of."""

    invocation: Invocation
    run: Run

    @property
    def key(self) -> tuple[str, str]:
        """The id of the invocation, and the instance's."""
        return self.invocation.invoke_id, self.run.instance_id


class Archive:
    """Derived from the invocations alone: made anew when a state is loaded, never written."""

    def __init__(self, invocations: Collection[Invocation]) -> None:
        self.invocations: Chronicle[Invocation] = Chronicle()
        self.runs: Chronicle[Place] = Chronicle()
        self.by_command: dict[str, str] = {}
        self.ended: deque[Ended] = deque()
        for invocation in invocations:
            self.add(invocation)
        over = (i for i in invocations if i.ended_at is not None)
        self.ended.extend(sorted(map(_ended, over), key=attrgetter("at")))

    def add(self, invocation: Invocation) -> None:
        """One more. Read from the newest on, the runs of an invocation keep their order."""
        self.by_command[invocation.command_id] = invocation.invoke_id
        marks = _invocation_marks(invocation)
        self.invocations.begin(invocation.invoke_id, invocation, marks)
        for run in reversed(invocation.runs.values()):
            place = Place(invocation, run)
            self.runs.begin(place.key, place, _run_marks(run))

    def end(self, invocation: Invocation, run: Run) -> None:
        """The run is over; with the last of its runs the invocation is."""
        key, status = Place(invocation, run).key, "InvokeRecordStatus"
        self.runs.move(key, (status, "Running"), (status, legacy(run)))
        self.runs.unmark(key, [open_on(run.instance_id)])
        if not invocation.open:
            new = "InvokeStatus", invoke_status(invocation)
            self.invocations.move(invocation.invoke_id, ("InvokeStatus", "Running"), new)
            self.ended.append(_ended(invocation))

    def keys_of_runs(self, invoke_ids: Iterable[str]) -> Iterator[Hashable]:
        """Of these invocations, if they are there."""
        for invocation in self.invocations.find(only=invoke_ids):
            for run in invocation.runs.values():
                yield Place(invocation, run).key

    def forget(self, invocation: Invocation) -> None:
        """It is gone; one that is over."""
        for run in invocation.runs.values():
            self.runs.forget(Place(invocation, run).key, _run_marks(run))
        del self.by_command[invocation.command_id]
        self.invocations.forget(invocation.invoke_id, _invocation_marks(invocation))
        while self.ended and not self.invocations.has(self.ended[0].id, ()):
            self.ended.popleft()


def open_on(instance_id: str) -> Mark:
    """What runs have that are not over."""
    return "open on", instance_id


def _ended(invocation: Invocation) -> Ended:
    return Ended(moment(invocation.ended_at or 0), invocation.invoke_id)


def _invocation_marks(invocation: Invocation) -> Iterator[Mark]:
    """The request's parameters that find it."""
    yield "CommandName", invocation.request.name
    yield "CommandType", invocation.request.type
    yield "InvokeStatus", invoke_status(invocation)
    for instance_id in invocation.runs:
        yield "InstanceId", instance_id


def _run_marks(run: Run) -> Iterator[Mark]:
    yield "InstanceId", run.instance_id
    yield "InvokeRecordStatus", legacy(run)
    if not run.over:
        yield open_on(run.instance_id)
