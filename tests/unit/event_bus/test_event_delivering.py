"""Where events go, in which form, and what becomes of those that are not taken."""

import base64
import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from scalehook.event_bus.service import SERVICE
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.event_bus import events, rules, targets
from scalehook_contracts.event_bus.deliveries import (
    EventDelivered,
    EventDropped,
    EventGoesToDeadLetters,
    PostEvent,
    RetryEventDelivery,
)
from scalehook_contracts.event_bus.tracing import EventOnBus, TraceEvents
from support.buses_of_events import BUS, MNS, RULE, Bridge, parameter, target

DEAD = {"Arn": f"{MNS}queues/dead"}
WEB = target(Type="http", Endpoint="http://consumer:8080/hook")


@pytest.fixture
def bridge() -> Bridge:
    """Nothing but the default bus."""
    return Bridge()


def dropped(bridge: Bridge) -> list[EventDropped]:
    return [event for event in bridge.rehearsal.recorded if isinstance(event, EventDropped)]


def traces(bridge: Bridge) -> list[events.TraceView]:
    asked = events.QueryEventTraces(event_bus_name=BUS, event_id="E-1")
    return bridge.rehearsal.ask(asked).data


def test_a_queue_gets_the_whole_event(bridge: Bridge) -> None:
    """As plain JSON: CloudEvents 1.0, and what the platform adds."""
    bridge.rule(target())
    bridge.tell()
    assert (bridge.last.type, bridge.last.body["QueueName"]) == ("message_service.send_message", "q1")
    assert json.loads(bridge.last.body["MessageBody"]) == {
        "id": "E-1",
        "source": "acs.ess",
        "specversion": "1.0",
        "type": "ess:LifecycleHook:ScaleOut",
        "subject": "s",
        "datacontenttype": "application/json;charset=utf-8",
        "dataschema": "",
        "time": "1970-01-01T08:00:00+08:00",
        "aliyunaccountid": "1234567890123456",
        "aliyunoriginalaccountid": "1234567890123456",
        "aliyunpublishtime": "2026-01-01T08:00:00.000PRC",
        "aliyuneventbusname": "default",
        "aliyunregionid": "cn-hangzhou",
        "aliyunpublishaddr": "127.0.0.1",
        "data": {"scalingGroupId": "asg-1", "instanceIds": ["i-1"]},
    }


def test_what_is_traced(bridge: Bridge) -> None:
    """An event of a trace says so in W3C's extension."""
    value = f"00-{'a' * 32}-{'b' * 16}-01"
    bridge.rule(target())
    bridge.tell(traceparent=value)
    assert json.loads(bridge.last.body["MessageBody"])["traceparent"] == value


def test_a_topic_in_base64(bridge: Bridge) -> None:
    """The parameter names it; the endpoint need not."""
    shown = [parameter("topic", "CONSTANT", "t1"), parameter("IsBase64Encode", "CONSTANT", "true")]
    shown.append(parameter("Body", "JSONPATH", "$.data.instanceIds"))
    bridge.rule(target(Type="acs.mns.topic", Endpoint="", ParamList=shown))
    bridge.tell()
    assert (bridge.last.type, bridge.last.body["TopicName"]) == ("message_service.publish_message", "t1")
    assert base64.b64decode(bridge.last.body["MessageBody"]) == b'["i-1"]'


def test_the_web(bridge: Bridge) -> None:
    """Its body says what it is."""
    bridge.rule(WEB)
    bridge.tell()
    assert isinstance(bridge.last, PostEvent)
    assert bridge.last.endpoint == "http://consumer:8080/hook"
    assert bridge.last.headers == {"Content-Type": "application/json;charset=utf-8"}
    assert json.loads(bridge.last.body)["id"] == "E-1"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (parameter("Body", "CONSTANT", "hello"), "hello"),
        (parameter("Body", "JSONPATH", "$.data.instanceIds[0]"), "i-1"),
        (parameter("Body", "JSONPATH", "$['data'].nothing[7]"), ""),
        (parameter("Body", "JSONPATH", "$.data.instanceIds[*]"), '["i-1"]'),
        (parameter("Body", "JSONPATH", "$..scalingGroupId"), '["asg-1"]'),
        (parameter("Body", "TEMPLATE", '{"ids":"$.data.*"}', "${ids}"), '["asg-1",["i-1"]]'),
        (
            parameter("Body", "TEMPLATE", '{"g":"$.data.scalingGroupId"}', "of ${g}: ${other}"),
            "of asg-1: ${other}",
        ),
        (
            parameter("Body", "TEMPLATE", '{"group-id":"$.data.scalingGroupId"}', "${group-id}${}$x"),
            "asg-1${}$x",
        ),
    ],
)
def test_forms(bridge: Bridge, body: Any, expected: str) -> None:
    """Each makes the text that it is documented to make."""
    bridge.rule(target(ParamList=[body]))
    bridge.tell()
    assert bridge.last.body["MessageBody"] == expected


