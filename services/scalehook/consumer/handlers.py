"""Which function does which work: filters, and what is refused where it is written."""

import difflib
import inspect
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar, get_type_hints

from scalehook.consumer.action import LifecycleAction
from scalehook.consumer.notification import TRANSITIONS, Notification

Function = Callable[[LifecycleAction], Awaitable[object]]
FunctionT = TypeVar("FunctionT", bound=Function)
RESULTS = ("CONTINUE", "ABANDON", "ROLLBACK")
MOST_ATTEMPTS = 100


class WrongHandler(TypeError):
    """A filter or a function cannot be meant so. The text begins with its file and line."""


@dataclass(frozen=True)
class Place:
    """A line of the user's program."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    def refuse(self, problem: str) -> WrongHandler:
        """The error that names this line."""
        return WrongHandler(f"{self}: {problem}")


@dataclass(frozen=True)
class Filters:
    """What an action must be; None is anything. Hooks and groups go by name or id."""

    transition: str | None
    hook: str | None
    group: str | None

    def match(self, found: Notification) -> bool:
        """Whether the action is meant."""
        return (
            self.transition in (None, found.transition)
            and self.hook in (None, found.hook, found.hook_id)
            and self.group in (None, found.group, found.group_id)
        )

    @property
    def given(self) -> int:
        """How many are given: the more, the closer it fits."""
        return sum(part is not None for part in (self.transition, self.hook, self.group))


@dataclass(frozen=True)
class Handler:
    """One function, when it is called, and what follows when it fails."""

    filters: Filters
    function: Function
    on_error: str
    attempts: int
    place: Place


class Handlers:
    """All functions of a consumer. The one with most filters is called; of equals, the first."""

    def __init__(self) -> None:
        self._all: list[Handler] = []

    def __bool__(self) -> bool:
        return bool(self._all)

    def add(self, handler: Handler) -> None:
        """One more; WrongHandler when another has the same filters."""
        for other in self._all:
            if other.filters == handler.filters:
                raise handler.place.refuse(f"{other.place} has the same filters")
        self._all.append(handler)

    def of(self, found: Notification) -> Handler | None:
        """The one that is meant, if any."""
        fitting = [handler for handler in self._all if handler.filters.match(found)]
        return max(fitting, key=lambda handler: handler.filters.given, default=None)


def caller() -> Place:
    """The line outside of this package that is just being executed."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(__package__ or ""):
        frame = frame.f_back
    return Place(frame.f_code.co_filename, frame.f_lineno)


def check_filters(place: Place, filters: Filters) -> None:
    """WrongHandler unless they can match something."""
    if filters.transition is not None and filters.transition not in TRANSITIONS:
        raise place.refuse(
            f"{filters.transition!r} is no transition{_near(filters.transition, TRANSITIONS)}"
        )
    for name in ("hook", "group"):
        value = getattr(filters, name)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise place.refuse(f"{name} is the name or id of a {name}, not {value!r}")


def check_failing(place: Place, on_error: str, attempts: int) -> None:
    """WrongHandler unless it says what follows from a failure."""
    if on_error not in RESULTS:
        raise place.refuse(f"on_error {on_error!r} is no result{_near(on_error, RESULTS)}")
    if not isinstance(attempts, int) or isinstance(attempts, bool) or not 1 <= attempts <= MOST_ATTEMPTS:
        raise place.refuse(f"attempts is a number from 1 to {MOST_ATTEMPTS}, not {attempts!r}")


def check_function(place: Place, function: object) -> None:
    """WrongHandler unless it can be called with an action, and awaited."""
    if not inspect.iscoroutinefunction(function):
        name = getattr(function, "__name__", repr(function))
        raise place.refuse(f"{name} must be an `async def`; blocking work goes to asyncio.to_thread")
    place = Place(function.__code__.co_filename, function.__code__.co_firstlineno)
    try:
        [argument, *_] = inspect.signature(function).parameters.values()
        inspect.signature(function).bind(object())
    except (TypeError, ValueError):
        raise place.refuse(f"{function.__name__} must take one argument, the action") from None
    meant = _annotation(function, argument.name)
    if meant not in (None, LifecycleAction, object):
        raise place.refuse(f"{function.__name__} takes {meant!r}; what it gets is a LifecycleAction")


def _annotation(function: Callable[..., object], argument: str) -> object:
    """What the argument says it is; None when it says nothing that is known here."""
    try:
        return get_type_hints(function).get(argument)
    except (NameError, TypeError):  # written for type checkers only
        return None


def _near(wrong: object, names: tuple[str, ...]) -> str:
    found = difflib.get_close_matches(str(wrong).upper(), names, n=1, cutoff=0.5)
    return f": did you mean {found[0]!r}?" if found else f": there are {', '.join(names)}"
