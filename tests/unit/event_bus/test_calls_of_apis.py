"""ActionTrail's events, and those of CloudMonitor: where a rule lets them pass."""

import json
from typing import Any

import pytest

from scalehook.kit import ROOT
from scalehook_contracts.event_bus import rules
from scalehook_contracts.event_bus.events import QueryEvent
from scalehook_contracts.event_bus.trail import ApiCallsMinded, NoteApiCall
from scalehook_contracts.template_engine.triggers import ListenersChanged
from support.buses_of_events import BUS, RULE, Bridge, target

ACCOUNT = "1234567890123456"
CALL = {
    "request_id": "R-1",
    "source": "ess",
    "name": "Ess",
    "action": "CreateScalingGroup",
    "principal": ROOT,
    "access_key_id": "key",
    "address": "192.0.2.7",
    "parameters": {"MinSize": 1},
    "answer": {"ScalingGroupId": "asg-1"},
}
SUFFIX = '{"type":[{"suffix":":ActionTrail:ApiCall"}]}'


@pytest.fixture
def bridge() -> Bridge:
    """The default bus."""
    return Bridge()


def note(bridge: Bridge, **said: Any) -> bool:
    return bridge.rehearsal.ask(NoteApiCall(**CALL | said)).listens


def test_a_call_is_an_event(bridge: Bridge) -> None:
    """Of the product that was called, with the fields that ActionTrail documents."""
    bridge.rule(target(), pattern=SUFFIX)
    assert note(bridge)
    event = bridge.rehearsal.ask(QueryEvent(event_bus_name=BUS, event_id="R-1")).data
    assert (event["source"], event["type"]) == ("acs.ess", "ess:ActionTrail:ApiCall")
    assert event["data"] == {
        "eventId": "R-1",
        "eventVersion": 1,
        "eventCategory": "Management",
        "eventType": "ApiCall",
        "eventRW": "Write",
        "eventName": "CreateScalingGroup",
        "eventSource": "ess.cn-hangzhou.aliyuncs.com",
        "eventTime": "2026-01-01T00:00:00Z",
        "serviceName": "Ess",
        "acsRegion": "cn-hangzhou",
        "isGlobal": False,
        "requestId": "R-1",
        "sourceIpAddress": "192.0.2.7",
        "userIdentity": {
            "type": "root-account",
            "principalId": ACCOUNT,
            "accountId": ACCOUNT,
            "userName": "root",
            "accessKeyId": "key",
        },
        "requestParameters": {"MinSize": 1},
        "requestParameterJson": '{"MinSize":1}',
        "responseElements": {"ScalingGroupId": "asg-1"},
    }
    assert json.loads(bridge.last.body["MessageBody"]) == event


@pytest.mark.parametrize(
    ("principal", "kind", "name"),
    [
        (f"acs:ram::{ACCOUNT}:user/eve", "ram-user", "eve"),
        (f"acs:ram::{ACCOUNT}:assumed-role/ops/session", "assumed-role", "ops:session"),
    ],
)
def test_who_has_called(bridge: Bridge, principal: str, kind: str, name: str) -> None:
    """A user, or a session of a role; and what was refused says why."""
    bridge.rule(target(), pattern='{"data":{"errorCode":[{"exists":true}]}}')
    note(bridge, principal=principal, error_code="Forbidden", error_message="no", version="2020-01-01")
    data = bridge.rehearsal.ask(QueryEvent(event_bus_name=BUS, event_id="R-1")).data["data"]
    assert (data["userIdentity"]["type"], data["userIdentity"]["userName"]) == (kind, name)
    assert (data["errorCode"], data["errorMessage"], data["apiVersion"]) == (
        "Forbidden",
        "no",
        "2020-01-01",
    )
    assert "responseElements" not in data


