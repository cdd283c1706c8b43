"""Templates and other buses as targets; targets that tolerate no errors, or take few at once."""

import json
from typing import Any

import pytest

from scalehook_contracts.event_bus import rules, targets
from scalehook_contracts.event_bus.buses import CreateEventBus
from scalehook_contracts.event_bus.deliveries import EventDropped, RecordEventDelivery
from scalehook_contracts.event_bus.events import PassEvent, QueryEvent, QueryEventTraces
from support.buses_of_events import BUS, MNS, RULE, Bridge, parameter, target

ACCOUNT = "cn-hangzhou:1234567890123456"
BUSES = f"acs:eventbridge:{ACCOUNT}:eventbus/"
DRAIN = {"Type": "acs.oos", "Endpoint": f"acs:oos:{ACCOUNT}:template/drain"}
OTHER = {"Type": "acs.eventbridge", "Endpoint": f"{BUSES}other"}
ROLE = parameter("OOSAssumeRole", "CONSTANT", "OpsRole")


@pytest.fixture
def bridge() -> Bridge:
    """The default bus, and `other`."""
    bridge = Bridge()
    bridge.rehearsal.ask(CreateEventBus(event_bus_name="other"))
    return bridge


def on_their_way(bridge: Bridge) -> list[str]:
    """The ids of the events that are being delivered."""
    under_way = [each for each in bridge.rehearsal.state.deliveries.values() if not each.held]
    return [each.event["id"] for each in under_way]


def dropped(bridge: Bridge) -> list[str]:
    return [event.reason for event in bridge.rehearsal.recorded if isinstance(event, EventDropped)]


def test_a_template_runs_for_an_event(bridge: Bridge) -> None:
    """With parameters that are made of the event, and the role that the target names."""
    given = parameter("Parameters", "TEMPLATE", '{"i":"$.data.instanceIds"}', '{"ids":${i}}')
    bridge.rule(target(**DRAIN, ParamList=[given, ROLE]), caller="user/ops")
    bridge.tell()
    assert (bridge.last.type, bridge.last.caller) == ("template_engine.start_execution", "user/ops")
    said = bridge.last.body
    assert said["TemplateName"] == "drain"
    assert json.loads(said["Parameters"]) == {"ids": ["i-1"], "OOSAssumeRole": "OpsRole"}
    assert said["ClientToken"] == bridge.last.delivery_id


def test_parameters_that_are_no_object_are_given_up(bridge: Bridge) -> None:
    """At once: another attempt would make the same of the event."""
    bridge.rule(target(**DRAIN, ParamList=[parameter("Parameters", "JSONPATH", "$.data.instanceIds")]))
    bridge.tell()
    assert (bridge.begun, dropped(bridge)) == ([], ["Parameters: no JSON object"])


def test_whoever_gives_a_target_hands_over_its_role() -> None:
    """The roles of a call are those of all its targets, named by themselves or for their templates."""
    inside = parameter("Parameters", "CONSTANT", '{"oosAssumeRole": "Inside"}')
    text = json.dumps([target(**DRAIN, ParamList=[ROLE]), target(**DRAIN, ParamList=[inside]), target()])
    put = targets.PutTargets(event_bus_name=BUS, rule_name=RULE, targets=text)
    made = rules.CreateRule(event_bus_name=BUS, rule_name=RULE, filter_pattern="{}", event_targets=text)
    assert put.passed_roles() == made.passed_roles() == ["OpsRole", "Inside"]
    for broken in ("", "{", "{}", '[1, {"ParamList": 7}, {"ParamList": [7, {"Value": 7}]}]'):
        assert put.model_copy(update={"targets": broken}).passed_roles() == []


def test_an_event_goes_on_to_another_bus(bridge: Bridge) -> None:
    """The same event, in the name of that bus; its rules pass it on from there."""
    bridge.rule(target(**OTHER))
    bridge.rule(target(), bus="other")
    bridge.tell()
    assert bridge.last.type == "event_bus.pass_event"
    bridge.rehearsal.ask(PassEvent.model_validate(bridge.last.body))
    shown = bridge.rehearsal.ask(QueryEvent(event_bus_name="other", event_id="E-1")).data
    assert (shown["aliyuneventbusname"], shown["source"]) == ("other", "acs.ess")
    assert shown["data"] == {"scalingGroupId": "asg-1", "instanceIds": ["i-1"]}
    assert bridge.last.body["QueueName"] == "q1"


def test_a_circle_of_buses_ends(bridge: Bridge) -> None:
    """Nobody is held up by an event that goes round."""
    bridge.rule(target(Type="acs.eventbridge", Endpoint=f"{BUSES}default"))
    bridge.tell()
    for _ in range(5):
        passed = PassEvent.model_validate(bridge.last.body)
        bridge.end()
        bridge.rehearsal.ask(passed)
    assert dropped(bridge) == ["passed on from bus to bus 5 times"]
    assert bridge.rehearsal.state.deliveries == {}


