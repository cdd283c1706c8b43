"""Logs, the templates of executions, the actions that there are, and the policies that they need."""

import ast
import json
from typing import Any

import pytest

from scalehook.template_engine.actions import ACTIONS
from scalehook.template_engine.library import product_actions
from scalehook_contracts.access_control.refusals import Explanation
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.oos import AssumeRoleNotExist
from scalehook_contracts.errors.ram import NoSuchPrincipal
from scalehook_contracts.template_engine.action_listing import GenerateExecutionPolicy, ListActions
from scalehook_contracts.template_engine.records import GetExecutionTemplate, ListExecutionLogs
from scalehook_contracts.template_engine.template_changes import CreateTemplate, UpdateTemplate
from support.orchestra import Orchestra

HEAD = "FormatVersion: OOS-2019-06-01\n"
CALL = "{Name: %s, Action: 'ACS::ExecuteAPI', Properties: {Service: %s, API: %s}}"


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def log(oos: Orchestra, execution: str, **more: Any) -> list[str]:
    """The messages."""
    command = ListExecutionLogs(execution_id=execution, **more)
    return [line.message for line in oos.rehearsal.ask(command).execution_logs]


def policy(oos: Orchestra, **given: Any) -> list[tuple[str, list[str]]]:
    """Effect and actions of the statements."""
    answer = json.loads(oos.rehearsal.ask(GenerateExecutionPolicy(**given)).policy)
    assert answer["Version"] == "1"
    return [(each["Effect"], each["Action"]) for each in answer["Statement"]]


def test_what_a_role_lacks() -> None:
    """Access control is asked action by action; the answer is a list in Python's notation."""
    asked = GenerateExecutionPolicy(template_name="ACS-ESS-LifeCycleRunCommand", ram_role="r")
    reply = Orchestra().rehearsal.ask(asked)
    questions = asked.questions(reply)
    assert asked.model_copy(update={"ram_role": ""}).questions(reply) == []
    assert {each.principal for each in questions} == {"role/r"}
    answers: list[Reply | ApiError] = [
        Explanation(**each.model_dump(), allowed=each.action.startswith("ess:"), reason="")
        for each in questions
    ]
    missing = ast.literal_eval(asked.completed(reply, answers).missing_policy)
    ecs = ["ecs:DescribeInvocationResults", "ecs:DescribeInvocations", "ecs:RunCommand"]
    assert missing == [{"Action": ecs, "ServiceName": "ecs", "Resources": "*"}]
    with pytest.raises(AssumeRoleNotExist):
        asked.completed(reply, [NoSuchPrincipal(name="r")])


def test_the_log_of_an_execution(oos: Orchestra) -> None:
    """What began and ended, in order, with the reasons; of one task alone, where it is named."""
    oos.template(f"Tasks: [{{Name: skip, Action: x, When: false}}, {CALL % ('call', 'ESS', 'X')}]")
    execution = oos.start()
    oos.rehearsal.advance(5)
    oos.answer(code="Busy", message="later")
    of_skip = ["The task skip started.", "The task skip was skipped."]
    of_call = ["The task call started.", "The task call failed. Busy message: later"]
    assert log(oos, execution) == of_skip + of_call
    assert log(oos, execution, task_execution_id=f"{execution}.t0020") == of_call
    last = oos.rehearsal.ask(ListExecutionLogs(execution_id=execution)).execution_logs[-1]
    assert (last.timestamp, last.log_type) == ("2026-01-01T00:00:05Z", "System")


def test_the_log_of_a_loop(oos: Orchestra) -> None:
    """Its items are over before it is, in the same moment too."""
    oos.template(f"Tasks: [{(CALL % ('t', 'ESS', 'X'))[:-1]}, Loop: {{Items: [1]}}}}]")
    execution = oos.start()
    oos.answer()
    said = oos.rehearsal.ask(ListExecutionLogs(execution_id=execution)).execution_logs
    words = [(line.task_execution_id[-5:], line.message.split()[-1]) for line in said]
    began = [("t0010", "started."), ("t0020", "started.")]
    assert words == [*began, ("t0020", "completed."), ("t0010", "completed.")]


def test_a_long_log_has_pages(oos: Orchestra) -> None:
    """Until none is left."""
    loop = f"{{Items: {list(range(11))}, Concurrency: 11}}"
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::Pause', Loop: {loop}}}]")
    execution = oos.start()
    page = oos.rehearsal.ask(ListExecutionLogs(execution_id=execution, max_results=10))
    assert (len(page.execution_logs), page.is_truncated) == (10, True)
    rest = ListExecutionLogs(execution_id=execution, max_results=10, next_token=page.next_token)
    page = oos.rehearsal.ask(rest)
    assert (len(page.execution_logs), page.is_truncated, page.next_token) == (2, False, "")


def test_a_log_hides_what_has_no_echo(oos: Orchestra) -> None:
    """A reason may quote it."""
    oos.template(f"Parameters: {{key: {{NoEcho: true}}}}\nTasks: [{CALL % ('call', 'ESS', 'X')}]")
    execution = oos.start(parameters='{"key": "secret"}')
    oos.answer(code="Bad", message="secret is wrong")
    assert log(oos, execution)[-1] == "The task call failed. Bad message: ****** is wrong"


