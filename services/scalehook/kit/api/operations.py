"""The cloud's API operations, found by product and action, and made from parameters."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from scalehook.kit.api.catalogue import contract_types
from scalehook_contracts.base import Operation
from scalehook_contracts.errors import ApiError

OperationType = type[Operation[Any]]


@cache
def operations() -> dict[tuple[str, str], OperationType]:
    """By the product's name and the action, both in lower case."""
    return {
        (cls.product.name.lower(), cls.__name__.lower()): cls
        for cls in contract_types().values()
        if issubclass(cls, Operation) and hasattr(cls, "product") and not cls.is_shared_base()
    }


def build(cls: OperationType, parameters: Mapping[str, Any], *, by_name: bool = False) -> Operation[Any]:
    """The operation; a parameter that is missing or does not fit gets its documented error. Only
    documented names count, of members of structures, too, unless those in Python may stand for them.
    """
    if cls.unsupported:
        refuse_unsupported(cls, parameters)
    try:
        operation: Operation[Any] = cls.__pydantic_validator__.validate_python(
            parameters, by_alias=True, by_name=by_name
        )
    except ValidationError as problem:
        raise refusal(cls, problem) from problem
    return operation


def refuse_unsupported(cls: OperationType, names: Iterable[str]) -> None:
    """A filter that is not simulated is refused, in any letter case: an answer without it would be a
    wrong one.
    """
    refused = _unsupported(cls)
    for name in names if refused else ():
        if name.lower() in refused:
            raise cls.invalid(f'The parameter "{name}" is not valid: not supported by this simulator.')


def is_unsupported(cls: OperationType, names: Iterable[str]) -> bool:
    """Whether one of them would be refused so."""
    return not _unsupported(cls).isdisjoint(map(str.lower, names))


def refusal(cls: OperationType, problem: ValidationError) -> ApiError:
    """The documented error for the first parameter that is wrong; missing ones come first."""
    errors = problem.errors(include_url=False, include_context=False, include_input=False)
    errors.sort(key=lambda error: error["type"] != "missing")
    name = cls.known_as(".".join(_names(errors[0]["loc"])))
    kind = errors[0]["type"]
    missing = cls.product.missing if kind == "missing" else None
    return missing(name=name) if missing is not None else cls.wrong(name, kind)


def _names(place: Iterable[int | str]) -> Iterator[str]:
    """Items of lists are counted from 1. Names begin with capitals; what does not is the kind of value
    that was tried, where there are several.
    """
    for depth, part in enumerate(place):
        if isinstance(part, int):
            yield str(part + 1)
        elif depth == 0 or part[:1].isupper():
            yield part


@cache
def _unsupported(cls: OperationType) -> frozenset[str]:
    return frozenset(name.lower() for name in cls.unsupported)
