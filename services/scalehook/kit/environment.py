"""Models whose fields the environment may give: one variable for each, in upper or lower case."""

import json
import os
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

T = TypeVar("T")
PREFIX = "SCALEHOOK_"


class FromEnvironment(BaseModel):
    """What is given counts more than what the environment says, and that more than the default. A field
    with an alias is told by the variable of that name, others by their own behind the prefix.
    """

    model_config = ConfigDict(
        extra="ignore", validate_by_name=True, validate_by_alias=True, validate_default=True
    )
    environment: ClassVar[Mapping[str, str]] = os.environ

    def __init__(self, **given: Any) -> None:
        super().__init__(**_told(type(self), given), **given)

    @classmethod
    def variables(cls) -> Mapping[str, str]:
        """The names of fields, by those of their variables."""
        return _variables(cls)


@cache
def _variables(model: type[FromEnvironment]) -> Mapping[str, str]:
    return {(field.alias or PREFIX + name).upper(): name for name, field in model.model_fields.items()}


def _told(model: type[FromEnvironment], given: Mapping[str, Any]) -> dict[str, str]:
    """By alias, where there is one: so a misfit names the variable."""
    names, told = model.variables(), dict[str, str]()
    for variable, value in model.environment.items():
        if name := names.get(variable.upper()):
            alias = model.model_fields[name].alias or name
            if name not in given and alias not in given:
                told[alias] = value
    return told


def _decoded(text: Any) -> Any:
    try:
        return json.loads(text) if isinstance(text, str) else text
    except ValueError:
        raise ValueError("it should be JSON") from None  # which text it was may be a secret


AsJson = Annotated[T, BeforeValidator(_decoded)]  # lists and dictionaries, written as JSON
