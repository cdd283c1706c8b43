"""Functions on objects."""

from collections.abc import Callable
from typing import Any

from scalehook.template_engine.jq.changing import at
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.values import as_text, kind, shown


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise JqError(f"{shown(value)} has no keys")
    return value


def _keys(value: Any) -> list[Any]:
    return list(range(len(value))) if isinstance(value, list) else sorted(_object(value))


def _has(value: Any, key: Any) -> bool:
    if isinstance(value, dict) and isinstance(key, str):
        return key in value
    if isinstance(value, list) and kind(key) == "number":
        return bool(0 <= key < len(value))
    raise JqError(f"Cannot check whether {kind(value)} has a {kind(key)} key")


def to_entries(value: Any) -> list[dict[str, Any]]:
    """`[{key, value}]`"""
    items = enumerate(value) if isinstance(value, list) else _object(value).items()
    return [{"key": key, "value": item} for key, item in items]


def from_entries(value: Any) -> dict[str, Any]:
    """The object again; keys and values may be spelled in several ways."""
    items = value.values() if isinstance(value, dict) else value
    if not isinstance(value, list | dict) or not all(isinstance(item, dict) for item in items):
        raise JqError(f"Cannot make an object of {shown(value)}")
    return dict(_entry(item) for item in items)


def _entry(item: dict[str, Any]) -> tuple[str, Any]:
    names = (item.get(name) for name in ("key", "k", "name", "Name", "K", "Key"))
    key = next((name for name in names if name is not None and name is not False), None)
    if key is None:
        key = False if False in (item.get("key"), item.get("k")) else None
    if isinstance(key, list | dict):
        raise JqError(f"Cannot use {shown(key)} as object key")
    content = next((item[name] for name in ("value", "v", "Value", "V") if name in item), None)
    return as_text(key), content


def _getpath(value: Any, path: Any) -> Any:
    if not isinstance(path, list):
        raise JqError("Path must be specified as an array")
    return at(value, tuple(path))


FUNCTIONS: dict[tuple[str, int], Callable[..., Any]] = {
    ("from_entries", 0): from_entries,
    ("getpath", 1): _getpath,
    ("has", 1): _has,
    ("in", 1): lambda value, whole: _has(whole, value),
    ("keys", 0): _keys,
    ("keys_unsorted", 0): lambda value: list(value) if isinstance(value, dict) else _keys(value),
    ("to_entries", 0): to_entries,
}
