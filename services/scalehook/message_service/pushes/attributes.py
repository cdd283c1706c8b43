"""What a message says to mail and short messages: JSON texts in its attributes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scalehook.message_service.state import Push
from scalehook_contracts.plain import NotPlain, parse_json


@dataclass(frozen=True)
class Attribute:
    """One attribute, by its keys in lower case: SDKs spell them in two ways."""

    values: Mapping[str, Any]

    @classmethod
    def of(cls, push: Push, *names: str) -> "Attribute":
        """The first of these that the message has; empty where it has none that is an object."""
        given = push.message_attributes
        text = next((given[name] for name in names if name in given), "")
        return cls({name.lower(): value for name, value in object_of(text).items()})

    def text(self, *names: str) -> str:
        """The first of these keys that is there; a structure says nothing that could be read."""
        found = (value for value in self._found(names) if not isinstance(value, dict | list))
        return next(map(str, found), "")

    def object(self, *names: str) -> dict[str, Any]:
        """Likewise; as an object, or as JSON of one."""
        return next((object_of(value) for value in self._found(names)), {})

    def _found(self, names: tuple[str, ...]) -> list[Any]:
        found = (self.values.get(name.lower()) for name in names)
        return [value for value in found if value is not None]


def object_of(value: Any) -> dict[str, Any]:
    """What is an object, or JSON of one; empty of anything else."""
    try:
        read = parse_json(value) if isinstance(value, str) else value
    except NotPlain:
        return {}
    return read if isinstance(read, dict) else {}