def test_a_template_that_grows_too_long_is_given_up(bridge: Bridge) -> None:
    """At once: it would be as long the next time."""
    body = parameter("Body", "TEMPLATE", '{"a":"$"}', "${a}" * 2000)
    bridge.rule(target(ParamList=[body]))
    bridge.tell()
    assert (bridge.begun, [event.reason for event in dropped(bridge)]) == (
        [],
        ["the filled template is too long"],
    )


def test_only_rules_that_fit(bridge: Bridge) -> None:
    """By type, by source, or by neither; disabled ones let nothing pass."""
    for number, pattern in enumerate(
        (
            '{"type":["ess:LifecycleHook:ScaleOut","x"],"source":["acs.ess"]}',
            '{"source":["acs.ess"]}',
            '{"data":{"instanceIds":["i-1"]}}',
            '{"type":["ess:LifecycleHook:ScaleIn"]}',
            '{"source":["acs.oss"]}',
        )
    ):
        bridge.rule(target(Endpoint=f"{MNS}queues/q{number}"), pattern=pattern, name=f"rule-{number}")
    bridge.rehearsal.ask(rules.DisableRule(event_bus_name=BUS, rule_name="rule-1"))
    bridge.tell()
    assert [intent.body["QueueName"] for intent in bridge.begun] == ["q0", "q2"]  # type: ignore[attr-defined]  # of SendEvent


def test_backoff_and_the_queue_for_dead_letters(bridge: Bridge) -> None:
    """Three retries, 10 to 20 seconds apart; then the whole event goes there, and a trace tells."""
    bridge.rule(target(DeadLetterQueue=DEAD, ParamList=[parameter("Body", "CONSTANT", "short")]))
    bridge.tell()
    for _ in range(3):
        bridge.end("QueueNotExist")
        begun = len(bridge.begun)
        bridge.rehearsal.advance(9)
        assert len(bridge.begun) == begun
        bridge.rehearsal.restart()
        bridge.rehearsal.advance(11)
        assert len(bridge.begun) == begun + 1
    bridge.end("QueueNotExist")
    assert bridge.last.body["QueueName"] == "dead"
    assert json.loads(bridge.last.body["MessageBody"])["id"] == "E-1"
    bridge.end()
    told = [type(event) for event in bridge.rehearsal.recorded[-2:]]
    assert told == [EventGoesToDeadLetters, EventDelivered]
    assert [(each.action, each.notify_status) for each in traces(bridge)] == [
        ("PUT", ""),
        ("PUSH", "QueueNotExist"),
        ("PUSH", "200"),
    ]
    assert (bridge.rehearsal.state.deliveries, bridge.rehearsal.machine.timers) == ({}, {})


def test_exponential_decay(bridge: Bridge) -> None:
    """1, 2, 4 … and 512 seconds at most, 176 times; without a queue for it, the event is dropped."""
    bridge.rule(target(PushRetryStrategy="EXPONENTIAL_DECAY_RETRY"))
    bridge.tell()
    started, waits = bridge.rehearsal.now, []
    while not dropped(bridge):
        bridge.end("no")
        if bridge.rehearsal.machine.timers:
            wait = min(2 ** len(waits), 512)
            waits.append(wait)
            bridge.rehearsal.advance(wait)
    assert len(waits) == 176
    assert (bridge.rehearsal.now - started).total_seconds() == sum(waits)
    assert [(e.reason, e.target_id, e.event_id) for e in dropped(bridge)] == [("no", "1", "E-1")]


