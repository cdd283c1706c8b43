"""The counter's handlers."""

from datetime import timedelta

from scalehook.kit.machine.work import Deferred, Work
from scalehook.kit.settings import Settings
from scalehook_contracts.errors.common import InvalidParameter
from support.counter.messages import (
    Add,
    Added,
    AddLater,
    CallOff,
    Count,
    Elsewhere,
    Fetch,
    FetchNumber,
    Forget,
    Read,
    RecordFetched,
    Spin,
    WaitFor,
)
from support.counter.state import State


def add(command: Add, work: Work[State, Settings]) -> Count | InvalidParameter:
    if command.amount < 0:
        raise InvalidParameter(name="Amount")
    if command.fail == "before":
        raise RuntimeError("before")
    work.record(Added(amount=command.amount))
    work.wake("total")
    if command.fail == "after":
        raise InvalidParameter(name="Amount")
    if command.fail == "kept":
        return InvalidParameter(name="Amount")
    return Count(value=work.state.total)


def read(command: Read, work: Work[State, Settings]) -> Count:
    return Count(value=work.state.total)


def wait_for(command: WaitFor, work: Work[State, Settings]) -> Count | Deferred:
    if work.state.total >= command.value:
        return Count(value=work.state.total)
    until = work.received_at + timedelta(seconds=command.seconds)
    if until <= work.now:
        raise InvalidParameter("too late")
    if command.begin and not work.state.total:
        work.record(Added(amount=command.begin))
    return work.defer("total", until)


def add_later(command: AddLater, work: Work[State, Settings]) -> None:
    work.schedule_in(command.key, command.seconds, Add(amount=command.amount))


def spin(command: Spin, work: Work[State, Settings]) -> None:
    work.schedule_in("spin", command.seconds, command)


def forget(command: Forget, work: Work[State, Settings]) -> None:
    work.cancel(command.key)


def fetch(command: Fetch, work: Work[State, Settings]) -> None:
    work.begin(f"fetch/{command.name}", FetchNumber(name=command.name))


def call_off(command: CallOff, work: Work[State, Settings]) -> None:
    work.end(f"fetch/{command.name}")


def record_fetched(command: RecordFetched, work: Work[State, Settings]) -> None:
    work.record(Added(amount=command.amount))


def on_elsewhere(event: Elsewhere, work: Work[State, Settings]) -> None:
    work.record(Added(amount=event.amount))


def _takes_from_something(event: Elsewhere, state: State) -> bool:
    return event.amount >= 0 or state.total > 0


HEEDS = {Elsewhere: _takes_from_something}
