"""Executions come to an end, whatever is wrong with their templates, and take everything once."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scalehook.template_engine import actions, library
from scalehook.template_engine.actions.action import Action
from scalehook.template_engine.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import ListExecutions, StartExecution
from scalehook_contracts.template_engine.tasks import RecordApiAnswer, RetryTask
from scalehook_contracts.template_engine.templates import (
    GetTemplate,
    RegisterPublicTemplates,
    TemplateRegistered,
)
from support.orchestra import Orchestra

PUBLIC = "ACS-ESS-LifeCycleRunCommand"
CALL = "{Name: one, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}}"
SECOND = CALL.replace("one", "two")
WAIT = "Name: one, Action: 'ACS::WaitFor'"
NONE_DESIRED = "Service: ESS, API: X, NotDesiredValues: 1"
ASKED = "Service: ESS, API: X, PropertySelector: .State"


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


@pytest.mark.parametrize("link", ["OnSuccess", "OnError"])
def test_a_link_to_a_task_that_is_not_there(oos: Orchestra, link: str) -> None:
    """Ends the execution, and says which task is missing."""
    oos.template(f"Tasks: [{CALL[:-1]}, {link}: nosuch}}]")
    execution = oos.start()
    oos.answer({}, code="" if link == "OnSuccess" else "Some.Error")
    assert oos.status(execution) == ("Failed", "there is no task nosuch")


@pytest.mark.parametrize("step", ["begin", "take"])
def test_an_action_that_crashes_fails_its_task(
    oos: Orchestra, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The execution is over, and its message says that it was the engine's fault."""

    def crash(*_: Any) -> Any:
        raise ZeroDivisionError("of the engine")

    action = actions.ACTIONS["acs::executeapi"]
    broken = Action(crash, action.take) if step == "begin" else Action(action.begin, crash)
    monkeypatch.setitem(actions.ACTIONS, "acs::executeapi", broken)
    oos.template(f"Tasks: [{CALL}]")
    execution = oos.start()
    if step == "take":
        oos.answer({})
    status, message = oos.status(execution)
    assert status == "Failed"
    assert message.startswith("InternalError")


@pytest.mark.parametrize(
    "task",
    [
        f"{{{WAIT}, Properties: {{{ASKED}, StopRetryValues: 5, DesiredValues: 7}}, Retries: 0}}",
        f"{{{WAIT}, Properties: {{{ASKED}, StopRetryValues: {{a: b}}, DesiredValues: No}}, Retries: 0}}",
        f"{{{WAIT}, Properties: {{{NONE_DESIRED}, PropertySelector: {{a: b}}}}, Retries: 0}}",
        f"{{{WAIT}, Properties: {{{NONE_DESIRED}, PropertySelector: '[range(1e9)]'}}}}",
        "{Name: one, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X},"
        " Outputs: {a: {ValueSelector: '[range(1e9)]'}}}",
    ],
)
def test_properties_of_any_shape(oos: Orchestra, task: str) -> None:
    """Values that should be lists, selectors that do not end: the task fails, with a message."""
    oos.template(f"Tasks: [{task}]")
    execution = oos.start()
    oos.answer({"State": "Running"})
    status, message = oos.status(execution)
    assert (status, bool(message)) == ("Failed", True)


@pytest.mark.parametrize("action", ["WaitFor", "CheckFor"])
@pytest.mark.parametrize("given", ["DesiredValues: 5", "PropertySelector: .State"])
def test_a_check_without_what_it_needs(oos: Orchestra, action: str, given: str) -> None:
    """Fails at once, and calls nothing."""
    properties = f"Service: ESS, API: X, {given}"
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::{action}', Properties: {{{properties}}}}}]")
    status, message = oos.status(oos.start())
    assert (status, "must be given" in message, oos.calls()) == ("Failed", True, [])


@pytest.mark.parametrize(
    ("selector", "desired"),
    [("1.0", "[1]"), ("false", "['false']"), ('{"b":1,"a":[true]}', "[{a: ['true'], b: 1}]")],
)
def test_values_that_print_the_same(oos: Orchestra, selector: str, desired: str) -> None:
    """Are the same."""
    asked = f"Service: ESS, API: X, PropertySelector: '.|{selector}', DesiredValues: {desired}"
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::CheckFor', Properties: {{{asked}}}}}]")
    execution = oos.start()
    oos.answer({})
    assert oos.status(execution) == ("Success", "")


