"""jq, as ValueSelector and PropertySelector use it."""

from functools import lru_cache
from typing import Any

import jq

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import ParameterType


class SelectorFailed(ValueError):
    """The selector is no jq, or does not fit what it was given."""


def select_all(selector: str, data: Any, allowance: Allowance) -> list[Any]:
    """Everything that it finds."""
    try:
        return list(_compiled(selector).input_value(data).all())
    except ValueError as problem:
        raise SelectorFailed(f"{selector}: {problem}") from problem


def select(selector: str, data: Any, kind: ParameterType, allowance: Allowance) -> Any:
    """All for a List, else the first; None where it finds nothing."""
    found = select_all(selector, data, allowance)
    if kind == "List":
        return found[0] if len(found) == 1 and isinstance(found[0], list) else found
    return found[0] if found else None


@lru_cache(512)
def _compiled(selector: str) -> Any:
    text = selector.strip()
    starts_a_path = text[:1].isalpha() or text[:1] == "_"  # the leading dot may be missing
    return jq.compile(f".{text}" if starts_a_path and "(" not in text.split(".")[0] else text)
