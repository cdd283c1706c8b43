"""Buses, rules, targets and events of programs: what operations answer and refuse."""

import json
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.event_bus import buses, events, rules, targets
from scalehook_contracts.scaling_controller.hooks import LifecycleHookCreated
from support.buses_of_events import BUS, MNS, RULE, Bridge, parameter, target

TEMPLATE = {"Type": "acs.oos", "Endpoint": "acs:oos:cn-hangzhou:1:template/drain"}
ARN = "acs:eventbridge:cn-hangzhou:1234567890123456:eventbus"


@pytest.fixture
def bridge() -> Bridge:
    """Nothing but the default bus."""
    return Bridge()


def refusal(bridge: Bridge, command: Any) -> str:
    with pytest.raises(ApiError) as refused:
        bridge.rehearsal.ask(command)
    assert refused.value.status == 200
    return refused.value.code


def test_the_default_bus_is_there_and_stays(bridge: Bridge) -> None:
    """Nobody makes it, and nobody takes it away."""
    shown = bridge.rehearsal.ask(buses.GetEventBus(event_bus_name=BUS)).data
    assert shown.event_bus_arn == f"{ARN}/default"
    assert refusal(bridge, buses.DeleteEventBus(event_bus_name=BUS)) == "InvalidArgument"
    assert refusal(bridge, buses.CreateEventBus(event_bus_name=BUS)) == "EventBusAlreadyExist"


def test_buses_come_and_go(bridge: Bridge) -> None:
    """Listed by name, page by page."""
    ask = bridge.rehearsal.ask
    for name in ("mine-2", "mine-1", "yours", "mine-3"):
        ask(buses.CreateEventBus(event_bus_name=name, description=name))
    ask(buses.UpdateEventBus(event_bus_name="mine-1", description="other"))
    page = ask(buses.ListEventBuses(name_prefix="mine", limit=2)).data
    assert [(bus.event_bus_name, bus.description) for bus in page.event_buses] == [
        ("mine-1", "other"),
        ("mine-2", "mine-2"),
    ]
    assert (page.total, page.next_token) == (3, "2")
    page = ask(buses.ListEventBuses(name_prefix="mine", limit=2, next_token="2")).data
    assert ([bus.event_bus_name for bus in page.event_buses], page.next_token) == (["mine-3"], "")
    assert ask(buses.DeleteEventBus(event_bus_name="yours")).data is True
    assert refusal(bridge, buses.GetEventBus(event_bus_name="yours")) == "EventBusNotExist"
    assert refusal(bridge, buses.ListEventBuses(next_token="x")) == "InvalidArgument"


def test_a_rule_is_shown_as_it_was_made(bridge: Bridge) -> None:
    """With its targets; what is not changed stays."""
    ask = bridge.rehearsal.ask
    bridge.rule(target(ParamList=[parameter("Body", "ORIGINAL")]), pattern='{"a":[1]}')
    ask(rules.UpdateRule(event_bus_name=BUS, rule_name=RULE, description="new"))
    shown = ask(rules.GetRule(event_bus_name=BUS, rule_name=RULE)).data
    assert shown.rule_arn == f"{ARN}/default/rule/{RULE}"
    assert (shown.filter_pattern, shown.description, shown.status) == ('{"a":[1]}', "new", "ENABLE")
    [only] = shown.targets
    assert (only.id, only.push_selector, only.push_retry_strategy) == (
        "1",
        "PARAM_TRANSFORMER",
        "BACKOFF_RETRY",
    )
    ask(rules.DisableRule(event_bus_name=BUS, rule_name=RULE))
    [listed] = ask(rules.ListRules(event_bus_name=BUS, rule_name_prefix="rule")).data.rules
    assert listed.status == "DISABLE"
    ask(rules.EnableRule(event_bus_name=BUS, rule_name=RULE))
    ask(rules.DeleteRule(event_bus_name=BUS, rule_name=RULE))
    assert ask(rules.ListRules(event_bus_name=BUS)).data.total == 0


