"""jq, as ValueSelector and PropertySelector use it."""

import re
from typing import Any

from scalehook.template_engine.allowance import Allowance, TooMuch
from scalehook.template_engine.document import ParameterType
from scalehook_contracts.plain import NotPlain, check_plain

WORD = re.compile(r"[A-Za-z_]\w*")
BARE = re.compile(r"(?!(?:if|try|reduce|null|true|false)\b)[A-Za-z_][^.(]*(?:\.|$)", re.DOTALL)


class SelectorFailed(ValueError):
    """The selector is no jq, or does not fit what it was given."""


class NothingThere(SelectorFailed):
    """The values of something are asked for that is not there."""


def select_all(selector: str, data: Any, allowance: Allowance) -> list[Any]:
    """Everything that it finds; of what is not there, nothing."""
    try:
        return select_strictly(selector, data, allowance)
    except NothingThere:
        return []


def select_strictly(selector: str, data: Any, allowance: Allowance) -> list[Any]:
    """Everything that it finds; NothingThere where the values of something are asked for that is not."""
    from scalehook.template_engine import jq  # the whole language: only once a task selects something

    try:
        found = jq.evaluate(jq.parse(written_out(selector, data)), data, allowance)
        check_plain(found)
    except jq.IteratesNull as problem:
        raise NothingThere(f"{selector}: {problem}") from problem
    except (jq.JqError, TooMuch, NotPlain) as problem:
        raise SelectorFailed(f"{selector}: {problem}") from problem
    return found


def written_out(selector: str, data: Any = None) -> str:
    """As jq wants it: the leading dot may be missing. What begins with a function of jq is a program as
    it stands, unless the data has a field of that name.
    """
    from scalehook.template_engine import jq  # as above

    text = selector.strip()
    word = WORD.match(text) if BARE.match(text) else None
    if word is None or (jq.is_function(word[0]) and not (isinstance(data, dict) and word[0] in data)):
        return text
    return f".{text}"


def select(selector: str, data: Any, kind: ParameterType, allowance: Allowance) -> Any:
    """All for a List, else the first; None where it finds nothing."""
    found = select_all(selector, data, allowance)
    if kind == "List":
        return as_list(found)
    return found[0] if found else None


def as_list(found: list[Any]) -> list[Any]:
    """What was found, or the one list that was."""
    return found[0] if len(found) == 1 and isinstance(found[0], list) else found
