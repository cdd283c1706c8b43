"""Executions and tasks are found by when they ran, and by all that is said of them."""

from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.tasks import ListTaskExecutions
from scalehook_contracts.template_engine.template_listing import ListTemplates
from support.orchestra import Orchestra

CALL = "{Name: call, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}}"
PARENT = "{Name: t, Action: 'ACS::Template', Properties: {TemplateName: %s}}"
DAY = 86_400


@pytest.fixture(scope="module")
def oos() -> Orchestra:
    """An execution on the first of January, one on the second with a child and a grandchild, and one on
    the third that has not ended.
    """
    engine = Orchestra()
    engine.template(f"Tasks: [{CALL}]", "Leaf")
    engine.template(f"Tasks: [{PARENT % 'Leaf'}]", "Middle")
    engine.template(f"Tasks: [{PARENT % 'Middle'}]", "Root")
    engine.start("Leaf", tags='{"a": "1", "b": "2"}', description="the first one")
    engine.answer({})
    engine.rehearsal.advance(DAY)
    engine.start("Root", resource_group_id="rg-1")
    engine.answer(code="Busy", message="later")
    engine.rehearsal.advance(DAY)
    engine.template("Tasks: [{Name: t, Action: 'ACS::TimerTrigger'}, " + CALL + "]", "Timer")
    engine.start("Timer")
    engine.start("Leaf")
    return engine


def names(oos: Orchestra, **filters: Any) -> list[str]:
    """The templates of the executions that are found, oldest first."""
    found = oos.rehearsal.ask(ListExecutions(sort_order="Ascending", **filters)).executions
    return [each.template_name for each in found]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Leaf", "Root", "Timer", "Leaf"]),
        ({"depth": "RootDepth"}, ["Leaf", "Root", "Timer", "Leaf"]),
        ({"depth": "FirstChildDepth"}, ["Middle"]),
        ({"include_child_execution": True}, ["Leaf", "Root", "Middle", "Leaf", "Timer", "Leaf"]),
        ({"start_date_after": "2026-01-02T00:00:00Z"}, ["Root", "Timer", "Leaf"]),
        ({"start_date_after": "2026-01-02"}, ["Root", "Timer", "Leaf"]),
        ({"start_date_before": "2026-01-02T00:00:00Z"}, ["Leaf", "Root"]),
        ({"start_date_before": "2026-01-01T23:59:59Z"}, ["Leaf"]),
        ({"start_date_after": "2020-01-01", "start_date_before": "2020-01-02"}, []),
        ({"end_date_before": "2026-01-02T00:00:00Z"}, ["Leaf", "Root"]),
        ({"end_date_after": "2026-01-01T00:00:01Z"}, ["Root", "Timer"]),
        ({"executed_by": "root(1234567890123456)"}, ["Leaf", "Root", "Timer", "Leaf"]),
        ({"executed_by": "root(1)"}, []),
        ({"description": "first"}, ["Leaf"]),
        ({"resource_group_id": "rg-1"}, ["Root"]),
        ({"tags": '{"a": "1"}'}, ["Leaf"]),
        ({"tags": '{"a": "2"}'}, []),
        ({"category": "TimerTrigger"}, ["Timer"]),
        ({"categories": '["TimerTrigger", "Other"]'}, ["Leaf", "Root", "Timer", "Leaf"]),
        ({"categories": '["AlarmTrigger"]'}, []),
    ],
)
def test_filters(oos: Orchestra, filters: dict[str, Any], found: list[str]) -> None:
    """Times count with the second that is named; what runs has no end."""
    assert names(oos, **filters) == found


@pytest.mark.parametrize(
    "filters",
    [
        {"depth": "RootDepth", "include_child_execution": True},
        {"category": "Other", "categories": '["Other"]'},
        {"categories": "Other"},
        {"categories": '["Timer"]'},
        {"tags": "[]"},
    ],
)
def test_filters_that_are_none(oos: Orchestra, filters: dict[str, Any]) -> None:
    """Two that exclude each other, and texts that are no JSON."""
    with pytest.raises(ApiError) as caught:
        names(oos, **filters)
    assert caught.value.code == "InvalidParameter"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, True),
        ({"status": "Failed", "depth": "FirstChildDepth", "mode": "Automatic"}, True),
        ({"status": "Success"}, False),
        ({"mode": "Debug"}, False),
        ({"ram_role": "other"}, False),
        ({"depth": "RootDepth"}, False),
        ({"template_name": "Leaf"}, False),
        ({"start_date_after": "2026-01-03"}, False),
        ({"parent_execution_id": "exec-other"}, False),
    ],
)
def test_an_execution_by_its_id(oos: Orchestra, filters: dict[str, Any], found: bool) -> None:
    """A child as well, if it is all else that is asked for."""
    [child] = oos.rehearsal.ask(ListExecutions(depth="FirstChildDepth")).executions
    assert names(oos, execution_id=child.execution_id, **filters) == ["Middle"] * found


