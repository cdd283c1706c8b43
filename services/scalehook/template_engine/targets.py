"""The instances that an execution is about."""

import re
from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.state import Execution

INSTANCE = re.compile(r"i-[a-z0-9]{1,64}", re.ASCII)


def targets(execution: Execution) -> list[str]:
    """Those that its parameters name, and those that its loops run over, in this order."""
    found = dict.fromkeys(_ids(execution.started.parameters))
    for run in execution.top_level():
        found |= dict.fromkeys(_ids(run.loop_items))
    return list(found)


def _ids(value: Any) -> Iterator[str]:
    """Every text in the value that is nothing but the id of an instance."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                if INSTANCE.fullmatch(text):
                    yield text
            case list() as items:
                waiting.extend(reversed(items))
            case dict() as items:
                waiting.extend(reversed(items.values()))
