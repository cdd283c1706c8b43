"""Appliers that take the fields of an event, in place of the event."""

from collections.abc import Callable, Sequence
from functools import wraps
from operator import itemgetter
from typing import Any, TypeVar

from scalehook_contracts.base import Event

EventT = TypeVar("EventT", bound=Event)
OfEvent = Callable[[EventT, Any], None]
OfFields = Callable[[Sequence[Any], Any], None]

_DIRECT: dict[Callable[..., Any], tuple[OfFields, tuple[str, ...]]] = {}


def of_fields(kind: type[EventT], *names: str) -> Callable[[OfFields], OfEvent[EventT]]:
    """For the applier of an event that comes by the million: a journal is played without an object for
    each. It is given a list of these fields, two at least, and the state.
    """
    values = itemgetter(*names)

    def decorated(function: OfFields) -> OfEvent[EventT]:
        @wraps(function)
        def applier(event: EventT, state: Any) -> None:
            function(values(event.__dict__), state)

        applier.__annotations__ = {"event": kind, "return": None}
        _DIRECT[applier] = function, names
        return applier

    return decorated


def direct(applier: Callable[..., Any]) -> tuple[OfFields | None, tuple[str, ...]]:
    """What `of_fields` has made this of, and the fields that it is given."""
    return _DIRECT.get(applier, (None, ()))
