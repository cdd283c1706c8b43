"""Finds a service's functions by the types that they take; a wrong name is an error at start."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

from scalehook_contracts.base import Command, Event, Message


def modules(root: ModuleType) -> Iterator[ModuleType]:
    """The module itself, and those below it when it is a package."""
    yield root
    for info in pkgutil.walk_packages(getattr(root, "__path__", []), root.__name__ + "."):
        yield importlib.import_module(info.name)


@cache
def routes(root: ModuleType) -> dict[type[Message], Callable[..., Any]]:
    """Message class → function, for all public functions whose first parameter is a message; and for
    those of a module's table `ROUTES`: one function of many messages.
    """
    found: dict[type[Message], Callable[..., Any]] = {}
    for module in modules(root):
        found |= getattr(module, "ROUTES", {})
        # at one instant: another thread may import what is below it, which becomes a name in it
        for name, function in list(vars(module).items()):
            if not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            message = _subject(function)
            if message is None or name.startswith("_"):
                continue
            if message in found:
                raise TypeError(f"{module.__name__}.{name}: {message.__name__} is taken already")
            found[message] = function
    return found


@cache
def handlers(root: ModuleType) -> dict[type[Message], Callable[..., Any]]:
    """The handlers of a service: a command's is its snake name, an event's `on_` + that."""
    found = routes(root)
    tables = [
        function for module in modules(root) for function in getattr(module, "ROUTES", {}).values()
    ]
    for message, function in found.items():
        prefix = "on_" if issubclass(message, Event) else ""
        if function not in tables:
            _check_name(function, prefix + message.snake_name())
    return found


@cache
def appliers(root: ModuleType) -> dict[type[Message], Callable[..., Any]]:
    """The appliers of a service: an event's is its snake name."""
    found: dict[type[Message], Callable[..., Any]] = {
        message: function for message, function in routes(root).items() if issubclass(message, Event)
    }
    for message, function in found.items():
        _check_name(function, message.snake_name())
    return found


@cache
def heeds(root: ModuleType) -> dict[type[Message], Callable[..., bool]]:
    """Events that may lead to nothing, from the modules' tables `HEEDS`: a function of the event and the
    state says whether it leads to anything now.
    """
    found: dict[type[Message], Callable[..., bool]] = {}
    for module in modules(root):
        found |= getattr(module, "HEEDS", {})
    for message in found:
        if not issubclass(message, Event):
            raise TypeError(f"{message.__name__} is no event: whoever sends it is owed an answer")
    return found


def _subject(function: Callable[..., Any]) -> type[Message] | None:
    parameters = inspect.getargs(function.__code__).args
    if len(parameters) != 2:
        return None
    hint = function.__annotations__.get(parameters[0])
    if isinstance(hint, str):  # quoted: the only reason to look any further, which takes long
        hint = typing.get_type_hints(function).get(parameters[0])
    is_message = inspect.isclass(hint) and issubclass(hint, Command | Event)
    return hint if is_message else None


def _check_name(function: Callable[..., Any], expected: str) -> None:
    if function.__name__ != expected:
        where = f"{function.__module__}.{function.__name__}"
        raise TypeError(f"{where} takes the message of {expected}: call it so")
