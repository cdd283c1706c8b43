"""Functions on texts."""

from collections.abc import Callable
from typing import Any

from scalehook.template_engine.jq.arithmetic import split
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.values import kind, shown

SPACE = " \t\n\r\f\v"


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise JqError(f"{what} {shown(value)}: a string is required")
    return value


def _folded(value: Any, fold: Callable[[str], str]) -> str:
    text = _text(value, "to change the case of")
    return "".join(fold(letter) if letter.isascii() else letter for letter in text)


def _explode(value: Any) -> list[int]:
    return [ord(letter) for letter in _text(value, "to explode")]


def _implode(value: Any) -> str:
    if not isinstance(value, list):
        raise JqError("implode input must be an array")
    if not all(kind(code) == "number" and _is_letter(code) for code in value):
        raise JqError("Unicode codepoint must be numeric and valid")
    return "".join(chr(int(code)) for code in value)


def _is_letter(code: float) -> bool:
    return 0 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF


def _starts(value: Any, beginning: Any) -> bool:
    return _text(value, "startswith()").startswith(_text(beginning, "startswith()"))


def _ends(value: Any, end: Any) -> bool:
    return _text(value, "endswith()").endswith(_text(end, "endswith()"))


def _without_start(value: Any, beginning: Any) -> Any:
    both = isinstance(value, str) and isinstance(beginning, str)
    return value.removeprefix(beginning) if both else value


def _without_end(value: Any, end: Any) -> Any:
    both = isinstance(value, str) and isinstance(end, str)
    return value.removesuffix(end) if both else value


FUNCTIONS: dict[tuple[str, int], Callable[..., Any]] = {
    ("ascii_downcase", 0): lambda value: _folded(value, str.lower),
    ("ascii_upcase", 0): lambda value: _folded(value, str.upper),
    ("endswith", 1): _ends,
    ("explode", 0): _explode,
    ("implode", 0): _implode,
    ("ltrim", 0): lambda value: _text(value, "to trim").lstrip(SPACE),
    ("ltrimstr", 1): _without_start,
    ("rtrim", 0): lambda value: _text(value, "to trim").rstrip(SPACE),
    ("rtrimstr", 1): _without_end,
    ("split", 1): lambda value, by: split(_text(value, "to split"), _text(by, "to split by")),
    ("startswith", 1): _starts,
    ("trim", 0): lambda value: _text(value, "to trim").strip(SPACE),
    ("utf8bytelength", 0): lambda value: len(_text(value, "the bytes of").encode()),
}
