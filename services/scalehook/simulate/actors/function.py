"""A consumer's function of the user's own, as it is given to the kit for consumers."""

import importlib
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scalehook.consumer.action import LifecycleAction
from scalehook.consumer.handlers import Place, WrongHandler, check_function
from scalehook.consumer.notification import Notification
from scalehook.consumer.wait import Wait
from scalehook.simulate.actors.client import Client, rest
from scalehook.simulate.agenda import SECOND, START
from scalehook_contracts.scaling_controller.actions import RecordLifecycleActionHeartbeat

HOOKS_TIME = 600.0  # the notification does not tell it


class WrongFunction(ValueError):
    """There is none, or it cannot be called so."""


class VirtualClock:
    """The run's own time, for a handler that sleeps."""

    virtual = True

    def __init__(self, client: Client) -> None:
        self._agenda = client.cloud.agenda

    def now(self) -> float:
        """Seconds since 1970."""
        return START.timestamp() + self._agenda.now / SECOND

    async def look(self, told: float | None = None, *, anew: bool = False) -> float:
        """The run needs not be told."""
        return self.now()

    async def sleep(self, seconds: float, action: str = "") -> None:
        """Virtual seconds."""
        await rest(seconds + 1 / SECOND)


class Function:
    """`async def drain(action)`: its return completes with CONTINUE, or with what it has chosen."""

    def __init__(self, function: Callable[[Any], Awaitable[object]]) -> None:
        self._function = function

    async def call(self, found: Notification, client: Client) -> str:
        """Its result; an exception is ABANDON."""
        clock = VirtualClock(client)

        async def heartbeat(seconds: int | None) -> None:
            await client.call(
                RecordLifecycleActionHeartbeat(
                    lifecycle_hook_id=found.hook_id,
                    lifecycle_action_token=found.token,
                    heartbeat_timeout=seconds or int(HOOKS_TIME),
                )
            )

        wait = Wait(HOOKS_TIME, clock.now(), clock.now())
        action = LifecycleAction(found, wait, clock, heartbeat)
        try:
            await self._function(action)
        except Exception:
            return "ABANDON"
        return action.result or "CONTINUE"


def load(name: str, folder: Path) -> Function:
    """`module:function`, of a module beside the scenario or one that is installed."""
    module_name, _, function_name = name.partition(":")
    with _beside(folder):
        try:
            function = getattr(importlib.import_module(module_name), function_name)
        except (ImportError, AttributeError, SyntaxError) as problem:
            raise WrongFunction(f"{name}: {problem}") from problem
    try:
        check_function(Place(name, 1), function)
    except WrongHandler as problem:
        raise WrongFunction(str(problem)) from problem
    return Function(function)


@contextmanager
def _beside(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder.resolve()))
    try:
        yield
    finally:
        sys.path.remove(str(folder.resolve()))