def test_a_value_that_stands_alone_is_a_list_of_one(oos: Orchestra) -> None:
    """`DesiredValues: Running`."""
    oos.template(f"Tasks: [{{{WAIT}, Properties: {{{ASKED}, DesiredValues: Running}}}}]")
    execution = oos.start()
    oos.answer({"State": "Running"})
    assert oos.status(execution)[0] == "Success"


@pytest.mark.parametrize("concurrency", ["1e999", "inf%", "nan", "x", "-1e400", "true"])
def test_rate_controls_of_any_shape(oos: Orchestra, concurrency: str) -> None:
    """A number that is none ends the loop with a message."""
    oos.template(
        f"""
        Tasks:
          - Name: one
            Action: ACS::ExecuteAPI
            Properties: {{Service: ESS, API: X}}
            Loop: {{Items: [1, 2], RateControl: {{Concurrency: '{concurrency}'}}}}
        """
    )
    execution = oos.start()
    assert oos.status(execution)[0] == "Failed"
    assert [run.status for run in oos.tasks(execution)] == ["Failed"]


@pytest.mark.parametrize("field", ["Delay: 1e18", "BackOff: 1e300", "Delay: -1", "Retries: 301"])
def test_waits_that_are_too_long(oos: Orchestra, field: str) -> None:
    """Are refused at the start: no timer could be set."""
    oos.template(f"Tasks: [{{{WAIT}, DelayType: Linear, {field}, Properties: {{{ASKED}}}}}]")
    with pytest.raises(ApiError) as caught:
        oos.start()
    assert caught.value.code == "InvalidParameter"


def test_templates_that_call_each_other_a_million_times(oos: Orchestra) -> None:
    """One message begins so many tasks and no more: all that it began comes to an end."""
    oos.template(
        """
        Parameters: {items: {Type: List, Default: []}}
        Tasks:
          - Name: one
            Action: ACS::Template
            Properties: {TemplateName: T, Parameters: {items: '{{ items }}'}}
            Loop: {Items: '{{ items }}', RateControl: {Concurrency: 1000, MaxErrors: 100%}}
        """
    )
    execution = oos.start(parameters=json.dumps({"items": list(range(1000))}))
    status, message = oos.status(execution)
    assert (status, "too much" in message) == ("Failed", True)
    executions = oos.rehearsal.state.executions.values()
    assert all(each.over for each in executions)
    assert all(run.over for each in executions for run in each.tasks.values())


def test_a_thousand_instances_at_once(oos: Orchestra) -> None:
    """The largest loop, all at a time, with a script of 16 KB each, is not too much."""
    given = {
        "instanceIds": [f"i-bp1{number:017}" for number in range(1000)],
        "lifecycleHookId": "ash-1",
        "lifecycleActionToken": "token",
        "commandContent": "x" * 16_384,
        "rateControl": {"Mode": "Concurrency", "Concurrency": 1000, "MaxErrors": 0},
    }
    oos.start("ACS-ESS-LifeCycleRunCommand", parameters=json.dumps(given))
    assert len(oos.calls()) == 1000


@pytest.mark.parametrize("parent", ["exec-none", "\x00", "x" * 5000])
def test_a_parent_that_is_not_there(oos: Orchestra, parent: str) -> None:
    """Is refused with the documented code."""
    oos.template(f"Tasks: [{CALL}]")
    with pytest.raises(ApiError) as caught:
        oos.start(parent_execution_id=parent)
    assert caught.value.code == "EntityNotExists.Execution"


def test_parents_of_any_template_and_state(oos: Orchestra) -> None:
    """An execution may be started below any other, three levels deep and no deeper."""
    oos.template(f"Tasks: [{CALL}]")
    oos.template("Tasks: [{Name: t, Action: 'ACS::Template', Properties: {TemplateName: T}}]", name="U")
    first = oos.start()
    oos.answer({})
    second = oos.start("U", parent_execution_id=first)
    oos.answer({})
    assert oos.status(second)[0] == "Success"
    third = oos.start("U", parent_execution_id=second)
    assert "levels" in oos.status(third)[1]
    with pytest.raises(ApiError) as caught:
        oos.start(parent_execution_id=third)
    assert caught.value.code == "InvalidParameter"