@pytest.mark.parametrize("kind", [ListExecutions, ListTaskExecutions])
def test_statuses_that_lists_may_be_asked_for(oos: Orchestra, kind: Any) -> None:
    """All that are documented: those that nothing has here, too. Another word is a mistake."""
    for status in ("Started", "Queued", "Pending", "Skipped"):
        found = oos.rehearsal.ask(build(kind, {"Status": status}))
        assert not getattr(found, "executions", getattr(found, "task_executions", []))
    for wrong in ("Sucess", "running", "\x00"):
        with pytest.raises(ApiError, match="Status"):
            build(kind, {"Status": wrong})


def test_what_is_told_of_an_execution(oos: Orchestra) -> None:
    """Counters of its tasks, with those that are 0; its resource group and its category."""
    [seen] = oos.rehearsal.ask(ListExecutions(resource_group_id="rg-1")).executions
    assert seen.counters == {"Total": 1, "Success": 0, "Failed": 1}
    assert (seen.resource_group_id, seen.category) == ("rg-1", "Other")
    assert (seen.create_date, seen.update_date) == ("2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z")


def test_parents_and_changes() -> None:
    """One started below another makes that a parent; each task that begins or ends is a change."""
    engine = Orchestra()
    pause = "{Name: p, Action: 'ACS::Pause'}"
    engine.template(f"Tasks: [{CALL}, {pause}]")
    above = engine.start()
    below = engine.start(parent_execution_id=above)

    def seen(execution: str) -> tuple[bool, str]:
        [found] = engine.rehearsal.ask(ListExecutions(execution_id=execution)).executions
        return found.is_parent, found.update_date

    assert seen(above) == (True, "2026-01-01T00:00:00Z")
    engine.rehearsal.advance(DAY)
    engine.answer({})
    assert seen(above) == (True, "2026-01-02T00:00:00Z")
    assert seen(below) == (False, "2026-01-01T00:00:00Z")


def test_what_a_loop_tells(oos: Orchestra) -> None:
    """Its items, and how many have come to what."""
    engine = Orchestra()
    loop = "Loop: {Items: [a, b, c, d], RateControl: {Concurrency: 3, MaxErrors: 4}}"
    engine.template(f"Tasks: [{CALL[:-1]}, {loop}}}]")
    execution = engine.start()
    engine.answer({})
    engine.answer(code="Busy", message="later")
    [task] = engine.tasks(execution)
    assert task.loop == {
        "Items": ["a", "b", "c", "d"], "Total": 4, "Success": 1, "Failed": 1, "Running": 2,
    }  # fmt: skip


def test_tasks_by_what_they_are(oos: Orchestra) -> None:
    """By name, action in any letter case, status, id and order; items of a loop by their parent."""
    engine = Orchestra()
    loop = "Loop: {Items: [a, b]}"
    engine.template(f"Tasks: [{{Name: first, {CALL[13:]}, {{Name: second, {CALL[13:-1]}, {loop}}}]")
    execution = engine.start()
    engine.answer({})
    engine.answer(code="Busy", message="later")

    def found(**filters: Any) -> list[str]:
        return [f"{each.task_name} {each.status}" for each in engine.tasks(execution, **filters)]

    assert found() == ["first Success", "second Failed"]
    assert found(task_name="second", include_child_task_execution=True) == ["second Failed"] * 2
    assert found(task_action="acs::executeapi", status="Success") == ["first Success"]
    assert found(sort_field="Status") == ["second Failed", "first Success"]
    assert found(sort_field="EndDate") == ["first Success", "second Failed"]
    assert found(status="Waiting") == found(task_name="third") == found(task_action="ACS::Sleep") == []
    [_, parent] = engine.tasks(execution)
    assert found(task_execution_id=parent.task_execution_id) == ["second Failed"]
    assert found(parent_task_execution_id=parent.task_execution_id) == ["second Failed"]
    assert engine.tasks("", parent_task_execution_id=parent.task_execution_id)[0].loop_item == "a"


@pytest.mark.parametrize("of_one", [True, False])
def test_tasks_by_time(oos: Orchestra, of_one: bool) -> None:
    """Of one execution, and of all."""
    [first] = oos.rehearsal.ask(ListExecutions(description="first")).executions
    execution = first.execution_id if of_one else ""
    assert oos.tasks(execution, start_date_after="2026-01-01", end_date_before="2025-12-31") == []
    [task] = oos.tasks(execution, end_date_before="2026-01-01T00:00:00Z")
    assert task.execution_id == first.execution_id


@pytest.mark.parametrize(
    "date", ["2026-13-01", "2026-02-30", "2026-01-01T25:00:00Z", "2026-01-01T00:00"]
)
def test_what_is_no_date(date: str) -> None:
    """Is refused: nothing is before or after it."""
    for kind in (ListExecutions, ListTaskExecutions):
        with pytest.raises(ApiError, match="StartDateAfter"):
            build(kind, {"ExecutionId": "exec-1", "StartDateAfter": date})
    for name in ("CreatedDateAfter", "CreatedDateBefore"):
        with pytest.raises(ApiError, match=name):
            build(ListTemplates, {name: date})
