"""Event-triggered tasks: made, changed, described, and refused as documented."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from scalehook.scaling_controller.state import State
from scalehook_contracts.cloud_monitor.evaluations import AlarmEvaluated
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.alarms import (
    AlarmCreated,
    AlarmModified,
    AlarmView,
    CreateAlarm,
    DeleteAlarm,
    DescribeAlarms,
    DisableAlarm,
    EnableAlarm,
    ModifyAlarm,
)
from support.scaling.cloud import ACCOUNT, REGION, Cloud

HERE = {"region_id": REGION}
CPU = {"metric_name": "CpuUtilization", "threshold": 80.0}


def dimension(key: str, value: str) -> dict[str, str]:
    return {"dimension_key": key, "dimension_value": value}


def create(play: Cloud, **said: Any) -> str:
    command = CreateAlarm(**HERE, scaling_group_id=play.group, **CPU | said)
    return str(play.ask(command).alarm_task_id)


def described(play: Cloud, **asked: Any) -> list[AlarmView]:
    return list(play.ask(DescribeAlarms(**HERE, **asked)).alarm_list)


def refusal(play: Cloud, command: Any) -> tuple[int, str]:
    """Status and text; nothing is kept."""
    kept = len(play.rehearsal.journal)
    with pytest.raises(ApiError) as caught:
        play.ask(command)
    assert len(play.rehearsal.journal) == kept
    return caught.value.status, str(caught.value)


def refused(name: str) -> tuple[int, str]:
    return 404, f'InvalidParameter: The specified value of parameter "{name}" is not valid.'


def test_what_is_not_said() -> None:
    """Documented defaults; the id names the group; nothing is known of it yet."""
    play = Cloud()
    alarm_id = create(play)
    (view,) = described(play)
    assert alarm_id.startswith(f"{play.group}_")
    assert (view.period, view.statistics, view.comparison_operator) == (300, "Average", ">=")
    assert (view.evaluation_count, view.metric_type, view.state) == (3, "system", "INSUFFICIENT_DATA")
    assert (view.name, view.alarm_task_name, view.enable) == (alarm_id, alarm_id, True)
    assert view.expressions_logic_operator == "&&"
    filled = {each.dimension_key: each.dimension_value for each in view.dimensions}
    assert filled == {"user_id": ACCOUNT, "scaling_group": play.group}


def test_everything_is_described() -> None:
    """As it was said."""
    play = Cloud()
    rules = [play.rule(1), play.rule(2)]
    said: dict[str, Any] = {
        "name": "busy", "description": "of a group", "metric_type": "custom", "metric_name": "jobs",
        "period": 60, "statistics": "Maximum", "comparison_operator": "<", "threshold": -1.5,
        "evaluation_count": 1, "alarm_actions": rules, "effective": "TZ=+00 * * 1-2 * * ?",
    }  # fmt: skip
    create(play, **said, group_id=7, dimensions=[dimension("queue", "q")])
    (view,) = described(play)
    assert view.model_dump(include=set(said)) == said
    assert [(each.dimension_key, each.dimension_value) for each in view.dimensions] == [("queue", "q")]


def test_expressions() -> None:
    """Several conditions, each with its own defaults; the single metric may be left out."""
    play = Cloud()
    several = [{"metric_name": "CpuUtilization", "threshold": 1}, {"metric_name": "LoadAverage",
               "threshold": 2, "period": 15}]  # fmt: skip
    create(play, expressions=several, expressions_logic_operator="||", metric_name="", threshold=None)
    (view,) = described(play, metric_name="LoadAverage")
    assert [(each.metric_name, each.period) for each in view.expressions] == [
        ("CpuUtilization", 300), ("LoadAverage", 15),
    ]  # fmt: skip
    assert view.expressions_logic_operator == "||"


def test_filters() -> None:
    """Each of them, and together."""
    play = Cloud()
    one = create(play)
    two = create(play, metric_type="custom", metric_name="jobs", group_id=7)
    play.ask(DisableAlarm(**HERE, alarm_task_id=two))
    play.rehearsal.tell(
        AlarmEvaluated(alarm_task_id=one, scaling_group_id=play.group, state="OK", evaluated_at=0)
    )
    asked: list[tuple[dict[str, Any], list[str]]] = [
        ({}, [one, two]),
        ({"alarm_task_id": one}, [one]),
        ({"alarm_task_id": "none"}, []),
        ({"scaling_group_id": play.group}, [one, two]),
        ({"scaling_group_id": "none"}, []),
        ({"metric_name": "jobs"}, [two]),
        ({"metric_type": "system"}, [one]),
        ({"metric_type": "custom"}, [two]),
        ({"metric_type": "hybrid"}, []),
        ({"alarm_task_id": one, "metric_type": "custom"}, []),
        ({"state": "OK"}, [one]),
        ({"state": "INSUFFICIENT_DATA"}, [two]),
        ({"state": "ALARM"}, []),
        ({"is_enable": True}, [one]),
        ({"is_enable": False}, [two]),
        ({"page_size": 1, "page_number": 2}, [two]),
    ]
    for filters, expected in asked:
        assert [view.alarm_task_id for view in described(play, **filters)] == expected, filters


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"metric_name": ""}, "MetricName"),
        ({"metric_name": "NoSuchMetric"}, "MetricName"),
        ({"threshold": None}, "Threshold"),
        ({"period": 15}, "Period"),
        ({"metric_name": "PackagesNetIn"}, "Dimensions"),
        ({"metric_name": "PackagesNetIn", "dimensions": [dimension("device", "eth9")]}, "Dimensions"),
        ({"metric_name": "TcpConnection", "dimensions": [dimension("device", "eth0")]}, "Dimensions"),
        ({"metric_name": "LoadBalancerRealServerAverageQps"}, "Dimensions"),
        ({"dimensions": [dimension("a", "1"), dimension("a", "2")]}, "Dimensions"),
        ({"group_id": 7}, "GroupId"),
        ({"metric_type": "custom", "metric_name": "jobs"}, "GroupId"),
        ({"metric_type": "custom", "metric_name": "jobs", "group_id": 7, "period": 15}, "Period"),
        ({"effective": "* * *"}, "Effective"),
        ({"effective": "every day"}, "Effective"),
        ({"alarm_actions": ["asr-1"]}, "AlarmActions"),
        ({"expressions": [{"metric_name": "None", "threshold": 1}]}, "MetricName"),
        ({"expressions": [{"metric_name": "CpuUtilization", "threshold": 1, "period": 15}]}, "Period"),
    ],
)
def test_what_is_refused(said: dict[str, Any], name: str) -> None:
    """With 404, and the parameter's name."""
    play = Cloud()
    command = CreateAlarm(**HERE, scaling_group_id=play.group, **CPU | said)
    assert refusal(play, command) == refused(name)


