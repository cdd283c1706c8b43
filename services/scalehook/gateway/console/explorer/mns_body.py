"""Bodies of requests to MNS's REST API, written from parameters."""

from collections.abc import Mapping

from pydantic import BaseModel

from scalehook.gateway.console.explorer.flat import text_of
from scalehook.gateway.xml_text import escaped
from scalehook_contracts.plain import Plain
from scalehook_contracts.shape import Field, shape

NAMESPACE = "http://mns.aliyuncs.com/doc/v1"


def body(root: str, model: type[BaseModel], values: Mapping[str, Plain]) -> str:
    """The document; what is a batch stands in the root itself, and not in an element of its own."""
    batch = values.get(root)
    known = shape(model).whole
    inner = _items(known[root], batch) if isinstance(batch, list) else _elements(model, values)
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{NAMESPACE}">{inner}</{root}>'


def _elements(model: type[BaseModel], values: Mapping[str, Plain]) -> str:
    known = shape(model).whole
    return "".join(_element(known.get(name), name, value) for name, value in values.items())


def _element(field: Field | None, name: str, value: Plain) -> str:
    if value is None:
        return ""
    if field is not None and isinstance(value, list):
        return _within(name, _items(field, value))
    if isinstance(value, dict):
        model = field.model if field is not None else None
        return _within(name, _elements(model, value) if model else _plain(value))
    return _within(name, escaped(text_of(value)))


def _plain(values: Mapping[str, Plain]) -> str:
    return "".join(_element(None, name, value) for name, value in values.items())


def _items(field: Field, values: list[Plain]) -> str:
    one = Field(field.item, field.item, "", field.model)
    return "".join(_element(one, field.item or field.alias, each) for each in values)


def _within(name: str, text: str) -> str:
    return f"<{name}>{text}</{name}>"
