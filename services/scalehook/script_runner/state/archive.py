"""Finds invocations and runs by what is asked for, and knows in which order invocations have ended."""

from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from scalehook.kit.chronicle import Chronicle, Mark
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook.script_runner.state.invocations import AT_REBOOT, Invocation
from scalehook.script_runner.state.runs import Run
from scalehook.script_runner.state.statuses import invocation_status, invoke_status, legacy
from scalehook_contracts.script_runner.base import AssistantTag


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
        self.ended: deque[Ended] = deque()
        for invocation in invocations:
            self.add(invocation)
        over = (i for i in invocations if i.ended_at is not None)
        self.ended.extend(sorted(map(_ended, over), key=attrgetter("at")))

    def add(self, invocation: Invocation) -> None:
        """One more. Read from the newest on, the runs of an invocation keep their order."""
        marks = {*_lasting_marks(invocation), *_status_marks(invocation)}
        self.invocations.begin(invocation.invoke_id, invocation, marks)
        for run in reversed(invocation.runs.values()):
            place = Place(invocation, run)
            self.runs.begin(place.key, place, {*_marks_of_runs(place), *_marks_of_status(run)})

    def change(self, invocation: Invocation, run: Run, change: Callable[[], None]) -> None:
        """Something happens to the run; with the last of its runs the invocation is over."""
        before, of_run = set(_status_marks(invocation)), set(_marks_of_status(run))
        was_open = not run.over
        change()
        invocation.open -= was_open - (not run.over)
        self.invocations.mark_anew(invocation.invoke_id, before, _status_marks(invocation))
        self.runs.mark_anew(Place(invocation, run).key, of_run, _marks_of_status(run))
        if was_open and not invocation.open:
            self.ended.append(_ended(invocation))

    def keys_of_runs(self, invoke_ids: Iterable[str]) -> Iterator[Hashable]:
        """Of these invocations, if they are there."""
        for invocation in self.invocations.find(only=invoke_ids):
            for run in invocation.runs.values():
                yield Place(invocation, run).key

    def forget(self, invocation: Invocation) -> None:
        """It is gone; one that is over."""
        for run in invocation.runs.values():
            place = Place(invocation, run)
            self.runs.forget(place.key, {*_marks_of_runs(place), *_marks_of_status(run)})
        marks = {*_lasting_marks(invocation), *_status_marks(invocation)}
        self.invocations.forget(invocation.invoke_id, marks)
        while self.ended and not self.invocations.has(self.ended[0].id, ()):
            self.ended.popleft()


def open_on(instance_id: str) -> Mark:
    """What runs have that are not over."""
    return "open on", instance_id


def tag_marks(tags: Iterable[AssistantTag]) -> Iterator[Mark]:
    """What has a tag is found by its key alone, and by its key and value."""
    for tag in tags:
        yield "TagKey", tag.key
        yield "Tag", tag.key, tag.value


def _ended(invocation: Invocation) -> Ended:
    return Ended(moment(invocation.ended_at or 0), invocation.invoke_id)


def _shared_marks(invocation: Invocation) -> Iterator[Mark]:
    yield "CommandId", invocation.command_id
    if invocation.request.resource_group_id:
        yield "ResourceGroupId", invocation.request.resource_group_id
    yield from tag_marks(invocation.request.tags)


def _lasting_marks(invocation: Invocation) -> Iterator[Mark]:
    """The request's parameters that find it."""
    yield from _shared_marks(invocation)
    yield "CommandName", invocation.request.name
    yield "CommandType", invocation.request.type
    yield "RepeatMode", invocation.repeat_mode
    for instance_id in invocation.runs:
        yield "InstanceId", instance_id


def _status_marks(invocation: Invocation) -> Iterator[Mark]:
    yield "InvokeStatus", invoke_status(invocation)
    yield "InvokeStatus", invocation_status(invocation)
    yield "Timed", bool(invocation.open) and invocation.repeat_mode in ("Period", *AT_REBOOT)


def _marks_of_runs(place: Place) -> Iterator[Mark]:
    yield from _shared_marks(place.invocation)
    yield "InstanceId", place.run.instance_id


def _marks_of_status(run: Run) -> Iterator[Mark]:
    yield "InvokeRecordStatus", legacy(run)
    yield "InvokeRecordStatus", run.status
    if not run.over:
        yield open_on(run.instance_id)
