"""Hides the values of parameters that have NoEcho from whoever looks at an execution."""

from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.expressions import as_text
from scalehook.template_engine.state import Execution

HIDDEN = "oos-secret:"  # before names of secrets in the Parameter Store
MASK = "******"
MOST = 100  # texts that are looked for in everything that is shown


def masked_parameters(execution: Execution) -> dict[str, Any]:
    """All parameters; a mask instead of what is not to be shown."""
    parameters = execution.started.parameters
    return parameters | dict.fromkeys(execution.started.no_echo, MASK)


def masked(value: Any, execution: Execution) -> Any:
    """The same without the texts that are not to be shown, wherever they stand; nothing of it where
    these are too many to be looked for.
    """
    started = execution.started
    secrets = {text for name, text in execution.borrowed.items() if name.startswith(HIDDEN)}
    hidden = {text for name in started.no_echo for text in _texts(started.parameters[name])}
    hidden = (hidden | secrets) - {""}
    if len(hidden) > MOST:
        return MASK if value else value
    longest_first = sorted(hidden, key=len, reverse=True)
    return _without(value, longest_first) if longest_first else value


def _texts(value: Any) -> Iterator[str]:
    """As it is printed; of a list or an object also each value in it, which templates may take out."""
    yield as_text(value)
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(item)


def _without(value: Any, hidden: list[str]) -> Any:
    match value:
        case str():
            for text in hidden:
                value = value.replace(text, MASK)
            return value
        case list():
            return [_without(item, hidden) for item in value]
        case dict():
            return {key: _without(item, hidden) for key, item in value.items()}
        case _:
            return MASK if as_text(value) in hidden else value
