"""The services of a stack. Each is a folder, and imported when needed."""

import importlib
from functools import cache
from typing import TYPE_CHECKING, cast, get_args

from scalehook.kit.settings import Settings
from scalehook.wiring.hearing import HEARD
from scalehook_contracts.base import Message
from scalehook_contracts.topology import ServiceName

if TYPE_CHECKING:
    from scalehook.kit.machine.service import Service

NAMES: tuple[str, ...] = get_args(ServiceName)


def service(name: str) -> "Service[Settings]":
    """The service of this name."""
    module = importlib.import_module(f"scalehook.{name}.service")
    return cast("Service[Settings]", module.SERVICE)


def settings_of(name: str) -> type[Settings]:
    """What the service can be told; nothing else of it is imported."""
    module = importlib.import_module(f"scalehook.{name}.settings")
    return cast(type[Settings], module.Settings)


@cache
def services() -> "tuple[Service[Settings], ...]":
    """All of them."""
    return tuple(map(service, NAMES))


def all_types() -> dict[str, type[Message]]:
    """Every message of the stack by its name on the wire, what services keep to themselves included."""
    from scalehook.kit.api.catalogue import message_types  # it knows every contract

    return {name: cls for each in services() for name, cls in message_types(each).items()}


def readers() -> dict[str, list[type[Message]]]:
    """All services, with the events of others that they hear. None of them is imported."""
    from scalehook.kit.api.catalogue import contract_types

    types = contract_types()
    return {name: [types[event] for event in HEARD[name]] for name in NAMES}
