"""Rules, targets and events of every wrong shape: a documented refusal, and the others go on."""

import json
from typing import Any

import pytest
from hypothesis import given

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.eventbridge import EventBridgeFailure
from scalehook_contracts.event_bus import events as bus_events
from scalehook_contracts.event_bus.data_plane import events as plane
from scalehook_contracts.event_bus.rules import CreateRule, UpdateRule
from scalehook_contracts.event_bus.targets import DeleteTargets, PutTargets
from scalehook_contracts.plain import NotPlain, check_plain
from support.buses_of_events import BUS, MNS, RULE, Bridge, parameter, target
from support.json_shapes import spoilt

NAMED: dict[str, Any] = {"event_bus_name": BUS, "rule_name": RULE}
PATTERN = {
    "source": ["my.app", {"prefix": "acs.", "suffix": "s"}, {"anything-but": {"prefix": "x"}}],
    "data": {"n": [{"numeric": [">", 0, "<=", 5]}], "ip": [{"cidr": "10.0.0.0/8"}, {"exists": False}]},
}
TARGETS = [
    target(
        ParamList=[
            parameter("Body", "TEMPLATE", '{"a":"$.data.n"}', "${a}"),
            parameter("IsBase64Encode", "CONSTANT", "true"),
        ],
        DeadLetterQueue={"Arn": f"{MNS}queues/dead"},
        ConcurrentConfig={"Concurrency": 1},
    ),
    target(Id="2", Type="http", Endpoint="http://h/", ErrorsTolerance="NONE"),
]
EVENTS = [
    {"Id": "1", "Source": "my.app", "Type": "t", "Subject": "s", "Data": {"n": 1, "ip": "10.0.0.1"}},
    {"Id": "2", "Source": "my.app", "Type": "t", "Time": "2026-01-01T00:00:00Z", "Data": [1]},
]
CLOUD_EVENTS = [{"id": "1", "source": "my.app", "type": "t", "specversion": "1.0", "data": {"n": 1}}]
CODES = {each.code for each in EventBridgeFailure.__subclasses__()}


def asked(bridge: Bridge, *commands: Any) -> list[str]:
    """The codes of what was refused: nothing else may come of it."""
    replies = [bridge.rehearsal.play(command).reply for command in commands]
    found = [reply.code for reply in replies if isinstance(reply, ApiError)]
    assert set(found) <= CODES
    return found


def is_plain(value: Any) -> bool:
    """Not so with a number of more than 64 bits, at any depth."""
    try:
        check_plain(value)
    except NotPlain:
        return False
    return True


@given(spoilt(PATTERN).map(json.dumps))
def test_patterns(text: str) -> None:
    """What makes no rule is refused as a question, too; what makes one can be tried on any event."""
    bridge = Bridge()
    made = asked(bridge, CreateRule(**NAMED, filter_pattern=text, event_targets=json.dumps(TARGETS)))
    bridge.rule(name="other")
    for command in (
        UpdateRule(event_bus_name=BUS, rule_name="other", filter_pattern=text),
        bus_events.TestEventPattern(event=json.dumps(EVENTS[0]), event_pattern=text),
    ):
        assert asked(bridge, command) == made
    bridge.put(*EVENTS)
    assert len(bridge.rehearsal.state.events) == 2


@given(spoilt(TARGETS).map(json.dumps))
def test_targets(text: str) -> None:
    """Nothing of a wrong list is kept; what is kept gets its events, and fails, and is tried again."""
    bridge = Bridge()
    bridge.rule()
    refused = asked(bridge, PutTargets(**NAMED, targets=text))
    given_with_rule = CreateRule(
        event_bus_name=BUS, rule_name="other", filter_pattern="{}", event_targets=text
    )
    assert asked(bridge, given_with_rule) == (refused if json.loads(text) != [] else [])
    bridge.put(*EVENTS)
    assert bool(bridge.begun) != bool(refused)
    if not refused:
        bridge.end("refused")
        bridge.rehearsal.advance(100)
    asked(bridge, DeleteTargets(**NAMED, target_ids=text))


@given(spoilt(EVENTS), spoilt(CLOUD_EVENTS).map(json.dumps))
def test_events(events: Any, cloud_events: str) -> None:
    """A wrong one is named in its entry, or the call is refused; the good ones reach their targets."""
    bridge = Bridge()
    bridge.rule(*TARGETS)
    refused = asked(bridge, bus_events.PutEvents(event_bus_name=BUS, event_list=json.dumps(events)))
    assert bool(refused) == (not isinstance(events, list) or not events or not is_plain(events))
    asked(bridge, plane.PutEvents(events=cloud_events))
    before = len(bridge.rehearsal.state.events)
    assert [entry.error_code for entry in bridge.put({**EVENTS[0], "Id": "last"})] == [""]
    assert len(bridge.rehearsal.state.events) == before + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"param_list": [parameter("Body", "ORIGINAL")]},
        {"ParamList": [{"resource_key": "Body", "form": "ORIGINAL"}]},
        {"ParamList": [{"ResourceKey": "Body", "form": "ORIGINAL"}]},
        {"push_retry_strategy": "BACKOFF_RETRY"},
        {"DeadLetterQueue": {"arn": f"{MNS}queues/dead"}},
        {"ConcurrentConfig": {"Concurrency": True}},
        {"ConcurrentConfig": {"Concurrency": 1.0}},
    ],
)
def test_members_of_targets_have_their_documented_names_and_types(wrong: dict[str, Any]) -> None:
    """Whoever asks which roles a target hands on reads those names alone."""
    put = PutTargets(**NAMED, targets=json.dumps([target(**wrong)]))
    bridge = Bridge()
    bridge.rule(target())
    assert asked(bridge, put) == ["InvalidArgument"]
