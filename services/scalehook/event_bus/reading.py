"""Reads the parameters that are JSON in one text."""

from typing import Any, TypeVar

from pydantic import ValidationError

from scalehook.event_bus import targets
from scalehook.event_bus.operators import PatternError
from scalehook.event_bus.patterns import Pattern
from scalehook.event_bus.transforms import Unfit
from scalehook_contracts.base import Part
from scalehook_contracts.errors.eventbridge import (
    EventRuleFilterPatternSchemaError,
    EventRuleTargetIdDuplicate,
    InvalidArgument,
)
from scalehook_contracts.event_bus.targets import MOST_TARGETS, EventTarget
from scalehook_contracts.plain import NotPlain, parse_json

PartT = TypeVar("PartT", bound=Part)


def read_pattern(text: str) -> Pattern:
    """The pattern, or EventRuleFilterPatternSchemaError."""
    try:
        return Pattern.parse(text)
    except PatternError as problem:
        raise EventRuleFilterPatternSchemaError(reason=problem) from problem


def read_targets(text: str, name: str) -> list[EventTarget]:
    """Targets that events can be delivered to; or InvalidArgument, EventRuleTargetIdDuplicate."""
    found = [part_of(_given(item), EventTarget, name) for item in read_array(text, name)]
    if len({target.id for target in found}) < len(found):
        raise EventRuleTargetIdDuplicate()
    try:
        for target in found:
            targets.check(target)
    except Unfit as problem:
        raise InvalidArgument(f"The argument {name} is invalid: {problem}.") from problem
    if len(found) > MOST_TARGETS:
        raise InvalidArgument(f"The argument {name} is invalid: more than {MOST_TARGETS} targets.")
    return found


def read_texts(text: str, name: str) -> list[str]:
    """An array of texts; or InvalidArgument."""
    found = read_array(text, name)
    if not all(isinstance(item, str) for item in found):
        raise InvalidArgument(name=name)
    return found


def read_first_targets(text: str, name: str) -> list[EventTarget]:
    """Those of a new rule, which may have none."""
    return read_targets(text, name) if text and _read(text, name) != [] else []


def read_array(text: str, name: str) -> list[Any]:
    """A JSON array with something in it; or InvalidArgument."""
    found = _read(text, name)
    if not isinstance(found, list) or not found:
        raise InvalidArgument(name=name)
    return found


def read_object(text: str, name: str) -> dict[str, Any]:
    """A JSON object; or InvalidArgument."""
    found = _read(text, name)
    if not isinstance(found, dict):
        raise InvalidArgument(name=name)
    return found


def part_of(item: Any, kind: type[PartT], name: str) -> PartT:
    """The item as such a part; or InvalidArgument, with the member that does not fit. A member that is
    null is not there: so CloudEvents has it, and so clients write what they leave out.
    """
    if not isinstance(item, dict):
        raise InvalidArgument(f"The argument {name} is invalid: a member is no JSON object.")
    try:
        said = {key: value for key, value in item.items() if value is not None}
        return kind.model_validate(said, by_alias=True, by_name=False)
    except ValidationError as problem:
        where = ".".join(map(str, problem.errors()[0]["loc"]))
        raise InvalidArgument(f"The argument {name} is invalid: {where[:80]}.") from problem


def _given(value: Any) -> Any:
    """What a target says, without the members that are null, its parameters' too."""
    if isinstance(value, list):
        return [_given(each) for each in value]
    if isinstance(value, dict):
        return {key: _given(each) for key, each in value.items() if each is not None}
    return value


def _read(text: str, name: str) -> Any:
    try:
        return parse_json(text)
    except NotPlain as problem:
        raise InvalidArgument(f"The argument {name} is invalid: {problem}.") from problem
