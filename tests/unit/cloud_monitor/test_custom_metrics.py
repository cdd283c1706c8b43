"""Custom metrics: what is made fit, what is refused, and what is read back."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import State
from scalehook.testing.rehearsal import START
from scalehook_contracts.cloud_monitor.custom_metrics import CustomMetric, PutCustomMetric
from scalehook_contracts.cloud_monitor.datapoints import (
    DescribeMetricData,
    DescribeMetricLast,
    DescribeMetricList,
)
from scalehook_contracts.errors.cms import ParameterInvalid, ResourceNotFound
from support.monitor import CPU, GROUP, Monitor

CUSTOM = "acs_customMetric_1234567890123456"
MS = int(START.timestamp() * 1000)


def read(play: Monitor, kind: Any = DescribeMetricList, **said: str) -> list[dict[str, Any]]:
    usual = {"namespace": CUSTOM, "metric_name": "jobs", "dimensions": '{"groupId":"7"}'}
    answer = play.rehearsal.ask(kind(**usual | said))
    return list(json.loads(answer.datapoints))


def test_read_back() -> None:
    """Points by their periods, with all statistics and dimensions."""
    play = Monitor()
    for value in (1, 3):
        play.report(value)
        play.rehearsal.advance(30)
    play.report(7)
    play.rehearsal.advance(60)
    minutes = read(play)
    assert [point["timestamp"] for point in minutes] == [MS, MS + 60_000]
    first = minutes[0]
    assert (first["Average"], first["Maximum"], first["SampleCount"]) == (2, 3, 2)
    assert (first["queue"], first["groupId"], first["userId"]) == ("q", "7", "1234567890123456")
    assert [point["Sum"] for point in read(play, period="300")] == [11]
    assert [point["Sum"] for point in read(play, DescribeMetricLast)] == [7]
    assert len(read(play, DescribeMetricData, length="1")) == 1


def test_pages() -> None:
    """The token of the next page, and none on the last."""
    play = Monitor()
    for _ in range(3):
        play.report(1)
        play.rehearsal.advance(60)
    query: dict[str, Any] = {"namespace": CUSTOM, "metric_name": "jobs", "length": "2"}
    query["dimensions"] = '{"groupId":"7"}'
    first = play.rehearsal.ask(DescribeMetricList(**query))
    assert (first.period, first.code, first.success) == ("60", "200", True)
    assert first.next_token
    second = play.rehearsal.ask(DescribeMetricList(**query, next_token=first.next_token))
    assert len(json.loads(second.datapoints)) == 1
    assert second.next_token is None


def test_a_span() -> None:
    """The beginning is excluded, the end is included."""
    play = Monitor()
    for _ in range(4):
        play.report(1)
        play.rehearsal.advance(60)
    found = read(play, start_time=str(MS), end_time=str(MS + 120_000))
    assert [point["timestamp"] - MS for point in found] == [60_000, 120_000]
    assert len(read(play, start_time="2026-01-01T00:01:00Z")) == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [("jobs_1", "jobs_1"), ("1jobs", "Ajobs"), ("a b-c", "a_b_c"), ("é", "A"), ("x" * 70, "x" * 64)],
)
def test_names_are_made_fit(given: str, kept: str) -> None:
    """A letter first, then letters, digits and underscores, 64 bytes; nothing is refused."""
    play = Monitor()
    play.report(1, metric_name=given)
    assert [series.metric_name for series in play.rehearsal.state.series.values()] == [kept]


def test_dimensions_are_made_fit() -> None:
    """What a name may not have becomes an underscore."""
    play = Monitor()
    play.report(1, dimensions=json.dumps({"a=b": "c&d,e", "long": "v" * 70, "p": "a/b.c-d_e"}))
    (series,) = play.rehearsal.state.series.values()
    assert series.dimensions == {"a_b": "c_d_e", "long": "v" * 64, "p": "a/b.c-d_e"}


@pytest.mark.parametrize(
    "said",
    [
        {"dimensions": "no"}, {"dimensions": "[]"}, {"dimensions": '{"a":1}'},
        {"dimensions": '{"":"b"}'}, {"dimensions": '{"a":""}'}, {"values": "{}"},
        {"values": '{"Value":1}'}, {"values": '{"value":"1"}'},
        {"values": '{"value":true}'}, {"values": '{"value":1,"Sum":1}'}, {"values": '{"value":NaN}'},
        {"values": '{"value":1e19}'}, {"type": "1", "values": '{"Average":1}'},
        {"type": "1", "period": "60", "values": '{"value":1}'},
        {"type": "1", "period": "60", "values": '{"SampleCount":5}'},
        {"type": "1", "period": "60", "values": '{"Average":1,"SampleCount":-5}'},
        {"type": "1", "period": "60", "values": '{"Sum":1e18,"SampleCount":1e-300}'},
        {"type": "1", "period": "60", "values": '{"Average":1e18,"Sum":1e18,"SampleCount":0.5}'},
        {"type": "1", "period": "60", "values": '{"Average":1,"CountPerSecond":-1}'},
        {"group_id": "+7"}, {"group_id": "x"},
        {"group_id": ""}, {"group_id": "7.0"}, {"time": "yesterday"}, {"time": "1"},
        {"time": str(MS + 3_600_000)}, {"time": "2026-13-01T00:00:00Z"},
    ],
)  # fmt: skip
def test_what_is_refused(said: dict[str, str]) -> None:
    """Whatever is not written as documented, and times that nobody keeps."""
    play = Monitor()
    with pytest.raises(ParameterInvalid):
        play.report(1, **said)
    assert play.rehearsal.journal == []


def test_none_or_too_many() -> None:
    """One entry at least, a hundred at most."""
    one = {"group_id": "0", "metric_name": "m", "dimensions": "{}", "type": "0", "values": "{}"}
    for amount in (0, 101):
        with pytest.raises(ValidationError):
            PutCustomMetric(metric_list=[CustomMetric(**one)] * amount)


@pytest.mark.parametrize(
    "time", [str(MS), "20260101T080000.000+0800", "20260101T000000.000Z", "2026-01-01T00:00:00Z"]
)
def test_forms_of_time(time: str) -> None:
    """Milliseconds, and both forms of ISO 8601."""
    play = Monitor()
    play.report(1, time=time)
    play.rehearsal.advance(60)
    assert [point["timestamp"] for point in read(play)] == [MS]


def test_aggregates() -> None:
    """Of a minute, or of five; where both are there the finer ones count."""
    play = Monitor()
    fields = {"type": "1", "values": '{"Sum":6,"SampleCount":3,"Maximum":4,"Minimum":1}'}
    play.report(0, period="60", **fields)
    play.report(0, period="300", **fields | {"values": '{"Average":9}'})
    play.rehearsal.advance(300)
    (minute,), (five,) = read(play), read(play, period="300")
    assert (minute["Average"], minute["Sum"]) == (2, 6)
    assert five["Average"] == 2
    play.report(0, period="300", **fields)
    play.rehearsal.advance(600)
    assert len(read(play)) == 1
    assert len(read(play, period="300")) == 2


def test_what_is_old_goes() -> None:
    """Windows and series are forgotten by their age, and series when there are too many."""
    play = Monitor()
    play.rehearsal.machine.settings = Settings(metric_hours=1, history_most=2)
    for hour in range(3):
        play.report(1)
        play.report(1, metric_name=f"m{hour}")
        play.rehearsal.advance(3601)
    state = play.rehearsal.state
    assert [series.metric_name for series in state.series.values()] == ["jobs", "m2"]
    assert all(len(kept) == 1 for series in state.series.values() for kept in series.windows.values())
    assert len(state.named) == 2


def test_loads_are_read_back() -> None:
    """As the group's own metric, from the moment at which it was set."""
    play = Monitor()
    play.rehearsal.advance(120)
    play.load(40, total=True)
    play.serve("i-1", "i-2")
    play.rehearsal.advance(120)
    query = {"namespace": "acs_ess_dashboard", "metric_name": CPU}
    found = read(play, **query, dimensions=f'{{"scalingGroupId":"{GROUP}"}}')
    assert [point["Average"] for point in found] == [20, 20, 20]
    assert found[0]["scalingGroupId"] == GROUP


