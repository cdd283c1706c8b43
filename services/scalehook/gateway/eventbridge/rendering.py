"""Answers and errors as JSON, as the data plane's client reads them."""

from typing import Any

from scalehook.gateway.as_json import as_json
from scalehook.gateway.http import HttpResponse
from scalehook.kit.api.shaping import shaped
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.event_bus.events import TraceList
from scalehook_contracts.event_bus.rules import RuleAnswer, RuleList
from scalehook_contracts.event_bus.traced import TracedEventAnswer, TracedEventsAnswer

JSON = "application/json;charset=utf-8"
GONE, TAKEN = "NotExist", ("AlreadyExist", "Duplicate")


def reply_response(reply: Reply, account_id: str, request_id: str) -> HttpResponse:
    """A successful answer. The client insists on the account and the id."""
    body = {
        **_content(reply, account_id),
        "ResourceOwnerAccountId": account_id,
        "RequestId": request_id,
    }
    return HttpResponse(200, as_json(body), JSON, {"x-acs-request-id": request_id})


def error_response(error: ApiError, request_id: str) -> HttpResponse:
    """An error. What the other API answers with 200 has a status of its own here."""
    body = {"code": error.code, "message": error.message, "requestId": request_id}
    status = error.status if error.status >= 300 else _status(error.code)
    return HttpResponse(status, as_json(body), JSON, {"x-acs-request-id": request_id})


def _content(reply: Reply, account_id: str) -> dict[str, Any]:
    data = shaped(reply, wrapped=False).get("Data")
    match reply:
        case TraceList():
            return {"EventTraceList": [{**trace, "ResourceOwnerId": account_id} for trace in data or ()]}
        case TracedEventAnswer() if data:
            return _traced(data[0])
        case TracedEventsAnswer() if data:
            return _traced(data)
        case RuleList() if data:
            return {**data, "Rules": [_rule(rule) for rule in data["Rules"]]}
        case RuleAnswer() if data:
            return _rule(data)
    return data if isinstance(data, dict) else {}


def _traced(page: dict[str, Any]) -> dict[str, Any]:
    return {
        "TracedEvents": page["Events"],
        "NextToken": page["NextToken"],
        "Total": page["Total"],
    }


def _rule(shown: dict[str, Any]) -> dict[str, Any]:
    """When it was changed is not kept: when it was made stands for that."""
    made = shown["CreatedTimestamp"]
    return {**shown, "Ctime": made, "Mtime": made}


def _status(code: str) -> int:
    if GONE in code:
        return 404
    return 409 if any(word in code for word in TAKEN) else 400
