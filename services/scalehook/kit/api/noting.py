"""Calls that change something, as ActionTrail is told of them."""

import re
from functools import cache
from typing import Any

from scalehook.kit.api.shaping import shaped
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.event_bus.trail import NoteApiCall

READING = re.compile(r"Describe|Get|List|Query|Check|Test|Validate|Verify|Generate|Decode|Detect|Search")
DATA = re.compile(
    r"(Batch)?(Send|Receive|Peek|Delete)Message|PublishMessage|ChangeMessageVisibility"
    r"|PutEvents|PutCustomMetric"
)
SECRET = re.compile(r"password|secret|securitytoken|userdata", re.IGNORECASE)
MASK = "******"


@cache
def is_noted(kind: type[Operation[Any]]) -> bool:
    """Whether ActionTrail tells EventBridge of it: what changes something, but data."""
    return not (READING.match(kind.__name__) or DATA.fullmatch(kind.__name__))


def note_of(operation: Operation[Any], outcome: Reply | ApiError, **said: Any) -> NoteApiCall:
    """What has been called, and what came of it; `said` is who has called, and from where."""
    product, action = operation.product, type(operation).__name__
    given = operation.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    hidden = {"Value": MASK} if "SecretParameter" in action and "Value" in given else {}
    if isinstance(outcome, Reply):
        said["answer"] = _masked(shaped(outcome, product.versions[0] in product.wrapped))
    else:
        said |= {"error_code": outcome.code, "error_message": outcome.message}
    return NoteApiCall(
        source=product.ram_code,
        name=product.name,
        version=product.versions[0] if len(product.versions) == 1 else "",
        in_regions=product.in_regions,
        action=action,
        parameters=_masked(given | hidden),
        **said,
    )


def _masked(value: Any) -> Any:
    """Passwords and secrets are not told."""
    if isinstance(value, dict):
        return {
            name: MASK if SECRET.search(name) and isinstance(each, str) else _masked(each)
            for name, each in value.items()
        }
    return [_masked(each) for each in value] if isinstance(value, list) else value
