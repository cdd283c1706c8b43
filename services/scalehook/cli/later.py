"""Modules that libraries import with themselves, and that a server needs late or never."""

import importlib
import logging  # noqa: F401  (`logging.config` is looked for in it)
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

FUNCTIONS = {
    "importlib.metadata": ("entry_points",),  # for plugins of pydantic, which are switched off
    "logging.config": (),  # for those who give uvicorn a file
    "uvicorn.main": ("main", "run"),  # its command line, with click and what starts processes
}
ELSEWHERE = {"uvicorn.main": {"Server": "uvicorn.server"}}


class Later(ModuleType):
    """Stands for a module until somebody asks for what only that has; its functions may be had before
    they are called, and what it has from another module is asked of that.
    """

    def __init__(self, name: str, functions: tuple[str, ...], elsewhere: Mapping[str, str]) -> None:
        super().__init__(name)
        self._elsewhere = elsewhere
        for each in functions:
            setattr(self, each, _called(name, each))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by whoever looks at all modules
            raise AttributeError(name)
        where = vars(self)["_elsewhere"].get(name)
        return getattr(importlib.import_module(where) if where else _loaded(self.__name__), name)


def put_off() -> None:
    """They are imported when they are used; what is there already stays."""
    for name, functions in FUNCTIONS.items():
        if name not in sys.modules:
            later = sys.modules[name] = Later(name, functions, ELSEWHERE.get(name, {}))
            parent, _, own = name.rpartition(".")
            if parent in sys.modules:
                setattr(sys.modules[parent], own, later)


def _loaded(name: str) -> ModuleType:
    """The module itself; its parent may have something else of that name."""
    parent, _, own = name.rpartition(".")
    if isinstance(sys.modules.get(name), Later):
        before = vars(importlib.import_module(parent)).get(own)
        del sys.modules[name]
        importlib.import_module(name)
        if before is not None and not isinstance(before, Later):
            setattr(sys.modules[parent], own, before)
    return sys.modules[name]


def _called(name: str, function: str) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(_loaded(name), function)(*arguments, **named)

    return call
