"""Tells EventBridge of calls that change something, for the events of ActionTrail."""

import re
from functools import cache, partial
from typing import Any

from scalehook.gateway.call import Call
from scalehook.kit import Requester
from scalehook.kit.api.shaping import shaped
from scalehook.kit.clock.clock import real_seconds
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.event_bus.trail import ApiCallNoted, NoteApiCall

QUIET_SECONDS = 1  # real, in which nobody is told who has just said that nobody listens
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


class Trail:
    """Of one gateway. It is told whether a rule listens with each answer, and asks again after a while;
    at once, when a rule may have come.
    """

    def __init__(self, bus: Requester) -> None:
        self._bus = bus
        self._quiet_until = 0.0
        self._changes = 0  # of rules, as far as it has seen: what was asked before one says nothing

    def tell(
        self, call: Call, operation: Operation[Any], key: ResolvedKey, outcome: Reply | Exception
    ) -> None:
        """It is over. What was neither done nor refused is not told of."""
        if operation.product.ram_code == "eventbridge":
            self._quiet_until = 0
            self._changes += 1
        if real_seconds() >= self._quiet_until and isinstance(outcome, (Reply, ApiError)):
            heard = partial(self._heard, self._changes)
            self._bus.ask(_note(call, operation, key, outcome), heard)

    def _heard(self, changes: int, answer: Reply | Exception) -> None:
        if changes != self._changes:
            return
        listens = isinstance(answer, ApiCallNoted) and answer.listens
        self._quiet_until = 0 if listens else real_seconds() + QUIET_SECONDS


def _note(
    call: Call, operation: Operation[Any], key: ResolvedKey, outcome: Reply | ApiError
) -> NoteApiCall:
    product, action = operation.product, type(operation).__name__
    said: dict[str, Any] = {}
    if isinstance(outcome, Reply):
        said = {"answer": _masked(shaped(outcome, product.versions[0] in product.wrapped))}
    else:
        said = {"error_code": outcome.code, "error_message": outcome.message}
    given = operation.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    hidden = {"Value": MASK} if "SecretParameter" in action and "Value" in given else {}
    return NoteApiCall(
        request_id=call.request_id,
        source=product.ram_code,
        name=product.name,
        version=product.versions[0] if len(product.versions) == 1 else "",
        in_regions=product.in_regions,
        action=action,
        principal=key.principal,
        access_key_id=call.came_from()[0],
        address=call.address(),
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
