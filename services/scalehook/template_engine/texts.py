"""Parameters of operations that are JSON, as text."""

from typing import Any

from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.oos import InvalidTemplateParameter
from scalehook_contracts.plain import NotPlain, parse_json

MOST_TAGS = 20


def json_object(name: str, text: str) -> dict[str, Any]:
    """The object in the parameter of this name; an empty one where nothing is given."""
    value = _value(name, text) if text else {}
    if not isinstance(value, dict):
        raise InvalidParameter(name=name)
    return value


def tags_in(text: str) -> dict[str, str]:
    """Texts by their keys, as many as a resource has at most; no key is empty."""
    tags = json_object("Tags", text)
    if not all(key and isinstance(value, str) for key, value in tags.items()):
        raise InvalidParameter(name="Tags")
    if len(tags) > MOST_TAGS:
        raise InvalidTemplateParameter(why=f"a resource has no more than {MOST_TAGS} tags")
    return tags


def json_texts(name: str, text: str) -> list[str]:
    """The list of texts in the parameter of this name; an empty one where nothing is given."""
    texts = _value(name, text) if text else []
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise InvalidParameter(name=name)
    return texts


def _value(name: str, text: str) -> Any:
    try:
        return parse_json(text)
    except NotPlain as problem:
        raise InvalidParameter(name=name) from problem