@pytest.mark.parametrize(
    "said",
    [
        {"name": "a"}, {"name": "a" * 65}, {"description": "a"}, {"description": "a" * 256},
        {"period": 30}, {"statistics": "Sum"}, {"comparison_operator": "="}, {"evaluation_count": 0},
        {"metric_type": "hybrid"}, {"expressions_logic_operator": "and"}, {"threshold": 1e19},
        {"threshold": float("nan")}, {"alarm_actions": ["a"] * 6},
        {"dimensions": [dimension(str(number), "v") for number in range(6)]},
        {"expressions": [{"metric_name": "m", "threshold": 1}] * 11},
        {"expressions": [{"metric_name": "m"}]},
    ],
)  # fmt: skip
def test_values_beyond_the_limits(said: dict[str, Any]) -> None:
    """The contract refuses them."""
    with pytest.raises(ValidationError):
        CreateAlarm(**HERE, scaling_group_id="g", **CPU | said)


def test_actions_of_other_groups() -> None:
    """An alarm executes rules of its own group, each once."""
    play = Cloud()
    other, rule = Cloud(rehearsal=play.rehearsal).rule(1), play.rule(1)
    for actions in ([other], [rule, rule]):
        command = CreateAlarm(**HERE, scaling_group_id=play.group, alarm_actions=actions, **CPU)
        assert refusal(play, command) == refused("AlarmActions")
    play_id = create(play, alarm_actions=[rule])
    modify = ModifyAlarm(**HERE, alarm_task_id=play_id, alarm_actions=[rule, other])
    assert refusal(play, modify) == refused("AlarmActions")


