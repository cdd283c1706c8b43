"""Reads documents of RAM, or says what is wrong with them."""

import json
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ValidationError

from scalehook_contracts.errors.ram import MalformedPolicyDocument
from scalehook_contracts.plain import NotPlain, parse_json

DocumentT = TypeVar("DocumentT", bound=BaseModel)


def as_list(value: Any) -> Any:
    """One needs no list."""
    return value if isinstance(value, list) else [value]


Texts = Annotated[list[str], BeforeValidator(as_list)]


def read(text: str, kind: type[DocumentT]) -> DocumentT:
    """The document; MalformedPolicyDocument when it breaks the grammar."""
    try:
        return kind.model_validate(parse_json(text))
    except NotPlain as problem:
        raise MalformedPolicyDocument(why=str(problem)) from problem
    except ValidationError as problem:
        raise MalformedPolicyDocument(why=_first(problem)) from problem


def check_names(text: str) -> None:
    """MalformedPolicyDocument when an object of the text, which was read before, has a name twice."""
    json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise MalformedPolicyDocument(why=f"{twice} stands there twice")
    return members


def _first(problem: ValidationError) -> str:
    error = problem.errors(include_url=False)[0]
    words = error["msg"].removeprefix("Value error, ")
    return f"{'.'.join(map(str, error['loc']))} {words}".strip()
