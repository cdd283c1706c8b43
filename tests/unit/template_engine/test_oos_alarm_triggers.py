"""Executions that wait for a metric to be out of its bounds."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.watching_effects import read_metric
from scalehook_contracts.cloud_monitor.datapoints import DescribeMetricList, MetricPage
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.cms import AccessForbidden, ResourceNotFound
from scalehook_contracts.fleet.instance_listing import InstancePage
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.notices import CancelExecution
from scalehook_contracts.template_engine.triggers import ReadMetric, RecordMetric
from support.orchestra import Orchestra

METRIC = "Namespace: acs_ess_dashboard, MetricName: CpuUtilization, Statistics: Average"
BOUND = "ComparisonOperator: GreaterThanThreshold, Threshold: 80"
GROUP = """Resources: '[{"scalingGroupId": "asg-1"}]'"""


@pytest.fixture
def oos() -> Orchestra:
    """An engine, at midnight."""
    return Orchestra()


def waiting(oos: Orchestra, more: str = "Times: 2", bound: str = BOUND) -> str:
    """An execution that waits for a group's load; what it starts gives the value."""
    outputs = "Outputs: {value: {Type: Number, ValueSelector: .curValue}}"
    properties = f"{METRIC}, {bound}, {GROUP}, {more}"
    task = f"{{Name: t, Action: 'ACS::AlarmTrigger', Properties: {{{properties}}}, {outputs}}}"
    oos.template(f"Tasks: [{task}]\nOutputs: {{value: {{Value: '{{{{ t.value }}}}'}}}}")
    return oos.start()


def measure(oos: Orchestra, *values: float | None, **error: str) -> None:
    """Minute by minute, so is the load of the group."""
    for value in values:
        oos.rehearsal.advance(60)
        key, read = oos.rehearsal.begun[-1]
        assert isinstance(read, ReadMetric)
        points = [{"timestamp": 1, "scalingGroupId": "asg-1", "Average": value}]
        answer = RecordMetric(
            task_execution_id=read.task_execution_id,
            due_at=read.due_at,
            points=points if value is not None else [],
            **error,
        )
        oos.rehearsal.settle(key, answer)


def told(oos: Orchestra, execution: str) -> list[float]:
    """The values that its children were started with."""
    command = ListExecutions(parent_execution_id=execution, sort_order="Ascending")
    return [json.loads(each.outputs)["value"] for each in oos.rehearsal.ask(command).executions]


@pytest.mark.parametrize(
    ("more", "values", "alarms"),
    [
        ("Times: 2", [90, 91, 92], [91]),
        ("Times: 2", [90, 10, 90, 91], [91]),
        ("Times: 2", [90, None, 90], []),
        ("Times: 1", [90, 91, 10, 92], [90, 92]),
        ("Times: 1, SilenceTime: 120", [90, 91, 92, 93], [90, 92]),
        ("Times: 1, SilenceTime: 0", [90, 91], [90, 91]),
        ("Times: 1, EffectiveInterval: '08:00-09:00'", [90], [90]),
        ("Times: 1, EffectiveInterval: '00:00-07:00'", [90], []),
        ("Times: 1, EffectiveInterval: '22:00-08:30'", [90], [90]),
        ("Period: 60", [90, 91, 92], [92]),
    ],
)
def test_out_of_bounds_for_long_enough(
    oos: Orchestra, more: str, values: list[float | None], alarms: list[float]
) -> None:
    """So many periods in a row, at times of day that count; again only after a silence or a recovery."""
    # proves: ACS::AlarmTrigger, Namespace, MetricName, Threshold, Period, Times, SilenceTime
    # proves: EffectiveInterval, Statistics, Resources
    execution = waiting(oos, more)
    measure(oos, *values[:1])
    oos.restart()
    measure(oos, *values[1:])
    assert told(oos, execution) == alarms
    assert oos.status(execution)[0] == "Waiting"


@pytest.mark.parametrize(
    ("operator", "value", "alarms"),
    [
        ("GreaterThanOrEqualToThreshold", 80, 1),
        ("GreaterThanThreshold", 80, 0),
        ("LessThanThreshold", 79, 1),
        ("LessThanOrEqualToThreshold", 80, 1),
        ("NotEqualToThreshold", 80, 0),
        ("EqualToThreshold", 80, 1),
    ],
)
def test_bounds(oos: Orchestra, operator: str, value: float, alarms: int) -> None:
    """As the comparison says."""
    # proves: ComparisonOperator
    execution = waiting(oos, "Times: 1", f"ComparisonOperator: {operator}, Threshold: '80'")
    measure(oos, value)
    assert len(told(oos, execution)) == alarms