def test_instances_show_the_loads_of_their_group() -> None:
    """In the units and by the names of `acs_ecs_dashboard`, for as long as they are in service."""
    play = Monitor()
    play.rehearsal.advance(120)
    play.serve("i-1", "i-2")
    play.load(40)
    play.rehearsal.advance(60)
    query = {"namespace": "acs_ecs_dashboard", "metric_name": "CPUUtilization"}
    every = read(play, **query, dimensions="")
    assert {(each["instanceId"], each["Average"]) for each in every} == {("i-1", 40), ("i-2", 40)}
    one = {**query, "dimensions": '[{"instanceId":"i-2"},{"instanceId":"i-9"}]'}
    assert {each["instanceId"] for each in read(play, **one)} == {"i-2"}
    play.serve("i-2", state="Standby")
    assert read(play, **one) == []
    assert read(play, namespace="acs_ecs_dashboard", metric_name="IntranetInRate", dimensions="") == []


def test_what_is_not_there() -> None:
    """Namespaces and system metrics have to exist; a custom metric may not be there yet."""
    play = Monitor()
    assert read(play, metric_name="none") == []
    for said in (
        {"namespace": "acs_ecs_dashboard"},
        {"namespace": "acs_rds_dashboard"},
        {"namespace": "acs_customMetric_1"},
        {"namespace": "acs_ess_dashboard", "metric_name": "none"},
    ):
        with pytest.raises(ResourceNotFound):
            read(play, **said)


@pytest.mark.parametrize(
    "said",
    [
        {"period": "10"}, {"period": "0"}, {"period": "6_0"}, {"period": "+60"}, {"length": "0"},
        {"length": "1441"}, {"length": "1.0"}, {"start_time": "x"}, {"dimensions": "x"},
        {"dimensions": '{"a":1}'}, {"dimensions": "[1]"}, {"next_token": "x"},
        {"start_time": str(MS + 1000), "end_time": str(MS)}, {"start_time": str(MS - 32 * 86_400_000)},
        {"namespace": "acs_ess_dashboard", "metric_name": CPU, "dimensions": ""},
    ],
)  # fmt: skip
def test_queries_that_are_refused(said: dict[str, str]) -> None:
    """Numbers, times and dimensions have to be written as documented."""
    with pytest.raises(ParameterInvalid):
        read(Monitor(), **said)


def test_a_snapshot() -> None:
    """The state is the same again."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(90)
    play.report(5)
    adapter, state = TypeAdapter(State), play.rehearsal.state
    again = adapter.validate_json(adapter.dump_json(state))
    assert (again, again.serving) == (state, {"i-1": GROUP})
    assert (again.named.keys(), again.watchers.keys()) == (state.named.keys(), state.watchers.keys())
