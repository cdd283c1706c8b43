"""Calls of APIs, as ActionTrail tells of them."""

from typing import Any

import orjson

from scalehook.event_bus.envelopes import envelope
from scalehook.event_bus.receiving import receive_if_wanted
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.kit import ROOT, Work
from scalehook.kit.clock.moments import iso_seconds
from scalehook_contracts.arn import Arn
from scalehook_contracts.event_bus.buses import DEFAULT
from scalehook_contracts.event_bus.trail import ApiCallNoted, NoteApiCall

KIND = "ActionTrail:ApiCall"
MOST_HOPS = 3  # from event to execution to event


def note_api_call(command: NoteApiCall, work: Work[State, Settings]) -> ApiCallNoted:
    """Nothing is kept of a call that nobody waits for. What templates call that were started for events,
    one after the other, comes to an end: a template may be started by its own calls.
    """
    bus = work.state.buses[DEFAULT]
    if not work.state.minds_calls:
        return ApiCallNoted(listens=False)
    if command.hops >= MOST_HOPS:
        return ApiCallNoted(listens=True)
    said = {
        "id": command.request_id,
        "source": f"acs.{command.source}",
        "type": f"{command.source}:{KIND}",
    }
    event = envelope(said, _data(command, work), bus.name, work.now, work.settings)
    receive_if_wanted(bus, event, work, hops=command.hops)
    return ApiCallNoted(listens=True)


def _data(command: NoteApiCall, work: Work[State, Settings]) -> dict[str, Any]:
    """The fields of a management event, as far as they are known here."""
    region = work.settings.region
    said = {
        "eventId": command.request_id,
        "eventVersion": 1,
        "eventCategory": "Management",
        "eventType": "ApiCall",
        "eventRW": "Write",
        "eventName": command.action,
        "eventSource": f"{command.source}.{region}.aliyuncs.com",
        "eventTime": iso_seconds(work.now),
        "serviceName": command.name,
        "acsRegion": region,
        "isGlobal": not command.in_regions,
        "requestId": command.request_id,
        "sourceIpAddress": command.address,
        "userIdentity": _identity(command, work.settings.account_id),
        "requestParameters": command.parameters,
        "requestParameterJson": orjson.dumps(command.parameters).decode(),
    }
    if command.version:
        said["apiVersion"] = command.version
    if command.error_code:
        return said | {"errorCode": command.error_code, "errorMessage": command.error_message}
    return said | {"responseElements": command.answer}


def _identity(command: NoteApiCall, account: str) -> dict[str, str]:
    known = {"accountId": account}
    if command.access_key_id:  # services of the cloud have none
        known["accessKeyId"] = command.access_key_id
    if command.principal == ROOT:
        return known | {"type": "root-account", "principalId": account, "userName": "root"}
    arn = Arn.parse(command.principal)
    if arn.kind == "assumed-role":
        return known | {"type": "assumed-role", "userName": arn.name.replace("/", ":")}
    return known | {"type": "ram-user", "userName": arn.name}
