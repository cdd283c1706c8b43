"""Which calls a fault fits."""

import difflib
from typing import Any

from scalehook.gateway.faults.kinds.calls import AnyOfCalls, Deaf, OfCalls
from scalehook.kit.api.catalogue import contract_types
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import InvalidParameter

POLLS = frozenset({"receivemessage", "batchreceivemessage"})
NAMED_BY = {
    "group": ("scaling_group_id", "scaling_group_name"),
    "hook": ("lifecycle_hook_id", "lifecycle_hook_name"),
    "queue": ("queue_name",),
    "topic": ("topic_name",),
}


def check_actions(spec: OfCalls) -> None:
    """InvalidParameter when no call is named so: such a fault would never strike."""
    if not spec.actions:
        return
    types = contract_types().values()
    known = {cls.__name__.lower(): cls.__name__ for cls in types if issubclass(cls, Operation)}
    for name in sorted(spec.actions - known.keys()):
        near = difflib.get_close_matches(name, known, n=1)
        meant = f": did you mean {known[near[0]]}?" if near else ""
        raise InvalidParameter(f"action: no call is named {name!r}{meant}")


def fits(spec: AnyOfCalls, operation: Operation[Any], key_id: str) -> bool:
    """Whether the call is one of those."""
    if spec.access_key not in ("", key_id):
        return False
    action = type(operation).__name__.lower()
    if isinstance(spec, Deaf):
        return action in POLLS and _names("queue", spec.queue, operation)
    return (
        (not spec.actions or action in spec.actions)
        and all(_names(what, getattr(spec, what), operation) for what in NAMED_BY)
        and _has(spec.parameters, operation)
    )


def _names(what: str, wanted: str, operation: Operation[Any]) -> bool:
    return not wanted or wanted in (getattr(operation, name, None) for name in NAMED_BY[what])


def _has(parameters: dict[str, str], operation: Operation[Any]) -> bool:
    """By their documented names, in any letter case; of a list, one item."""
    if not parameters:
        return True
    dumped = operation.model_dump(mode="json", by_alias=True)
    given = {name.lower(): value for name, value in dumped.items()}
    return all(_is(given.get(name.lower()), wanted) for name, wanted in parameters.items())


def _is(value: Any, wanted: str) -> bool:
    return wanted in map(str, value) if isinstance(value, list) else str(value) == wanted
