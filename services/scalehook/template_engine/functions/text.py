"""Functions on texts."""

import base64
import binascii
import json
import re
from collections.abc import Callable
from typing import Any

from scalehook.template_engine.allowance import Allowance

VARIABLE = re.compile(r"\$\{([^${}]*)\}")


class FunctionFailed(ValueError):
    """The arguments do not fit."""


def base64_encode(text: str) -> str:
    """The text's UTF-8 in Base64."""
    return base64.b64encode(text.encode()).decode()


def base64_decode(text: str) -> str:
    """The text behind it; bytes that are no UTF-8 are replaced."""
    try:
        return base64.b64decode(text, validate=True).decode(errors="replace")
    except binascii.Error as problem:
        raise FunctionFailed("not Base64") from problem


def contains_sub_string(arguments: list[Any]) -> bool:
    """[text, part]."""
    text, part = arguments
    return printed(part) in printed(text)


def replace(arguments: list[Any], allowance: Allowance) -> str:
    """[{old: new, …}, text]: one after the other."""
    changes, text = arguments
    text = printed(text)
    for old, value in changes.items():
        if not old:
            raise FunctionFailed("nothing cannot be replaced")
        new = printed(value)
        allowance.measure(text)
        allowance.measure(new, text.count(old))
        text = text.replace(old, new)
    return text


def substitute(arguments: list[Any], allowance: Allowance) -> str:
    """[text, {name: value, …}]: `${name}` in the text is the value; others stay."""
    text, values = arguments
    if not isinstance(values, dict):
        raise FunctionFailed("the values have no names")

    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            return found[0]
        new = printed(values[found[1]])
        allowance.measure(new)
        return new

    return VARIABLE.sub(value, printed(text))


def printed(value: Any) -> str:
    """As it stands inside a longer text: lists and objects as JSON."""
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def escape(arguments: list[Any]) -> str:
    """[text, language]: so that it can stand between double quotes of that language."""
    text, language = arguments
    how = ESCAPES.get(str(language).lower())
    if how is None:
        raise FunctionFailed(f"{language} is not simulated: there are {', '.join(ESCAPES)}")
    return how(printed(text))


def _before(characters: str, sign: str) -> Callable[[str], str]:
    special = re.compile(f"[{re.escape(characters)}]")
    return lambda text: special.sub(lambda found: sign + found[0], text)


_shell = _before('\\"$`', "\\")
ESCAPES: dict[str, Callable[[str], str]] = {
    "powershell": _before('`"$', "`"),
    "shell": _shell,
    "bash": _shell,
    "json": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
}
