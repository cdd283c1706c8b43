"""All message types that a service's journal may hold, by their names on the wire."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import scalehook_contracts
from scalehook.kit.machine import router
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook_contracts.base import Command, Message


@cache
def contract_types() -> dict[str, type[Message]]:
    """Every message, reply and part of the contracts."""
    for info in pkgutil.walk_packages(scalehook_contracts.__path__, "scalehook_contracts."):
        importlib.import_module(info.name)
    package = scalehook_contracts.__name__ + "."
    return {cls.wire_name(): cls for cls in _below(Message) if cls.__module__.startswith(package)}


def message_types(service: Service[Settings]) -> dict[str, type[Message]]:
    """The contracts' types and what the service itself handles, records and intends."""
    return _types(service.handlers, service.appliers, tuple(service.effects))


@cache  # there are hundreds, and a stack that is emptied for each test asks for all of them
def _types(
    handlers: ModuleType, appliers: ModuleType, effects: tuple[type[Message], ...]
) -> dict[str, type[Message]]:
    handled = router.handlers(handlers)
    own = {*handled, *router.appliers(appliers), *effects}
    own |= {message.reply_type() for message in handled if issubclass(message, Command)}
    return contract_types() | {cls.wire_name(): cls for cls in own}


def _below(cls: type[Message]) -> Iterator[type[Message]]:
    for child in cls.__subclasses__():
        if "[" not in child.__name__:  # pydantic's own `Command[Reply]` classes
            yield child
        yield from _below(child)