def test_a_start_that_comes_before_the_templates() -> None:
    """At the very first start a request may overtake what makes the public templates known."""
    rehearsal = Rehearsal(replace(SERVICE, first=None))
    parameters = json.dumps(
        {"instanceIds": ["i-1"], "lifecycleHookId": "h", "lifecycleActionToken": "t"}
    )
    command = StartExecution(template_name=PUBLIC, parameters=parameters)
    first = rehearsal.ask(command).execution
    assert first.status == "Running"
    assert rehearsal.ask(GetTemplate(template_name=PUBLIC)).template.share_type == "Public"
    for _ in range(2):
        rehearsal.ask(RegisterPublicTemplates())
    registered = [e for e in rehearsal.recorded if isinstance(e, TemplateRegistered)]
    assert sorted(e.template_name for e in registered) == sorted(library.public_templates())
    assert rehearsal.ask(command).execution.template_version == first.template_version


def test_a_public_template_that_is_none_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The others are known all the same."""
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "Broken.yml").write_text("a: [")
    (tmp_path / "public" / "Good.yml").write_text(f"FormatVersion: OOS-2019-06-01\nTasks: [{CALL}]")
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    library.public_templates.cache_clear()
    try:
        rehearsal = Rehearsal(SERVICE)
    finally:
        library.public_templates.cache_clear()
    registered = [e for e in rehearsal.recorded if isinstance(e, TemplateRegistered)]
    assert [e.template_name for e in registered] == ["Good"]


def test_what_comes_twice_has_one_effect(oos: Orchestra) -> None:
    """Starts, answers and ends of waits, sent again under their own ids or late."""
    oos.template(f"Tasks: [{{{WAIT}, Properties: {{{ASKED}, DesiredValues: Done}}}}, {SECOND}]")
    command = StartExecution(template_name="T", client_token="c")
    first = oos.rehearsal.ask(command, message_id="start").execution.execution_id
    assert oos.rehearsal.ask(command, message_id="start").execution.execution_id == first
    assert oos.rehearsal.ask(command).execution.execution_id == first
    task = oos.calls()[0].task_execution_id
    running = RecordApiAnswer(task_execution_id=task, body={"State": "Running"})
    for _ in range(2):
        oos.rehearsal.play(running, message_id="answer")
    assert oos.rehearsal.state.task(task).tries == 1
    oos.answered += 1
    oos.rehearsal.advance(2)
    oos.answer({"State": "Done"})
    late = len(oos.rehearsal.recorded)
    oos.rehearsal.ask(RecordApiAnswer(task_execution_id=task, body={"State": "Done"}))
    oos.rehearsal.ask(RetryTask(task_execution_id=task))
    assert len(oos.rehearsal.recorded) == late
    oos.answer({})
    assert oos.status(first)[0] == "Success"
    oos.rehearsal.ask(RecordApiAnswer(task_execution_id=f"{first}.t0020", body={}))
    assert len(oos.ended()) == 1


@pytest.mark.parametrize(
    "fields",
    [{"next_token": "x"}, {"next_token": "9" * 5000}, {"next_token": "-1"}, {"next_token": "１"},
     {"template_name": "x" * 10_000}, {"execution_id": "none"}],
)  # fmt: skip
def test_lists_with_odd_values(oos: Orchestra, fields: dict[str, str]) -> None:
    """Nothing is found, or the token is refused."""
    oos.template(f"Tasks: [{CALL}]")
    oos.start()
    try:
        assert not oos.rehearsal.ask(ListExecutions(**fields)).executions  # type: ignore[arg-type]
    except ApiError as refusal:
        assert (refusal.code, "next_token" in fields) == ("InvalidParameter", True)


def test_an_unknown_parameter_of_any_name(oos: Orchestra) -> None:
    """The refusal itself can be sent."""
    oos.template(f"Tasks: [{CALL}]")
    for name in ('"\\ud800"', '"{x}"', '"\\u0000"', '"' + "x" * 100_000 + '"'):
        with pytest.raises(ApiError) as caught:
            oos.start(parameters=f"{{{name}: 1}}")
        assert caught.value.code == "InvalidParameter"
        caught.value.body().model_dump_json()
