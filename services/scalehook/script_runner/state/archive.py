"""Finds invocations and runs by what is asked for, and knows in which order invocations have ended."""

from collections import deque
from collections.abc import Collection, Iterator
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


class Archive:
    """Derived from the invocations alone: made anew when a state is loaded, never written."""

    def __init__(self, invocations: Collection[Invocation]) -> None:
        self.invocations: Chronicle[Invocation] = Chronicle()
        self.runs: Chronicle[Place] = Chronicle()
        self.ended: deque[Ended] = deque()
        for invocation in invocations:
            self.add(invocation)
        over = (i for i in invocations if i.ended_at is not None)
        self.ended.extend(sorted(map(_ended, over), key=attrgetter("at")))

    def add(self, invocation: Invocation) -> None:
        """One more. Read from the newest on, the runs of an invocation keep their order."""
        marks = _invocation_marks(invocation)
        self.invocations.begin(invocation.invoke_id, invocation, marks)
        for run in reversed(invocation.runs.values()):
            key = invocation.invoke_id, run.instance_id
            self.runs.begin(key, Place(invocation, run), _run_marks(invocation, run))

    def end(self, invocation: Invocation, run: Run) -> None:
        """The run is over; with the last of its runs the invocation is."""
        key, status = (invocation.invoke_id, run.instance_id), "InvokeRecordStatus"
        self.runs.move(key, (status, "Running"), (status, legacy(run)))
        self.runs.unmark(key, [open_on(run.instance_id)])
        if not invocation.open:
            new = "InvokeStatus", invoke_status(invocation)
            self.invocations.move(invocation.invoke_id, ("InvokeStatus", "Running"), new)
            self.ended.append(_ended(invocation))

    def forget(self, invocation: Invocation) -> None:
        """It is gone; one that is over."""
        for run in invocation.runs.values():
            key = invocation.invoke_id, run.instance_id
            self.runs.forget(key, _run_marks(invocation, run))
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
    yield "InvokeId", invocation.invoke_id
    yield "CommandId", invocation.command_id
    yield "CommandName", invocation.request.name
    yield "CommandType", invocation.request.type
    yield "InvokeStatus", invoke_status(invocation)
    for instance_id in invocation.runs:
        yield "InstanceId", instance_id


def _run_marks(invocation: Invocation, run: Run) -> Iterator[Mark]:
    yield "InvokeId", invocation.invoke_id
    yield "CommandId", invocation.command_id
    yield "InstanceId", run.instance_id
    yield "InvokeRecordStatus", legacy(run)
    if not run.over:
        yield open_on(run.instance_id)
