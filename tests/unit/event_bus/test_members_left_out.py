"""Members that are null, or lists that are empty: what somebody writes who leaves something out."""

import json
from typing import Any

import pytest

from scalehook_contracts.event_bus import events, rules
from scalehook_contracts.event_bus.data_plane import events as plane
from scalehook_contracts.event_bus.targets import PutTargets
from support.buses_of_events import BUS, RULE, Bridge, target

GIVEN: dict[str, Any] = {"Id": "1", "Source": "my.app", "Type": "t"}
CLOUD_EVENT: dict[str, Any] = {"id": "1", "source": "my.app", "type": "t", "specversion": "1.0"}


@pytest.fixture
def bridge() -> Bridge:
    """Nothing but the default bus."""
    return Bridge()


def kept(bridge: Bridge) -> dict[str, Any]:
    """The event, but for its time and what the platform says of it."""
    shown = bridge.rehearsal.ask(events.QueryEvent(event_bus_name=BUS, event_id="1")).data
    return {name: value for name, value in shown.items() if not name.startswith("aliyun")}


def put_in_a_batch(bridge: Bridge, **said: Any) -> events.EventEntry:
    text = json.dumps([CLOUD_EVENT | said])
    [entry] = bridge.rehearsal.ask(plane.PutEvents(events=text)).data.entry_list
    return entry


def test_a_null_attribute_of_an_event_is_not_there(bridge: Bridge) -> None:
    """As CloudEvents has it: the event is the same without."""
    bridge.put(GIVEN)
    without = kept(bridge)
    left_out = ("SpecVersion", "DataContentType", "DataSchema", "Subject", "Time", "Data")
    [entry] = bridge.put(GIVEN | dict.fromkeys(left_out))
    assert entry.error_code == ""
    assert kept(bridge) == without
    names = ("datacontenttype", "dataschema", "subject", "time", "data", "data_base64")
    entry = put_in_a_batch(bridge, **dict.fromkeys((*names, "extension", "aliyuneventbusname")))
    assert entry.error_code == ""
    assert kept(bridge) == without


def test_nulls_in_the_data_stay(bridge: Bridge) -> None:
    """They are what the publisher says."""
    bridge.put(GIVEN | {"Data": {"a": None}})
    assert kept(bridge)["data"] == {"a": None}
    put_in_a_batch(bridge, data={"a": [None]})
    assert kept(bridge)["data"] == {"a": [None]}


@pytest.mark.parametrize("name", ["id", "source", "type", "specversion"])
def test_what_an_event_must_have_is_not_null(bridge: Bridge, name: str) -> None:
    """The attribute is named."""
    assert put_in_a_batch(bridge, **{name: None}).error_message.endswith(f": {name}.")


def test_the_name_of_a_bus_is_a_text(bridge: Bridge) -> None:
    """An event that names a bus in another way is not the default one's."""
    entry = put_in_a_batch(bridge, aliyuneventbusname=5)
    assert entry.error_message == "The argument Events is invalid: aliyuneventbusname."


def test_times_may_have_small_letters(bridge: Bridge) -> None:
    """As RFC 3339 has it; they are kept as they were written."""
    bridge.put(GIVEN | {"Time": "2026-01-01t00:00:00z"})
    assert kept(bridge)["time"] == "2026-01-01t00:00:00z"


def test_a_null_member_of_a_target_is_not_there(bridge: Bridge) -> None:
    """Of its parameters and its queue for dead letters, too."""
    bridge.rule()
    nothing = dict.fromkeys(("ErrorsTolerance", "PushRetryStrategy", "DeadLetterQueue", "ParamList"))
    body = {"ResourceKey": "Body", "Form": None, "Value": None, "Template": None}
    queue = {"Arn": target()["Endpoint"], "Network": None}
    given = [target(**nothing), target(Id="2", ParamList=[body], DeadLetterQueue=queue)]
    bridge.rehearsal.ask(PutTargets(event_bus_name=BUS, rule_name=RULE, targets=json.dumps(given)))
    first, second = bridge.rehearsal.ask(rules.GetRule(event_bus_name=BUS, rule_name=RULE)).data.targets
    assert (first.errors_tolerance, first.push_retry_strategy) == ("ALL", "BACKOFF_RETRY")
    assert (first.param_list, first.dead_letter_queue) == ([], None)
    assert [each.form for each in second.param_list] == ["ORIGINAL"]
    bridge.tell()
    assert len(bridge.begun) == 2


def test_a_new_rule_may_have_an_empty_list_of_targets(bridge: Bridge) -> None:
    """It has none, as if nothing had been said."""
    made = rules.CreateRule(
        event_bus_name=BUS, rule_name=RULE, filter_pattern="{}", event_targets=" [] "
    )
    bridge.rehearsal.ask(made)
    assert bridge.rehearsal.ask(rules.GetRule(event_bus_name=BUS, rule_name=RULE)).data.targets == []


def test_what_is_no_object_is_said_to_be_none(bridge: Bridge) -> None:
    """The message does not end in the middle."""
    [entry] = bridge.put(7)
    assert entry.error_message == "The argument EventList is invalid: a member is no JSON object."
