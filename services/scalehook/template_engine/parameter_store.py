"""The Parameter Store: what may be stored, found by name and by path."""

import re
from collections.abc import Iterator
from typing import Any

from scalehook.kit import Work
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.regular_expressions import InvalidPattern, compiled
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State, StoredParameter
from scalehook.template_engine.texts import json_object
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.oos import (
    EntityAlreadyExistsParameter,
    EntityAlreadyExistsSecretParameter,
    EntityNotExistsParameter,
    EntityNotExistsSecretParameter,
    InvalidTemplateParameter,
)
from scalehook_contracts.plain import NotPlain, parse_json

RESERVED = re.compile(r"/?(ALIYUN|ACS|ALIBABA|ALICLOUD|OOS)", re.IGNORECASE)


def found(name: str, work: Work[State, Settings], *, secret: bool) -> StoredParameter:
    """The parameter of this name."""
    stored = work.state.stored(secret=secret).get(name)
    if stored is None:
        raise not_there(secret=secret)
    return stored


def not_there(*, secret: bool) -> ApiError:
    """The documented error of each kind."""
    return EntityNotExistsSecretParameter() if secret else EntityNotExistsParameter()


def check_new(name: str, work: Work[State, Settings], *, secret: bool) -> None:
    """Whether a new parameter may have this name."""
    if RESERVED.match(name):
        raise InvalidParameter(name="Name")
    if name in work.state.stored(secret=secret):
        raise EntityAlreadyExistsSecretParameter() if secret else EntityAlreadyExistsParameter()


def check_value(value: str, constraints: str) -> None:
    """Whether the parameter may have this value: of a list of texts, each of them."""
    said = json_object("Constraints", constraints)
    allowed = _list(said.get("AllowedValues", [value]))
    low, high = (_number(said, name, usual) for name, usual in (("MinLength", 0), ("MaxLength", 4096)))
    if value not in allowed or not low <= len(value) <= high:
        raise InvalidTemplateParameter(why="Value does not fit Constraints")
    pattern = said.get("AllowedPattern")
    if pattern is None:
        return
    try:
        if not compiled(str(pattern), value, Allowance()).search(value):
            raise InvalidTemplateParameter(why="Value does not match AllowedPattern")
    except InvalidPattern as problem:
        raise InvalidTemplateParameter(why=f"Constraints: {problem}") from problem


def below(path: str, names: Iterator[str], *, recursive: bool) -> Iterator[str]:
    """Names below a path: `/a/b` is below `/a`, and so is `/a/b/c` where deeper ones are asked for."""
    prefix = path.rstrip("/") + "/"
    for name in names:
        if name.startswith(prefix) and (recursive or "/" not in name[len(prefix) :]):
            yield name


def _list(value: Any) -> list[Any]:
    """A list, or the JSON text of one."""
    try:
        read = parse_json(value) if isinstance(value, str) else value
    except NotPlain as problem:
        raise InvalidParameter(name="Constraints") from problem
    if not isinstance(read, list):
        raise InvalidParameter(name="Constraints")
    return read


def _number(said: dict[str, Any], name: str, usual: int) -> int:
    text = str(said.get(name, usual))
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise InvalidParameter(name="Constraints")
    return int(text)