def test_attempts_share_a_message_id(bridge: Bridge) -> None:
    """So that a service that took the event before it could say so takes it once; a crash changes
    nothing.
    """
    bridge.rule(target())
    bridge.tell()
    first = bridge.last
    bridge.rehearsal.restart()
    assert [begun.intent for begun in bridge.rehearsal.machine.intents.values()] == [first]
    bridge.end("no answer in time")
    bridge.rehearsal.advance(20)
    assert bridge.last.message_id == first.message_id


@pytest.mark.parametrize(
    "gone",
    [
        targets.DeleteTargets(event_bus_name=BUS, rule_name=RULE, target_ids='["1"]'),
        rules.DeleteRule(event_bus_name=BUS, rule_name=RULE),
    ],
)
def test_a_target_that_is_gone(bridge: Bridge, gone: Any) -> None:
    """What is on its way to it is dropped; a late outcome does no harm."""
    bridge.rule(target())
    bridge.tell()
    delivery = RetryEventDelivery(delivery_id=bridge.last.delivery_id)
    bridge.end("no")
    bridge.rehearsal.ask(gone)
    bridge.rehearsal.advance(20)
    assert [event.reason for event in dropped(bridge)] == ["the target is gone"]
    bridge.rehearsal.ask(delivery)
    assert bridge.rehearsal.state.deliveries == {}


def test_a_success_is_seen_in_the_trace(bridge: Bridge) -> None:
    """With how long it took."""
    bridge.rule(target())
    bridge.tell()
    bridge.rehearsal.advance(2)
    bridge.end()
    pushed = traces(bridge)[1]
    assert (pushed.rule_name, pushed.endpoint, pushed.notify_status, pushed.notify_latency) == (
        RULE,
        f"{MNS}queues/q1",
        "200",
        "2000",
    )


def test_a_snapshot_knows_everything(bridge: Bridge) -> None:
    """Rules find events again, and events their rules."""
    bridge.rule(target(), pattern='{"source":["acs.ess"]}')
    bridge.tell()
    adapter = TypeAdapter(State)
    again = adapter.validate_json(adapter.dump_json(bridge.rehearsal.state, by_alias=True))
    assert again == bridge.rehearsal.state
    bridge.rehearsal.machine.state = again
    bridge.end()
    bridge.tell(event_id="E-2")
    assert json.loads(bridge.last.body["MessageBody"])["id"] == "E-2"


def test_events_are_forgotten() -> None:
    """The oldest, when there are too many; what is on its way knows its event."""
    bridge = Bridge(Rehearsal(SERVICE, Settings(history_most=2)))
    bridge.rule(target())
    for number in range(4):
        bridge.tell(event_id=f"E-{number}")
    state = bridge.rehearsal.state
    assert [kept.event_id for kept in state.events.values()] == ["E-2", "E-3"]
    assert len(state.by_id) == 2
    key, first = bridge.rehearsal.begun[0]
    assert first.body["QueueName"] == "q1"  # type: ignore[attr-defined]  # of SendEvent
    bridge.rehearsal.restart()
    assert key in bridge.rehearsal.machine.intents


def test_which_targets_have_an_event(bridge: Bridge) -> None:
    """Those that have taken it, with what they know it as; not those that it is still on its way to."""
    asked = TraceEvents(events=[EventOnBus(event_bus_name=BUS, source="acs.ess", event_id="E-1")])
    bridge.rule(target(), WEB | {"Id": "2"})
    bridge.tell()
    assert bridge.rehearsal.ask(asked).events == []
    bridge.end(receiver="web", name="http://consumer:8080/hook")
    [web] = bridge.rehearsal.ask(asked).events
    assert (web.event_id, web.receiver, web.name, web.message_id) == (
        "E-1", "web", "http://consumer:8080/hook", "",
    )  # fmt: skip
    other = EventOnBus(event_bus_name=BUS, source="elsewhere", event_id="E-1")
    assert bridge.rehearsal.ask(TraceEvents(events=[other])).events == []