def test_what_is_not_there() -> None:
    """Groups, regions, and alarms: each operation says so."""
    play = Cloud()
    command = CreateAlarm(**HERE, scaling_group_id="asg-0", **CPU)
    assert refusal(play, command)[1].startswith("InvalidScalingGroupId.NotFound")
    for operation in (ModifyAlarm, EnableAlarm, DisableAlarm, DeleteAlarm):
        named = operation(**HERE, alarm_task_id="none")
        assert refusal(play, named) == refused("AlarmTaskId")
        elsewhere = operation(region_id="cn-beijing", alarm_task_id="none")
        assert refusal(play, elsewhere)[1].startswith("InvalidRegionId.NotFound")


def test_modify() -> None:
    """What is not given stays; another condition is evaluated anew."""
    play = Cloud()
    alarm_id = create(play, description="first", alarm_actions=[play.rule(1)])
    play.rehearsal.tell(
        AlarmEvaluated(alarm_task_id=alarm_id, scaling_group_id=play.group, state="OK", evaluated_at=0)
    )
    play.ask(ModifyAlarm(**HERE, alarm_task_id=alarm_id, name="renamed"))
    (view,) = described(play)
    assert (view.name, view.description, view.state) == ("renamed", "first", "OK")
    assert len(view.alarm_actions) == 1
    play.ask(ModifyAlarm(**HERE, alarm_task_id=alarm_id, metric_name="LoadAverage", threshold=2))
    (view,) = described(play, metric_name="LoadAverage")
    assert (view.threshold, view.state) == (2, "INSUFFICIENT_DATA")
    told = [event.anew for event in play.rehearsal.recorded if isinstance(event, AlarmModified)]
    assert told == [False, True]
    assert described(play, metric_name="CpuUtilization") == []


def test_modify_what_was_described() -> None:
    """Clients send back the dimensions that Auto Scaling has filled in."""
    play = Cloud()
    alarm_id = create(play)
    (view,) = described(play)
    play.ask(ModifyAlarm(**HERE, alarm_task_id=alarm_id, dimensions=view.dimensions))
    assert described(play) == [view]


def test_modify_expressions() -> None:
    """They take the place of a single metric, and a single metric theirs."""
    play = Cloud()
    alarm_id = create(play)
    several = [{"metric_name": "LoadAverage", "threshold": 1}]
    play.ask(ModifyAlarm(**HERE, alarm_task_id=alarm_id, expressions=several))
    assert described(play, metric_name="CpuUtilization") == []
    play.ask(ModifyAlarm(**HERE, alarm_task_id=alarm_id, metric_name="CpuUtilization"))
    (view,) = described(play, metric_name="CpuUtilization")
    assert view.expressions == []


def test_the_type_stays() -> None:
    """It can be given, but not changed."""
    play = Cloud()
    alarm_id = create(play)
    same = ModifyAlarm(**HERE, alarm_task_id=alarm_id, metric_type="system")
    assert play.ask(same).alarm_task_id == alarm_id
    other = ModifyAlarm(**HERE, alarm_task_id=alarm_id, metric_type="custom", group_id=7)
    assert refusal(play, other) == refused("MetricType")


def test_delete() -> None:
    """Nothing of it is left."""
    play = Cloud()
    alarm_id = create(play)
    assert play.ask(DeleteAlarm(**HERE, alarm_task_id=alarm_id)).alarm_task_id == alarm_id
    assert described(play) == []
    late = AlarmEvaluated(
        alarm_task_id=alarm_id, scaling_group_id=play.group, state="OK", evaluated_at=0
    )
    play.rehearsal.tell(late)
    assert play.rehearsal.state.catalogue.alarms.things == {}


def test_switched_twice() -> None:
    """What is off already is not switched off again."""
    play = Cloud()
    alarm_id = create(play)
    for operation in (DisableAlarm, DisableAlarm, EnableAlarm, EnableAlarm):
        play.ask(operation(**HERE, alarm_task_id=alarm_id))
    names = [type(event).__name__ for event in play.rehearsal.recorded]
    assert names[-2:] == ["AlarmDisabled", "AlarmEnabled"]
    assert names.count("AlarmDisabled") == 1


def test_kept() -> None:
    """In the journal and in a snapshot, with what alarms are found by."""
    play = Cloud()
    create(play, name="kept")
    before = play.rehearsal.state
    adapter = TypeAdapter(State)
    play.rehearsal.restart()
    for again in (play.rehearsal.state, adapter.validate_json(adapter.dump_json(before))):
        assert again == before
        assert len(again.catalogue.alarms.find([("metric", "CpuUtilization")])) == 1
    assert any(isinstance(event, AlarmCreated) for event in play.rehearsal.recorded)
