"""`@base64` and the like: values as texts of a certain kind."""

import base64
import binascii
import html
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.values import as_json, as_text, kind, shown


def _base64d(value: Any) -> str:
    text = as_text(value).rstrip("=")
    try:
        decoded = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise JqError(f"{shown(value)} is not valid base64 data") from problem
    return decoded.decode(errors="replace")


def _row(value: Any, text: Callable[[str], str], separator: str, none: str = "") -> str:
    if not isinstance(value, list):
        raise JqError(f"{shown(value)} cannot be formatted as a row, only an array can be")
    return separator.join(_cell(item, text, none) for item in value)


def _cell(item: Any, text: Callable[[str], str], none: str) -> str:
    if isinstance(item, list | dict):
        raise JqError(f"{kind(item)} is not valid in a row")
    if isinstance(item, str):
        return text(item)
    return none if item is None else as_json(item)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _escaped(text: str) -> str:
    escapes = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    return "".join(escapes.get(letter, letter) for letter in text)


def _shell(value: Any) -> str:
    return _row(value if isinstance(value, list) else [value], _shell_quoted, " ", "null")


def _shell_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


FORMATS: dict[str, Callable[[Any], str]] = {
    "@base64": lambda value: base64.b64encode(as_text(value).encode()).decode(),
    "@base64d": _base64d,
    "@csv": lambda value: _row(value, _quoted, ","),
    "@html": lambda value: html.escape(as_text(value)).replace("&#x27;", "&#39;"),
    "@json": as_json,
    "@sh": _shell,
    "@text": as_text,
    "@tsv": lambda value: _row(value, _escaped, "\t"),
    "@uri": lambda value: quote(as_text(value), safe="-._~"),
}