def test_the_template_of_an_execution(oos: Orchestra) -> None:
    """In the version that it began in."""
    old, new = (f"{HEAD}Description: {text}\nTasks: [{CALL % ('t', 'ESS', 'X')}]" for text in "ab")
    oos.rehearsal.ask(CreateTemplate(template_name="Own", content=old))
    execution = oos.start("Own")
    oos.rehearsal.ask(UpdateTemplate(template_name="Own", content=new))
    answer = oos.rehearsal.ask(GetExecutionTemplate(execution_id=execution))
    assert (answer.content, answer.template.template_version) == (old, "v1")


def test_the_template_of_a_text(oos: Orchestra) -> None:
    """The text, under no name."""
    text = f"{HEAD}Tasks: [{CALL % ('t', 'ESS', 'X')}]"
    execution = oos.start("", template_content=text)
    answer = oos.rehearsal.ask(GetExecutionTemplate(execution_id=execution))
    assert (answer.content, answer.template.template_name) == (text, "")


@pytest.mark.parametrize("command", [ListExecutionLogs, GetExecutionTemplate])
def test_of_no_execution(oos: Orchestra, command: Any) -> None:
    """Refused."""
    with pytest.raises(ApiError) as caught:
        oos.rehearsal.ask(command(execution_id="exec-none"))
    assert caught.value.code == "EntityNotExists.Execution"


def test_the_actions_that_there_are(oos: Orchestra) -> None:
    """All that run here, by name; those that are templates with their parameters."""
    found = oos.rehearsal.ask(ListActions()).actions
    names = [action.oos_action_name for action in found]
    assert {name.lower() for name in names} == {*ACTIONS, *product_actions()}
    assert names == sorted(names)
    [run] = oos.rehearsal.ask(ListActions(oos_action_name="ECS::RunC")).actions
    assert (run.action_type, run.template_version) == ("Product.ECS", "v1")
    assert json.loads(run.properties)["commandContent"]["Type"] == "String"


def test_a_policy_has_what_all_tasks_call(oos: Orchestra) -> None:
    """Those of the templates that it executes, too; one statement per service."""
    oos.template(f"Tasks: [{CALL % ('t', 'SLB', 'Child')}]", "Child")
    content = f"""{HEAD}Tasks:
- {CALL % ("a", "ESS", "B")}
- {CALL % ("b", "ess", "A")}
- {CALL % ("c", "RDS", "'{{ ACS::RegionId }}'")}
- {{Name: d, Action: 'ACS::Template', Properties: {{TemplateName: Child}}}}
- {{Name: e, Action: 'ACS::Template', Properties: {{TemplateName: Nosuch}}}}
- {{Name: f, Action: 'ACS::ECS::RunCommand', Properties: {{}}}}
- {{Name: g, Action: 'ACS::SelectTargets', Properties: {{}}}}
"""
    run = ["DescribeInstances", "DescribeInvocationResults", "DescribeInvocations", "RunCommand"]
    assert policy(oos, template_content=content) == [
        ("Allow", [f"ecs:{api}" for api in run]),
        ("Allow", ["ess:A", "ess:B"]),
        ("Allow", ["rds:*"]),
        ("Allow", ["slb:Child"]),
    ]


@pytest.mark.parametrize(
    ("chosen", "more"),
    [("Times: 1", []), ("Tags: '{{ tags }}'", ["ecs"]), ("ResourceGroup: rg-1", ["ecs"])],
)
def test_a_policy_to_watch_a_metric(oos: Orchestra, chosen: str, more: list[str]) -> None:
    """CloudMonitor is asked, and ECS where it chooses the instances; for events, ECS alone."""

    def asked(action: str) -> list[tuple[str, list[str]]]:
        task = f"{{Name: a, Action: '{action}', Properties: {{{chosen}}}}}"
        head = f"{HEAD}Parameters: {{tags: {{Type: Json}}}}\n"
        return policy(oos, template_content=f"{head}Tasks: [{task}]")

    instances = [("Allow", [f"{service}:DescribeInstances"]) for service in more]
    assert asked("ACS::AlarmTrigger") == [("Allow", ["cms:DescribeMetricList"]), *instances]
    assert asked("ACS::EventTrigger") == instances


def test_a_policy_of_a_template_that_executes_itself(oos: Orchestra) -> None:
    """It ends."""
    own = "{Name: a, Action: 'ACS::Template', Properties: {TemplateName: T}}"
    oos.template(f"Tasks: [{own}, {CALL % ('b', 'ESS', 'X')}]")
    assert policy(oos, template_name="T") == [("Allow", ["ess:X"])]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "MissingTemplateName"),
        ({"template_name": "T", "template_content": "x"}, "InvalidParameter"),
        ({"template_name": "T"}, "EntityNotExists.Template"),
        ({"template_content": "x"}, "InvalidTemplate"),
    ],
)
def test_a_policy_of_no_template(oos: Orchestra, given: dict[str, Any], code: str) -> None:
    """Refused, as StartExecution does."""
    with pytest.raises(ApiError) as caught:
        policy(oos, **given)
    assert caught.value.code == code