def test_a_changed_pattern_counts_from_now_on(bridge: Bridge) -> None:
    """The old one does not."""
    bridge.rule(target(), pattern='{"type":["x"]}')
    change = rules.UpdateRule(event_bus_name=BUS, rule_name=RULE, filter_pattern='{"type":["y"]}')
    bridge.rehearsal.ask(change)
    bridge.tell(type="x")
    assert bridge.begun == []
    bridge.tell(type="y")
    assert len(bridge.begun) == 1


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (rules.GetRule(event_bus_name=BUS, rule_name="other"), "EventRuleNotExisted"),
        (rules.GetRule(event_bus_name="other", rule_name=RULE), "EventBusNotExist"),
        (
            rules.CreateRule(event_bus_name=BUS, rule_name=RULE, filter_pattern="{}"),
            "EventRuleAlreadyExisted",
        ),
        (
            rules.CreateRule(event_bus_name=BUS, rule_name="new", filter_pattern='{"a":1}'),
            "EventRuleFilterPatternSchemaError",
        ),
        (
            rules.UpdateRule(event_bus_name=BUS, rule_name=RULE, filter_pattern="["),
            "EventRuleFilterPatternSchemaError",
        ),
        (
            events.TestEventPattern(event="{}", event_pattern='{"a":[{"like":1}]}'),
            "EventRuleFilterPatternSchemaError",
        ),
        (events.TestEventPattern(event="[]", event_pattern="{}"), "InvalidArgument"),
        (events.QueryEvent(event_bus_name=BUS, event_id="other"), "EventNotExist"),
        (events.PutEvents(event_bus_name="other", event_list="[{}]"), "EventBusNotExist"),
        (events.PutEvents(event_bus_name=BUS, event_list="{"), "InvalidArgument"),
        (
            targets.DeleteTargets(event_bus_name=BUS, rule_name=RULE, target_ids="[1]"),
            "InvalidArgument",
        ),
    ],
)
def test_refusals(bridge: Bridge, command: Any, code: str) -> None:
    """Each with its code, in an answer of its own."""
    bridge.rule()
    assert refusal(bridge, command) == code


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([target(), target()], "EventRuleTargetIdDuplicate"),
        ([target(Id=str(number)) for number in range(6)], "InvalidArgument"),
        ([], "InvalidArgument"),
        (["x"], "InvalidArgument"),
        ([target(Colour="red")], "InvalidArgument"),
        ([target(Id="")], "InvalidArgument"),
        ([target(Type="acs.fc.function")], "InvalidArgument"),
        ([target(Endpoint="q1")], "InvalidArgument"),
        ([target(Endpoint=f"{MNS}topics/t1")], "InvalidArgument"),
        ([target(ErrorsTolerance="SOME")], "InvalidArgument"),
        ([target(PushRetryStrategy="OFTEN")], "InvalidArgument"),
        ([target(DeadLetterQueue={"Arn": "acs:alikafka:cn:1:x"})], "InvalidArgument"),
        ([target(ConcurrentConfig={"Concurrency": 0})], "InvalidArgument"),
        ([target(Type="acs.eventbridge", Endpoint=f"{MNS}queues/q1")], "InvalidArgument"),
        ([target(Type="acs.oos", Endpoint="acs:oos:cn-hangzhou:1:execution/x")], "InvalidArgument"),
        ([target(**TEMPLATE, ParamList=[parameter("Parameters", "CONSTANT", "[]")])], "InvalidArgument"),
        ([target(Type="http", Endpoint="https://host/")], "InvalidArgument"),
        ([target(Type="https", Endpoint="https://host:x/")], "InvalidArgument"),
        ([target(Type="http", Endpoint="http://[/")], "InvalidArgument"),
        ([target(Type="http", Endpoint="http://host/\r\nX: y")], "InvalidArgument"),
        ([target(Type="http", Endpoint="http://ho st/")], "InvalidArgument"),
        ([target(ParamList=[parameter("url", "CONSTANT", "x")])], "InvalidArgument"),
        ([target(ParamList=[parameter("Body", "JSONPATH", "$.x[?(@.y)]")])], "InvalidArgument"),
        ([target(DeadLetterQueue={"Arn": f"{MNS}queues/q", "VpcId": "vpc-1"})], "InvalidArgument"),
        ([target(DeadLetterQueue={"Arn": "acs:mq:cn:1:/instances/x"})], "InvalidArgument"),
        ([target(ParamList=[parameter("Body", "JSONPATH")])], "InvalidArgument"),
        ([target(ParamList=[parameter("Body", "TEMPLATE", "[]", "x")])], "InvalidArgument"),
        ([target(ParamList=[parameter("Body", "TEMPLATE", "{}")])], "InvalidArgument"),
        ([target(ParamList=[parameter("Body", "CONSTANT", "x" * 10_241)])], "InvalidArgument"),
        ([target(ParamList=[parameter("Body", "TEMPLATE", "{}", "x" * 10_241)])], "InvalidArgument"),
        ([target(ParamList=[parameter("queue", "ORIGINAL")])], "InvalidArgument"),
        ([target(ParamList=[parameter("IsBase64Encode", "CONSTANT", "yes")])], "InvalidArgument"),
        ([target(ParamList=[parameter("Body", "ORIGINAL")] * 2)], "InvalidArgument"),
    ],
)
def test_targets_that_could_never_be_reached(bridge: Bridge, given: list[Any], code: str) -> None:
    """Nothing of the call is done."""
    bridge.rule()
    text = json.dumps(given)
    assert refusal(bridge, targets.PutTargets(event_bus_name=BUS, rule_name=RULE, targets=text)) == code
    shown = bridge.rehearsal.ask(targets.ListTargets(event_bus_name=BUS, rule_name=RULE)).data
    assert shown.total == 0


