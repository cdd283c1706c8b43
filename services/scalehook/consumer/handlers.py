"""Which function does which work: filters, and what is refused where it is written."""

import difflib
import functools
import inspect
import re
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from scalehook.consumer.action import LifecycleAction
from scalehook.consumer.metrics import RESULTS
from scalehook.consumer.notification import TRANSITIONS, Notification

Function = Callable[[LifecycleAction], Awaitable[object]]
FunctionT = TypeVar("FunctionT", bound=Function)
NAME = re.compile(r"[^\W_][\w.-]{1,63}")  # as Auto Scaling takes them, and its ids
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

    def with_(self, change: Callable[[Handler], Handler]) -> "Handlers":
        """The same, each changed."""
        changed = Handlers()
        changed._all = list(map(change, self._all))
        return changed

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
        if value is not None and not (isinstance(value, str) and NAME.fullmatch(value)):
            raise place.refuse(f"{name} is the name or id of a {name}, not {value!r}{_pattern(value)}")


def check_failing(place: Place, on_error: str, attempts: int) -> None:
    """WrongHandler unless it says what follows from a failure."""
    if on_error not in RESULTS:
        raise place.refuse(f"on_error {on_error!r} is no result{_near(on_error, RESULTS)}")
    if not isinstance(attempts, int) or isinstance(attempts, bool) or not 1 <= attempts <= MOST_ATTEMPTS:
        raise place.refuse(f"attempts is a number from 1 to {MOST_ATTEMPTS}, not {attempts!r}")


def check_function(place: Place, function: object) -> None:
    """WrongHandler unless it can be called with an action, and awaited."""
    plain = _plain(function)
    name = getattr(plain, "__qualname__", repr(function)) if callable(function) else repr(function)
    if not callable(function) or not _is_awaited(function):
        raise place.refuse(f"{name} must be an `async def`; blocking work goes to asyncio.to_thread")
    if code := getattr(plain, "__code__", None):
        place = Place(code.co_filename, code.co_firstlineno)
    try:
        signature = _signature(function)
        [argument, *_] = signature.parameters.values()
        signature.bind(object())
    except (TypeError, ValueError):
        raise place.refuse(f"{name} must take one argument, the action") from None
    meant = _annotation(plain, argument.name)
    if not _may_be_action(meant):
        raise place.refuse(f"{name} takes {meant!r}; what it gets is a LifecycleAction")


def _plain(function: object) -> object:
    """What was written: inside a `partial`, or as the `__call__` of an object."""
    while isinstance(function, functools.partial):
        function = function.func
    named = inspect.isroutine(function) or inspect.isclass(function)
    return function if named else getattr(type(function), "__call__", function)  # noqa: B004  # its code, not whether it has one


def _signature(function: Callable[..., Any]) -> inspect.Signature:
    try:
        return inspect.signature(function)
    except TypeError:  # the code of an AsyncMock is a mock, which Python 3.11.2 reads
        return inspect.signature(function.__call__)  # type: ignore[operator]  # which mypy denies


def _is_awaited(function: object) -> bool:
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(_plain(function))


def _annotation(function: object, argument: str) -> object:
    """What the argument says it is; `Any` when it says nothing that is known here."""
    try:
        return get_type_hints(function).get(argument, Any)
    except (NameError, TypeError, AttributeError, SyntaxError):  # written for type checkers only
        return Any


def _may_be_action(meant: object) -> bool:
    """Only what certainly is something else may not: a class."""
    if get_origin(meant) in (Union, UnionType):
        return any(map(_may_be_action, get_args(meant)))
    found = get_origin(meant) or meant
    if found is Any or not isinstance(found, type) or getattr(found, "_is_protocol", False):
        return True
    return issubclass(LifecycleAction, found)


def _pattern(value: object) -> str:
    """Filters are compared as they are."""
    return ": no patterns" if isinstance(value, str) and set("*?[") & set(value) else ""


def _near(wrong: object, names: tuple[str, ...]) -> str:
    found = difflib.get_close_matches(str(wrong).upper(), names, n=1, cutoff=0.5)
    return f": did you mean {found[0]!r}?" if found else f": there are {', '.join(names)}"