@pytest.mark.parametrize(
    ("pattern", "listens", "comes"),
    [
        (SUFFIX, True, True),
        ("{}", True, True),
        ('{"source":["acs.ess"]}', True, True),
        ('{"type":["ess:ActionTrail:ApiCall"]}', True, True),
        ('{"type":["ecs:ActionTrail:ApiCall"]}', True, False),
        ('{"type":["ess:LifecycleHook:ScaleOut"]}', False, False),
        ('{"source":["my.shop"]}', False, False),
    ],
)
def test_nothing_is_kept_of_what_nobody_waits_for(
    bridge: Bridge, pattern: str, listens: bool, comes: bool
) -> None:
    """Whether somebody might is said in the answer; a rule that is off or gone waits for nothing."""
    assert not note(bridge)
    bridge.rule(target(), pattern=pattern)
    recorded = len(bridge.rehearsal.recorded)
    assert note(bridge) == listens
    assert (len(bridge.rehearsal.recorded) > recorded) == comes
    bridge.rehearsal.restart()
    assert note(bridge, request_id="R-2") == listens
    bridge.rehearsal.ask(rules.DisableRule(event_bus_name=BUS, rule_name=RULE))
    assert not note(bridge)
    bridge.rehearsal.ask(rules.EnableRule(event_bus_name=BUS, rule_name=RULE))
    assert note(bridge) == listens
    changed = rules.UpdateRule(event_bus_name=BUS, rule_name=RULE, filter_pattern='{"type":["x"]}')
    bridge.rehearsal.ask(changed)
    assert not note(bridge)
    bridge.rehearsal.ask(rules.DeleteRule(event_bus_name=BUS, rule_name=RULE))
    assert not note(bridge)


def minded(bridge: Bridge) -> list[bool]:
    """What others were told, one after the other."""
    return [each.minded for each in bridge.rehearsal.recorded if isinstance(each, ApiCallsMinded)]


def test_a_trigger_hears_without_a_rule(bridge: Bridge) -> None:
    """Of its product, and of no other; others learn whether anybody listens."""
    bridge.rehearsal.tell(ListenersChanged(products=["ess"]))
    bridge.rehearsal.restart()
    assert note(bridge)
    assert note(bridge, source="ecs", request_id="R-2")
    bridge.tell(type="ess:ScalingActivity:ScaleOutStart")
    kinds = [each.event["type"] for each in bridge.rehearsal.state.events.values()]
    assert kinds == [
        "ess:ActionTrail:ApiCall",
        "ess:ScalingActivity:ScaleOutStart",
        "ess:CloudMonitor:AUTOSCALING[SCALEOUTSTART]",
    ]
    bridge.rule(target(), pattern=SUFFIX)
    bridge.rehearsal.tell(ListenersChanged(products=[]))
    assert note(bridge, request_id="R-3")
    bridge.rehearsal.ask(rules.DisableRule(event_bus_name=BUS, rule_name=RULE))
    assert not note(bridge, request_id="R-4")
    assert minded(bridge) == [True, False]


def test_a_template_that_is_started_by_its_own_calls(bridge: Bridge) -> None:
    """Each call is an event that says how many have led to it; after some there are none any more."""
    template = {
        "Id": "1",
        "Type": "acs.oos",
        "Endpoint": "acs:oos:cn-hangzhou:1234567890123456:template/T",
    }
    bridge.rule(template, pattern=SUFFIX)
    said: dict[str, Any] = {"access_key_id": "", "address": "oos.aliyuncs.com"}
    for hops in range(3):
        assert note(bridge, request_id=f"R-{hops}", hops=hops, **said)
        assert bridge.last.body["Hops"] == hops + 1
    assert note(bridge, request_id="R-3", hops=3, **said)
    assert len(bridge.begun) == 3
    data = bridge.rehearsal.ask(QueryEvent(event_bus_name=BUS, event_id="R-0")).data["data"]
    assert data["sourceIpAddress"] == "oos.aliyuncs.com"
    assert "accessKeyId" not in data["userIdentity"]


@pytest.mark.parametrize(
    ("kind", "second"),
    [
        ("ess:ScalingActivity:ScaleOutStart", "ess:CloudMonitor:AUTOSCALING[SCALEOUTSTART]"),
        ("ess:ScalingActivity:ScaleInPartialSuccess", "ess:CloudMonitor:AUTOSCALING[SCALEINWARN]"),
        ("ess:ScalingActivity:ScaleInError", "ess:CloudMonitor:AUTOSCALING[SCALEINERROR]"),
        ("ess:LifecycleHook:ScaleOut", ""),
    ],
)
def test_cloud_monitor_tells_of_activities_too(bridge: Bridge, kind: str, second: str) -> None:
    """An event of its own, with the same data; where a rule waits for it."""
    bridge.tell(type=kind, event_id="E-0")
    assert len(bridge.rehearsal.state.events) == 1
    bridge.rule(target(), pattern='{"type":[{"prefix":"ess:CloudMonitor:"}]}')
    bridge.tell(type=kind)
    kept = list(bridge.rehearsal.state.events.values())[2:]
    assert [each.event["type"] for each in kept] == ([second] if second else [])
    assert all(each.event["data"]["scalingGroupId"] == "asg-1" for each in kept)