@pytest.mark.parametrize(
    ("operator", "back", "earlier", "value", "alarms"),
    [
        ("GreaterThanYesterday", 86_400, 50, 61, 1),
        ("GreaterThanYesterday", 86_400, 50, 60, 0),
        ("GreaterThanYesterday", 86_400, 0, 60, 0),
        ("GreaterThanYesterday", 86_400, None, 60, 0),
        ("LessThanYesterday", 86_400, 50, 39, 1),
        ("LessThanYesterday", 86_400, 50, 61, 0),
        ("GreaterThanLastWeek", 604_800, -50, -39, 1),
        ("LessThanLastWeek", 604_800, 50, 40, 0),
        ("GreaterThanLastPeriod", 60, 50, 61, 1),
        ("LessThanLastPeriod", 60, 50, 39, 1),
    ],
)
def test_compared_with_what_was_before(
    oos: Orchestra, operator: str, back: int, earlier: float | None, value: float, alarms: int
) -> None:
    """The threshold is the rise, or the fall, in percent; what cannot be compared is in bounds."""
    execution = waiting(oos, "Times: 1", f"ComparisonOperator: {operator}, Threshold: 20")
    oos.rehearsal.advance(60)
    key, read = oos.rehearsal.begun[-1]
    assert isinstance(read, ReadMetric)
    assert read.looks_back == back
    there = {"scalingGroupId": "asg-1"}
    before = [] if earlier is None else [{**there, "timestamp": 1, "Average": earlier}]
    answer = RecordMetric(
        task_execution_id=read.task_execution_id,
        due_at=read.due_at,
        points=[{**there, "timestamp": 2, "Average": value}],
        earlier=before,
    )
    oos.rehearsal.settle(key, answer)
    assert len(told(oos, execution)) == alarms


async def test_both_periods_are_read() -> None:
    """The one that is over, and the one before it that it is compared with."""
    asked: list[Any] = []

    async def answer(command: Any, **_: Any) -> Any:
        asked.append(command)
        return MetricPage(period="60", datapoints=f'[{{"Average": {len(asked)}}}]')

    intent = ReadMetric(
        task_execution_id="t", execution_id="e", ram_role="", caller="root", hands_over=False,
        namespace="n", metric_name="m", dimensions="[]", period=60, due_at=86_520, looks_back=86_400,
    )  # fmt: skip
    outside = Outside(SimpleNamespace(call=answer), Settings(), "k", "")  # type: ignore[arg-type]  # a bus
    found = await read_metric(intent, outside)
    assert [(each.start_time, each.end_time) for each in asked] == [
        ("86459000", "86460000"),
        ("59000", "60000"),
    ]
    assert (found.points, found.earlier) == ([{"Average": 1}], [{"Average": 2}])


def test_a_message_is_transformed(oos: Orchestra) -> None:
    """Outputs are selected from what the transformer makes of the alarm."""
    made = "{curValue: '.curValue * 2', timestamp: $.timestamp}"
    execution = waiting(oos, f"Times: 1, OutputTransformer: {made}")
    measure(oos, 90)
    assert told(oos, execution) == [180]


@pytest.mark.parametrize(
    ("more", "bound", "why"),
    [
        ("Period: 20", BOUND, "multiple of 15"),
        ("Times: many", BOUND, "Times must be a number"),
        ("EffectiveInterval: always", BOUND, "as 00:00-23:59"),
        ("Tags: [{Value: a}]", BOUND, "Tags must be a list"),
        ("Tags: [{Key: a, Value: 1}]", BOUND, "Tags must be a list"),
        ("Tags: text", BOUND, "Tags must be a list"),
        ("ResourceGroup: [a]", BOUND, "ResourceGroup must be a text"),
        ("OutputTransformer: text", BOUND, "must be an object"),
        ("Resources: 1", BOUND, "list of objects"),
        ("Resources: [{instanceId: [i-1]}]", BOUND, "list of objects"),
        ("Statistics: Mean", BOUND, "Statistics must be one of"),
        ("Statistics: [Average]", BOUND, "Statistics must be one of"),
        (
            "NoEffectiveInterval: '00:00-01:00'",
            BOUND,
            "NoEffectiveInterval of a trigger",
        ),
        ("Resources: '['", BOUND, "no JSON"),
        ("MetricName: ''", BOUND, "MetricName must be given"),
        ("Times: 1", "ComparisonOperator: Odd, Threshold: 1", "must be one of"),
        ("Times: 1", "ComparisonOperator: LessThanThreshold, Threshold: x", "no number"),
        ("Times: 1", "ComparisonOperator: LessThanThreshold, Threshold: NaN", "no number"),
        ("Times: 1", "ComparisonOperator: LessThanThreshold, Threshold: '-inf'", "no number"),
        ("Times: 1", "ComparisonOperator: LessThanThreshold, Threshold: true", "no number"),
        ("Times: 1", "ComparisonOperator: LessThanThreshold, Threshold: [1]", "no number"),
    ],
)
def test_what_is_no_alarm_fails(oos: Orchestra, more: str, bound: str, why: str) -> None:
    """With the reason."""
    assert why in oos.status(waiting(oos, more, bound))[1]