def test_targets_come_and_go(bridge: Bridge) -> None:
    """One with the same id takes the other's place; ids that are not there are named."""
    ask = bridge.rehearsal.ask
    bridge.rule(target(), target(Id="2"))
    text = json.dumps([target(Endpoint=f"{MNS}queues/q2"), target(Id="3")])
    ask(targets.PutTargets(event_bus_name=BUS, rule_name=RULE, targets=text))
    page = ask(targets.ListTargets(event_bus_name=BUS, rule_name=RULE, limit=2)).data
    assert [(each.id, each.endpoint) for each in page.targets] == [
        ("1", f"{MNS}queues/q2"),
        ("2", f"{MNS}queues/q1"),
    ]
    assert (page.total, page.next_token) == (3, "2")
    named = targets.ListTargets(event_bus_name=BUS, rule_name=RULE, arn=f"{MNS}queues/q2")
    assert [each.id for each in ask(named).data.targets] == ["1"]
    gone = ask(
        targets.DeleteTargets(event_bus_name=BUS, rule_name=RULE, target_ids='["1","3","9","9"]')
    ).data
    assert (gone.error_entries_count, gone.error_entries[0].entry_id) == (1, "9")
    full = json.dumps([target(Id=str(number)) for number in range(5)])
    put = targets.PutTargets(event_bus_name=BUS, rule_name=RULE, targets=full)
    ask(put)  # the id 2 is one of the five
    assert refusal(bridge, put.model_copy(update={"targets": json.dumps([target(Id="9")])}))


def test_events_of_programs(bridge: Bridge) -> None:
    """Each for itself; a bad one says why, and the others are there."""
    good = {"Id": "1", "Source": "my.app", "Type": "t", "Subject": "s", "Data": {"a": [1]}}
    bad = [
        {**good, "Source": ""},
        {**good, "Time": "yesterday"},
        {**good, "SpecVersion": "0.3"},
        {**good, "Data": "x" * 256 * 1024},
        {"Id": "2"},
        7,
    ]
    entries = bridge.put(good, *bad)
    assert [entry.error_code for entry in entries] == ["", *["InvalidArgument"] * 6]
    assert (entries[0].event_id, entries[1].event_id, entries[6].event_id) == ("1", "1", "")
    asked = events.QueryEvent(event_bus_name=BUS, event_id="1", event_source="my.app")
    shown = bridge.rehearsal.ask(asked).data
    assert (shown["source"], shown["subject"], shown["data"]) == ("my.app", "s", {"a": [1]})
    assert refusal(bridge, asked.model_copy(update={"event_source": "other"})) == "EventNotExist"


