"""How much a state holds, in memory and as it is written."""

import gc
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from pydantic import TypeAdapter

# Python shares small numbers and makes large ones anew
NOT_ITS_OWN = (int, type, ModuleType, FunctionType, BuiltinFunctionType)


def objects(root: object) -> int:
    """How many objects hang on it."""
    seen: dict[int, object] = {}
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if id(item) in seen or isinstance(item, NOT_ITS_OWN):
            continue
        seen[id(item)] = item
        waiting += gc.get_referents(item)
    return len(seen)


def written(state: Any) -> int:
    """Its bytes in a snapshot."""
    return len(TypeAdapter(type(state)).dump_json(state))
