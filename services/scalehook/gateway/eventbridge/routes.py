"""Which operation a path means, and its parameters in the body.

The operations are those of EventBridge's other API. A new one is a line in the table.
"""

from typing import Any

import orjson

from scalehook.gateway.http import HttpRequest
from scalehook.kit.api.operations import OperationType, build
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import InvalidActionNotFound
from scalehook_contracts.errors.eventbridge import InvalidArgument
from scalehook_contracts.errors.gateway import MethodNotAllowed
from scalehook_contracts.event_bus import buses, events, rules, sources, targets, traced
from scalehook_contracts.event_bus.data_plane.events import PutEvents
from scalehook_contracts.given_json import may_be
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.shape import shape

ROOT, NEWER = "/openapi/", "/openapi/v2/"
OPERATIONS: dict[str, OperationType] = {
    "createEventBus": buses.CreateEventBus,
    "updateEventBus": buses.UpdateEventBus,
    "getEventBus": buses.GetEventBus,
    "listEventBuses": buses.ListEventBuses,
    "deleteEventBus": buses.DeleteEventBus,
    "createRule": rules.CreateRule,
    "getRule": rules.GetRule,
    "listRules": rules.ListRules,
    "updateRule": rules.UpdateRule,
    "deleteRule": rules.DeleteRule,
    "enableRule": rules.EnableRule,
    "disableRule": rules.DisableRule,
    "createTargets": targets.PutTargets,
    "listTargets": targets.ListTargets,
    "deleteTargets": targets.DeleteTargets,
    "testEventPattern": events.TestEventPattern,
    "queryEventTraces": events.QueryEventTraces,
    "queryEventByEventId": traced.QueryTracedEventByEventId,
    "queryTracedEventByEventId": traced.QueryTracedEventByEventId,
    "queryEventsByPeriod": traced.QueryTracedEvents,
    "queryTracedEvents": traced.QueryTracedEvents,
    "listAliyunOfficialEventSources": sources.ListAliyunOfficialEventSources,
}
AS_JSON = frozenset({"Event", "EventPattern", "EventTargets", "FilterPattern", "TargetIds", "Targets"})
OTHER_NAMES: dict[OperationType, dict[str, str]] = {rules.CreateRule: {"Targets": "EventTargets"}}


def route(request: HttpRequest) -> Operation[Any]:
    """The operation; or the documented error."""
    name = request.path.removeprefix(NEWER).removeprefix(ROOT)
    if name != "putEvents" and name not in OPERATIONS:
        raise InvalidActionNotFound()
    if request.method != "POST":
        raise MethodNotAllowed(method=request.method)
    if name == "putEvents":
        return build(PutEvents, {"Events": _text(request)})
    cls = OPERATIONS[name]
    return build(cls, _parameters(cls, _object(request)))


def _parameters(cls: OperationType, given: dict[str, Any]) -> dict[str, Any]:
    """Texts and numbers as they are; patterns, targets and events as JSON. What is neither, and what the
    operation does not know, is refused.
    """
    names, known = OTHER_NAMES.get(cls, {}), {field.alias: field for field in shape(cls).parameters}
    parameters = {}
    for name, value in given.items():
        spelt = names.get(name, name)
        if value is None:
            continue
        is_plain = isinstance(value, str | int | float) and not isinstance(value, bool)
        if spelt not in known or not (is_plain or spelt in AS_JSON) or not may_be(known[spelt], value):
            raise InvalidArgument(name=name[:64])
        parameters[spelt] = value if is_plain else orjson.dumps(value).decode()
    return parameters


def _object(request: HttpRequest) -> dict[str, Any]:
    if not request.body:
        return {}
    try:
        found = parse_json(_text(request))
    except NotPlain as problem:
        raise InvalidArgument(name="body") from problem
    if not isinstance(found, dict):
        raise InvalidArgument(name="body")
    return found


def _text(request: HttpRequest) -> str:
    try:
        return request.body.decode()
    except UnicodeDecodeError as problem:
        raise InvalidArgument(name="body") from problem