@pytest.mark.parametrize(
    ("attribute", "longest"), [("Id", 128), ("Source", 128), ("Type", 64), ("Subject", 512)]
)
def test_how_long_attributes_may_be(bridge: Bridge, attribute: str, longest: int) -> None:
    """As long as that, and no longer."""
    good = {"Id": "1", "Source": "my.app", "Type": "t"}
    entries = bridge.put(*({**good, attribute: "x" * length} for length in (longest, longest + 1)))
    assert [entry.error_code for entry in entries] == ["", "InvalidArgument"]


@pytest.mark.parametrize(
    ("count", "length"), [(17, 1), (5, 250_000)], ids=["too many events", "more than 1 MiB"]
)
def test_a_call_that_is_too_large(bridge: Bridge, count: int, length: int) -> None:
    """It is refused as a whole: no event of it is received."""
    given = [
        {"Id": str(number), "Source": "my.app", "Type": "t", "Data": "x" * length}
        for number in range(count)
    ]
    put = events.PutEvents(event_bus_name=BUS, event_list=json.dumps(given))
    assert refusal(bridge, put) == "InvalidArgument"
    assert not bridge.rehearsal.state.events
    assert [entry.error_code for entry in bridge.put(*given[: min(16, count - 1)])] == [""] * min(
        16, count - 1
    )


@pytest.mark.parametrize(
    "command",
    [
        buses.CreateEventBus(event_bus_name="eventbridge-reserved-x"),
        rules.CreateRule(event_bus_name=BUS, rule_name="eventbridge-reserved-x", filter_pattern="{}"),
    ],
)
def test_names_that_the_platform_keeps(bridge: Bridge, command: Any) -> None:
    """Neither a bus nor a rule has one."""
    assert refusal(bridge, command) == "InvalidArgument"


def test_a_bus_may_begin_with_a_digit(bridge: Bridge) -> None:
    """As documented of all names of buses."""
    made = bridge.rehearsal.ask(buses.CreateEventBus(event_bus_name="7-of-9"))
    assert made.data.event_bus_arn == f"{ARN}/7-of-9"


def test_an_id_is_its_sources_alone(bridge: Bridge) -> None:
    """One that comes again is the same event, as it is now."""
    for source, data in (("a", 1), ("b", 2), ("a", 3)):
        bridge.put({"Id": "1", "Source": source, "Type": "t", "Data": data})
    assert len(bridge.rehearsal.state.events) == 2
    shown = [
        bridge.rehearsal.ask(
            events.QueryEvent(event_bus_name=BUS, event_id="1", event_source=source)
        ).data["data"]
        for source in ("a", "b", "")
    ]
    assert shown == [3, 2, 3]


def test_a_hook_that_names_the_bus_is_tried(bridge: Bridge) -> None:
    """When it is made; other hooks are not."""
    bridge.rule(target(), pattern='{"type":["ess:LifecycleHook:Test"]}')
    for arn in ("", f"{MNS}queue/q1", f"{ARN}/default"):
        bridge.rehearsal.tell(
            LifecycleHookCreated(
                lifecycle_hook_id="ash-1",
                scaling_group_id="asg-1",
                lifecycle_hook_name="hook",
                lifecycle_transition="SCALE_OUT",
                notification_arn=arn,
            )
        )
    [only] = bridge.begun
    event = json.loads(only.body["MessageBody"])  # type: ignore[attr-defined]  # of SendEvent
    assert event["subject"] == "acs:ess:cn-hangzhou:1234567890123456:scalinggroup/asg-1"
    assert event["data"]["lifecycleHookName"] == "hook"
    assert event["data"]["scalingGroupName"] == "asg-1"  # as one without a name is called


def test_a_pattern_is_tried(bridge: Bridge) -> None:
    """On any object."""
    for pattern, result in (('{"a":[1]}', True), ('{"a":[2]}', False)):
        asked = events.TestEventPattern(event='{"a":1}', event_pattern=pattern)
        assert bridge.rehearsal.ask(asked).data.result is result