def test_a_bus_for_dead_letters(bridge: Bridge) -> None:
    """Whatever a target does not take goes there whole."""
    bridge.rule(target(DeadLetterQueue={"Arn": f"{BUSES}other"}))
    bridge.tell()
    for _ in range(3):
        bridge.end("QueueNotExist")
        bridge.rehearsal.advance(20)
    bridge.end("QueueNotExist")
    assert (bridge.last.type, bridge.last.body["EventBusName"]) == ("event_bus.pass_event", "other")


@pytest.mark.parametrize(
    "place",
    [
        {"Arn": "acs:mq:cn-hangzhou:1:/instances/MQ_INST_1/topic/dead"},
        {
            "Arn": "acs:alikafka:cn-hangzhou:1:instance/alikafka-1/topic/dead",
            "Network": "PrivateNetwork",
            "VpcId": "vpc-1",
            "VSwitchIds": "vsw-1",
            "SecurityGroupId": "sg-1",
        },
        {"Arn": "acs:mns:cn-hangzhou:1:/queues/dead"},
    ],
)
def test_where_dead_letters_went(bridge: Bridge, place: dict[str, str]) -> None:
    """The event's traces name the place. Other brokers are not there: that they have it is noted."""
    bridge.rule(target(DeadLetterQueue=place), target(Id="2"))
    shown = bridge.rehearsal.ask(targets.ListTargets(event_bus_name=BUS, rule_name=RULE)).data.targets[0]
    assert shown.dead_letter_queue is not None
    assert shown.dead_letter_queue.model_dump(by_alias=True, exclude_none=True) == place
    bridge.tell()
    first = bridge.begun[0].delivery_id  # type: ignore[attr-defined]  # of a SendEvent
    for _ in range(4):
        key, _intent = next(b for b in reversed(bridge.rehearsal.begun) if b[1].delivery_id == first)  # type: ignore[attr-defined]
        failed = RecordEventDelivery(delivery_id=first, reason="QueueNotExist")
        bridge.rehearsal.settle(key, failed)
        bridge.rehearsal.advance(20)
    if place["Arn"].startswith("acs:mns"):
        bridge.end()
    bridge.rehearsal.restart()
    asked = QueryEventTraces(event_bus_name=BUS, event_id="E-1")
    traces = {each.endpoint: each.notify_status for each in bridge.rehearsal.ask(asked).data[1:]}
    assert traces[place["Arn"]] == "200"


def test_no_errors_are_tolerated(bridge: Bridge) -> None:
    """The next event waits until the target has taken the first, however long it is tried."""
    bridge.rule(target(ErrorsTolerance="NONE"))
    for event_id in ("E-1", "E-2", "E-3"):
        bridge.tell(event_id=event_id)
    for _ in range(10):
        bridge.end("QueueNotExist")
        bridge.rehearsal.advance(20)
        bridge.rehearsal.restart()
        assert on_their_way(bridge) == ["E-1"]
    for event_id in ("E-2", "E-3"):
        bridge.end()
        assert on_their_way(bridge) == [event_id]
    bridge.end()
    assert (bridge.rehearsal.state.deliveries, dropped(bridge)) == ({}, [])


def test_few_at_once(bridge: Bridge) -> None:
    """As many as the target is to get; a failed one keeps its place while it waits for its retry."""
    bridge.rule(target(ConcurrentConfig={"Concurrency": 2}))
    for number in range(4):
        bridge.tell(event_id=f"E-{number}")
    assert on_their_way(bridge) == ["E-0", "E-1"]
    bridge.end("QueueNotExist")
    assert on_their_way(bridge) == ["E-0", "E-1"]
    bridge.rehearsal.advance(20)
    bridge.end()
    assert on_their_way(bridge) == ["E-0", "E-2"]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (targets.DeleteTargets(event_bus_name=BUS, rule_name=RULE, target_ids='["1"]'), 1),
        (rules.DeleteRule(event_bus_name=BUS, rule_name=RULE), 1),
        (targets.PutTargets(event_bus_name=BUS, rule_name=RULE, targets=json.dumps([target()])), 3),
    ],
)
def test_what_waits_for_a_target_that_changes(bridge: Bridge, change: Any, left: int) -> None:
    """It goes at once where there is room now, and is dropped where nothing is any more."""
    bridge.rule(target(ErrorsTolerance="NONE"))
    for number in range(3):
        bridge.tell(event_id=f"E-{number}")
    bridge.rehearsal.ask(change)
    assert len(on_their_way(bridge)) == len(bridge.rehearsal.state.deliveries) == left
    assert dropped(bridge) == ["the target is gone"] * (3 - left)


def test_the_targets_of_all_rules(bridge: Bridge) -> None:
    """By rule; or those with one endpoint."""
    bridge.rule(target(), target(Id="2", Endpoint=f"{MNS}queues/q2"), name="b-rule")
    bridge.rule(target(Id="3"), name="a-rule")
    ask = bridge.rehearsal.ask
    assert [each.id for each in ask(targets.ListTargets()).data.targets] == ["3", "1", "2"]
    named = ask(targets.ListTargets(arn=f"{MNS}queues/q1")).data
    assert [(each.rule_name, each.id) for each in named.targets] == [("a-rule", "3"), ("b-rule", "1")]
