"""Finds what an operation names, or says that it is not there; and pages of names."""

from collections.abc import Iterator
from dataclasses import dataclass

from sortedcontainers import SortedList

from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Bus, KeptEvent, Rule, State
from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import is_history
from scalehook_contracts.errors.eventbridge import (
    EventBusNotExist,
    EventNotExist,
    EventRuleNotExisted,
    InvalidArgument,
)
from scalehook_contracts.event_bus.buses import RESERVED

LAST = "\U0010ffff"


def check_free(name: str, parameter: str) -> None:
    """InvalidArgument for names that the platform keeps for itself."""
    if name.startswith(RESERVED):
        raise InvalidArgument(f"The argument {parameter} is invalid: {RESERVED} is reserved.")


def find_bus(name: str, state: State) -> Bus:
    """The bus, or EventBusNotExist."""
    bus = state.buses.get(name)
    if bus is None:
        raise EventBusNotExist()
    return bus


def find_rule(bus_name: str, name: str, state: State) -> Rule:
    """The rule of a bus, or EventRuleNotExisted."""
    rule = find_bus(bus_name, state).rules.get(name)
    if rule is None:
        raise EventRuleNotExisted()
    return rule


def find_event(bus_name: str, event_id: str, source: str, work: Work[State, Settings]) -> KeptEvent:
    """The latest event of this id, and of this source if one is given; or EventNotExist."""
    for kept in kept_of(bus_name, event_id, source, work):
        return kept
    raise EventNotExist()


def kept_of(
    bus_name: str, event_id: str, source: str, work: Work[State, Settings]
) -> Iterator[KeptEvent]:
    """The events of this id, and of this source if one is given, that are not over: the latest first."""
    find_bus(bus_name, work.state)
    same = work.state.by_id.get((bus_name, event_id), {})
    for kept in reversed(same.values()):
        is_over = is_history(moment(kept.received_at), work.now, work.settings)
        if source in ("", kept.source) and not is_over:
            yield kept


@dataclass(frozen=True)
class Names:
    """A page of names, the token of the next one (empty on the last), and how many there are."""

    found: list[str]
    next_token: str
    total: int


def names_page(names: SortedList, prefix: str, token: str, limit: int) -> Names:
    """Those that begin so, from the token on."""
    first = names.bisect_left(prefix)
    total = names.bisect_left(prefix + LAST) - first if prefix else len(names)
    start = start_of(token)
    end = min(start + limit, total)
    found = list(names[first + start : first + end]) if start < end else []
    return Names(found, str(end) if end < total else "", total)


def start_of(token: str) -> int:
    """A NextToken is a number; InvalidArgument when it is none."""
    if token and not (token.isascii() and token.isdecimal() and len(token) < 10):
        raise InvalidArgument(name="NextToken")
    return int(token or 0)
