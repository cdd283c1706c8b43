"""The parameters of declared operations: what they are called, what they hold, and as which field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from pydantic import Field, create_model
from pydantic.alias_generators import to_snake

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.numbers import Int64

# `comma` and `json` are texts that hold several: `a,b` and `["a","b"]`. `parts` are structures of texts.
ParameterType = Literal["text", "number", "flag", "texts", "comma", "json", "parts", "word"]
SEVERAL = frozenset({"texts", "comma", "json"})


@dataclass(frozen=True)
class Parameter:
    """One parameter. A list's items are called `item` on the wire; a `word` is one of `choices`."""

    name: str
    type: ParameterType = "text"
    required: bool = False
    default: Any = None
    item: str = ""
    choices: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    rules: Mapping[str, Any] = field(default_factory=dict)

    @property
    def python_name(self) -> str:
        """The field's name: `DBClusterId` is `db_cluster_id`."""
        return to_snake(self.name)

    def as_field(self, place: str) -> tuple[Any, Any]:
        """Type and field for pydantic; models that it needs are of the module `place`."""
        if self.type == "texts":
            return list[str], Listed(self.item, alias=self.name, **self._needed_list())
        if self.type == "parts":
            model = self._model(place)
            return list[model], Listed(self.item, alias=self.name)  # type: ignore[valid-type]  # made here
        needed = ... if self.required else self._default()
        return self._plain_type(), Field(needed, alias=self.name, **self._limits())

    def _needed_list(self) -> dict[str, Any]:
        return {"default_factory": None, "default": ..., "min_length": 1} if self.required else {}

    def _model(self, place: str) -> Any:
        fields: dict[str, Any] = {to_snake(part): (str, Field("", alias=part)) for part in self.parts}
        return create_model(f"{self.item}Of{_holder(place)}", __base__=Part, __module__=place, **fields)

    def _default(self) -> Any:
        if self.default is not None:
            return self.default
        return "" if self.type in ("text", "comma", "json") else None

    def _plain_type(self) -> Any:
        if self.type == "word":
            choice = cast(Any, Literal)[self.choices]
            return choice if self.required or self.default is not None else choice | None
        plain: Any = {"number": Int64, "flag": bool}.get(self.type, str)
        if self.type == "number" and self._limits():
            plain = int
        return plain if self.required or self.default is not None or plain is str else plain | None

    def _limits(self) -> dict[str, Any]:
        limits = {"ge": self.low, "le": self.high} if self.type == "number" else {}
        return {name: limit for name, limit in limits.items() if limit is not None}


def _holder(place: str) -> str:
    return "".join(word.capitalize() for word in place.rpartition(".")[2].split("_"))


def text(name: str, default: str = "") -> Parameter:
    """A text that need not be given."""
    return Parameter(name, default=default or None)


def needed(name: str) -> Parameter:
    """A text that must be given."""
    return Parameter(name, required=True)


def number(
    name: str, default: int | None = None, low: int | None = None, high: int | None = None
) -> Parameter:
    """A number, perhaps between bounds, both or none."""
    return Parameter(name, "number", default=default, low=low, high=high)


def flag(name: str, default: bool | None = None) -> Parameter:
    """True or false."""
    return Parameter(name, "flag", default=default)


def word(name: str, *choices: str, default: str = "") -> Parameter:
    """One of these; without a default it need not be given."""
    return Parameter(name, "word", choices=choices, default=default or None)


def texts(name: str, item: str, *, required: bool = False) -> Parameter:
    """Several texts: `Item.1`, `Item.2`."""
    return Parameter(name, "texts", item=item, required=required)


def comma(name: str) -> Parameter:
    """Several in one text, with commas."""
    return Parameter(name, "comma")


def json_texts(name: str, *, required: bool = False) -> Parameter:
    """Several in one text, as a JSON array."""
    return Parameter(name, "json", required=required)


def parts(name: str, item: str, *names: str) -> Parameter:
    """Several structures of these texts: `Item.1.Name`."""
    return Parameter(name, "parts", item=item, parts=names)
