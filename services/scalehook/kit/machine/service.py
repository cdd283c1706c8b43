"""A service is four things: state, handlers, effects, settings."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Generic, TypeVar

from scalehook.kit.machine.outside import Outside
from scalehook.kit.machine.work import Deferred
from scalehook.kit.settings import Settings
from scalehook.kit.telemetry import Timing
from scalehook_contracts.base import Command, Event, Intent

SettingsT_co = TypeVar("SettingsT_co", bound=Settings, covariant=True)
SettingsT_contra = TypeVar("SettingsT_contra", bound=Settings, contravariant=True)


@dataclass(frozen=True)
class Effect(Generic[SettingsT_contra]):
    """An async function of an intent that returns the outcome, a command to its own service.

    `real_time` names effects that live in the outside world's time (scripts): they do not hold up
    the moving of the clock. `message` tells which message it waits for the answer to: while its
    receiver sleeps in the stack's time, it does not hold it up either. One that `pushes` waits for the
    answer of somebody's endpoint.
    """

    run: Callable[[Any, Outside[SettingsT_contra]], Awaitable[Command[Any]]]
    real_time: bool = False
    message: Callable[[Any], str] | None = None
    pushes: bool = False


@dataclass(frozen=True)
class Service(Generic[SettingsT_co]):
    """What the host needs to know of a service.

    `state` is a dataclass (pydantic can write and read it) that can be made without arguments.
    `appliers` is the module (or package) with one function per event,
    `def queue_created(event: QueueCreated, state: State) -> None`;
    `handlers` the one with one per command and per event of others,
    `def create_queue(command: CreateQueue, work: Work[State, Settings]) -> QueueCreation` and
    `def on_queue_created(event: QueueCreated, work: Work[State, Settings]) -> None`. A table `HEEDS` in
    a module of handlers tells which events may lead to nothing: by the event's class, the function of
    event and state that says whether one leads to anything. It is forgotten at once where it does not.
    `first` is sent to the service when its journal is empty. `timings` are metrics made of its events.
    `guard` is asked before each handler, with the same message and work; the ApiError that it raises is
    the answer, and it may have the message wait. `played` is told of the state once a journal has been
    played at a start: indexes need not be kept up meanwhile. Its effects are given its own `settings`;
    a `Service[Settings]` is any service, whatever it can be told beyond what all can.
    """

    name: str
    state: type
    appliers: ModuleType
    handlers: ModuleType
    settings: type[SettingsT_co]
    effects: Mapping[type[Intent], Effect[SettingsT_co]] = field(default_factory=dict)
    first: Callable[[], Command[Any]] | None = None
    timings: Mapping[type[Event], Timing] = field(default_factory=dict)
    guard: Callable[[Any, Any], Deferred | None] | None = None
    played: Callable[[Any], None] | None = None
