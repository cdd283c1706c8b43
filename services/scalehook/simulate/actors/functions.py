"""Users' own functions: found beside the scenario, and loaded anew for each run."""

import asyncio
import dataclasses
import importlib
import inspect
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from scalehook.consumer.consumer import Consumer
from scalehook.consumer.handlers import (
    Filters,
    Function,
    Handler,
    Handlers,
    Place,
    WrongHandler,
    check_function,
)
from scalehook.simulate.loop import Unrepeatable
from scalehook.simulate.scenario.scenario import Scenario
from scalehook.simulate.watching import watch

LONGEST_TEXT = 160


class WrongFunction(Exception):
    """There is none, or it cannot be called so, or it fails where nothing can go on without it."""


class Functions:
    """Of one run. Modules of the scenario's folder are loaded anew, so that what one run has left in
    them is not another one's; those that are installed are whatever they are.
    """

    _loaded: set[str] = set()  # by earlier runs of this process

    def __init__(self, folder: Path) -> None:
        self._given = folder
        for name in self._loaded:
            sys.modules.pop(name, None)
        self._loaded.clear()

    @cached_property
    def _folder(self) -> Path:
        """Nobody looks for it where there is no function."""
        return self._given.resolve()

    def handlers(self, name: str, failures: "Counter[str]") -> Handlers:
        """Of a consumer: those of a `Consumer`, or one function for every action."""
        found = self._find(name)
        if isinstance(found, Consumer):
            if not found.handlers:
                raise WrongFunction(
                    f"{name}: it has no handler: decorate a function with @consumer.on()"
                )
            return found.handlers.with_(lambda handler: _noted(name, handler, failures))
        place = Place(name, 1)
        try:
            check_function(place, found)
        except WrongHandler as problem:
            raise WrongFunction(str(problem)) from problem
        handlers = Handlers()
        handlers.add(
            _noted(name, Handler(Filters(None, None, None), found, "ABANDON", 1, place), failures)
        )
        return handlers

    def load(self, name: str) -> Any:
        """Of a load: `async def`, with one argument."""
        found = self._find(name)
        if not inspect.iscoroutinefunction(found):
            raise WrongFunction(f"{name} must be an `async def`, with one argument, the group")
        try:
            inspect.signature(found).bind(object())
        except TypeError:
            raise WrongFunction(f"{name} must take one argument, the group") from None
        return found

    def _find(self, name: str) -> Any:
        watch()
        module_name, _, function_name = name.partition(":")
        before = set(sys.modules)
        try:
            with _beside(self._folder):
                module = importlib.import_module(module_name)
            return getattr(module, function_name)
        except Exception as problem:  # a module may fail by anything
            raise WrongFunction(f"{name}: {_told(problem)}") from problem
        finally:
            self._loaded.update(each for each in set(sys.modules) - before if self._is_beside(each))

    def _is_beside(self, name: str) -> bool:
        file = getattr(sys.modules.get(name), "__file__", None)
        return file is not None and self._folder in Path(file).resolve().parents


def check_functions(scenario: Scenario, folder: Path) -> None:
    """WrongFunction where one that it names is not there, or cannot be meant."""
    functions = Functions(folder)
    for consumer in scenario.consumers.values():
        if consumer.function:
            functions.handlers(consumer.function, Counter())
    for load in scenario.load.values():
        if load.function:
            functions.load(load.function)


def failure(name: str, problem: BaseException) -> str:
    """What a function has failed by, and where, in one line."""
    frames = traceback.extract_tb(problem.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{name}: {_told(problem)}{where}"


def _noted(name: str, handler: Handler, failures: "Counter[str]") -> Handler:
    """What it fails by is told at the end: the kit makes a result of it."""

    async def call(action: Any) -> object:
        try:
            return await handler.function(action)
        except Unrepeatable:
            raise
        except (asyncio.CancelledError, KeyboardInterrupt):
            raise
        except BaseException as problem:
            failures[failure(name, problem)] += 1
            raise

    noted: Function = call
    return dataclasses.replace(handler, function=noted)


def _told(problem: BaseException) -> str:
    return f"{type(problem).__name__}: {problem}"[:LONGEST_TEXT]


@contextmanager
def _beside(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
