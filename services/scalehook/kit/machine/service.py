"""A service is four things: state, handlers, effects, settings."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from pydantic_settings import BaseSettings

from scalehook.kit.machine.outside import Outside
from scalehook_contracts.base import Command, Intent

EffectFunction = Callable[[Any, Outside], Awaitable[Command[Any]]]


@dataclass(frozen=True)
class Effect:
    """An async function of an intent that returns the outcome, a command to its own service.

    `real_time` names effects that live in the outside world's time (scripts): they do not hold up
    the moving of the clock.
    """

    run: EffectFunction
    real_time: bool = False


@dataclass(frozen=True)
class Service:
    """What the host needs to know of a service.

    `state` is a dataclass (pydantic can write and read it) that can be made without arguments.
    `appliers` is the module (or package) with one function per event,
    `def queue_created(event: QueueCreated, state: State) -> None`;
    `handlers` the one with one per command and per event of others,
    `def create_queue(command: CreateQueue, work: Work[State, Settings]) -> QueueCreation` and
    `def on_queue_created(event: QueueCreated, work: Work[State, Settings]) -> None`.
    `first` is sent to the service when its journal is empty.
    """

    name: str
    state: type
    appliers: ModuleType
    handlers: ModuleType
    settings: type[BaseSettings]
    effects: Mapping[type[Intent], Effect] = field(default_factory=dict)
    first: Callable[[], Command[Any]] | None = None