def test_how_often_it_looks(oos: Orchestra) -> None:
    """Once in an interval, at the period that ends then."""
    # proves: Interval
    waiting(oos, "Interval: 300, Period: 60")
    oos.rehearsal.advance(900)
    looks = [read for _, read in oos.rehearsal.begun]
    assert all(isinstance(read, ReadMetric) and read.period == 60 for read in looks)
    moments = [read.due_at for read in looks if isinstance(read, ReadMetric)]
    assert [at - moments[0] for at in moments] == [0, 300, 600]


def test_who_may_not_read_the_metric_does_not_wait(oos: Orchestra) -> None:
    """The execution fails with the error."""
    execution = waiting(oos)
    measure(oos, None, error_code="AccessForbidden", error_message="no")
    assert oos.status(execution) == ("Failed", "AccessForbidden message: no")


def test_cancelled_it_looks_no_more(oos: Orchestra) -> None:
    """Nor does a late answer start anything."""
    execution = waiting(oos, "Times: 1")
    oos.rehearsal.advance(60)
    [(key, read)] = oos.rehearsal.begun
    assert isinstance(read, ReadMetric)
    oos.rehearsal.ask(CancelExecution(execution_id=execution))
    late = RecordMetric(
        task_execution_id=read.task_execution_id,
        due_at=60,
        points=[{"scalingGroupId": "asg-1", "Average": 99}],
    )
    oos.rehearsal.settle(key, late)
    oos.rehearsal.ask(late)
    oos.rehearsal.advance(600)
    assert (told(oos, execution), len(oos.rehearsal.begun)) == ([], 1)


@pytest.mark.parametrize(
    ("more", "chosen"),
    [
        ("Tags: [{Key: a, Value: b}, {Key: c}]", {"Tags": [{"Key": "a", "Value": "b"}, {"Key": "c"}]}),
        (
            "Tags: {a: b}, ResourceGroup: rg-1",
            {"Tags": [{"Key": "a", "Value": "b"}], "ResourceGroupId": "rg-1"},
        ),
        ("Tags: [], ResourceGroup: ''", {}),
    ],
)
def test_instances_that_are_chosen(oos: Orchestra, more: str, chosen: dict[str, Any]) -> None:
    """By their tags and their resource group: those that ECS is asked for."""
    # proves: Tags, ResourceGroup
    waiting(oos, more)
    oos.rehearsal.advance(60)
    [(_, read)] = oos.rehearsal.begun
    assert isinstance(read, ReadMetric)
    assert read.chosen == chosen


@pytest.mark.parametrize("refusal", [None, ResourceNotFound(), AccessForbidden()])
async def test_the_metric_is_read_for_its_execution(refusal: ApiError | None) -> None:
    """The period that is over, as the execution's caller; a metric that nobody has is no error."""
    asked: list[Any] = []

    async def answer(command: Any, **_: Any) -> Any:
        asked.append(command)
        if refusal is not None:
            raise refusal
        return MetricPage(period="60", datapoints='[{"Average": 1}]')

    intent = ReadMetric(
        task_execution_id="t", execution_id="e", ram_role="", caller="root", hands_over=False,
        namespace="n", metric_name="m", dimensions="[]", period=60, due_at=120,
    )  # fmt: skip
    outside = Outside(SimpleNamespace(call=answer), Settings(), "k", "")  # type: ignore[arg-type]  # a bus
    found = await read_metric(intent, outside)
    assert isinstance(asked[0], DescribeMetricList)
    assert (asked[0].start_time, asked[0].end_time) == ("59000", "60000")
    assert found.points == ([] if refusal else [{"Average": 1}])
    assert found.error_code == ("AccessForbidden" if isinstance(refusal, AccessForbidden) else "")


async def test_who_may_not_see_the_chosen_instances() -> None:
    """The answer is ECS's refusal; it is asked for the instances that have a point, page by page."""
    asked: list[Any] = []
    points = [{"instanceId": f"i-{number}", "Average": 1} for number in range(150)]

    async def answer(command: Any, **_: Any) -> Any:
        if isinstance(command, DescribeMetricList):
            return MetricPage(period="60", datapoints=json.dumps([*points, {"userId": "1"}]))
        asked.append(command)
        if len(asked) == 2:
            raise AccessForbidden()
        return InstancePage(total_count=0, page_number=1, page_size=100, instances=[])

    intent = ReadMetric(
        task_execution_id="t", execution_id="e", ram_role="", caller="root", hands_over=False,
        namespace="n", metric_name="m", dimensions="[]", period=60, due_at=120,
        chosen={"Tags": [{"Key": "a", "Value": "b"}]},
    )  # fmt: skip
    outside = Outside(SimpleNamespace(call=answer), Settings(), "k", "")  # type: ignore[arg-type]  # a bus
    found = await read_metric(intent, outside)
    assert [len(json.loads(command.instance_ids)) for command in asked] == [100, 50]
    assert [(tag.key, tag.value) for tag in asked[0].tags] == [("a", "b")]
    assert (found.points, found.error_code) == ([], "AccessForbidden")
