"""Bodies of the stack's own paths: JSON, read and written."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError

from scalehook.gateway.as_json import as_json
from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook_contracts.errors.common import InvalidParameter

BodyT = TypeVar("BodyT", bound=BaseModel)
MOST_BYTES = 64 * 1024


def json_answer(body: dict[str, Any], status: int = 200) -> HttpResponse:
    """An answer with this body."""
    return HttpResponse(status, as_json(body), "application/json")


def body_of(request: HttpRequest, model: type[BodyT], most: int = MOST_BYTES) -> BodyT:
    """The request's body of up to so many bytes; InvalidParameter when it does not fit."""
    if len(request.body) > most:
        raise InvalidParameter(f"the body is larger than {most} bytes")
    return fitting(lambda: model.model_validate_json(request.body or b"{}"))


def query_of(request: HttpRequest, model: type[BodyT]) -> BodyT:
    """The request's query, likewise."""
    return fitting(lambda: model.model_validate(dict(parse_qsl(request.query))))


def fitting(read: Callable[[], BodyT]) -> BodyT:
    """What is read; InvalidParameter when it does not fit."""
    try:
        return read()
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        what = first["msg"].removeprefix("Value error, ")
        raise InvalidParameter(f"{where} {what}".strip()) from problem
