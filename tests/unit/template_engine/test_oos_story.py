"""The public template of the story, with every API answered by hand."""

import base64
import json
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.templates import (
    GetTemplate,
    RegisterTemplate,
    TemplateRegistered,
)
from support.orchestra import Orchestra

NAME = "ACS-ESS-LifeCycleRunCommand"
OUTPUT = base64.b64encode(b"Complete!\n").decode()
CONTINUE = "CompleteLifecycleActionForContinue"
ABANDON = "CompleteLifecycleActionForAbandon"


@pytest.fixture
def oos() -> Orchestra:
    """An engine with its public templates."""
    return Orchestra()


def start(oos: Orchestra, *instances: str, **more: Any) -> str:
    given = {
        "regionId": "cn-hangzhou",
        "instanceIds": list(instances) or ["i-1"],
        "lifecycleHookId": "ash-1",
        "lifecycleActionToken": "TOKEN",
        "commandContent": "echo {{ not.anExpression }}",
        **more,
    }
    return oos.start(NAME, parameters=json.dumps(given))


def invocation(status: str) -> dict[str, Any]:
    return {"Invocations": {"Invocation": [{"InvokeStatus": status}]}}


def result(code: int = 0) -> dict[str, Any]:
    one = {"Output": OUTPUT, "ExitCode": code}
    return {"Invocation": {"InvocationResults": {"InvocationResult": [one]}}}


def run_script(oos: Orchestra, code: int = 0) -> None:
    """The four calls of one ACS::ECS::RunCommand."""
    oos.answer({"InvokeId": "t-1"})
    oos.answer(invocation("Finished"))
    oos.answer(result(code))
    oos.answer(result(code))


def test_a_script_that_succeeds(oos: Orchestra) -> None:
    """The wait is continued, the output is the execution's."""
    execution = start(oos)
    [call] = oos.calls()
    assert (call.service, call.api, call.ram_role) == ("ECS", "RunCommand", "OOSServiceRole")
    assert call.parameters["CommandContent"] == "echo {{ not.anExpression }}"
    assert call.parameters["InstanceIds"] == ["i-1"]
    run_script(oos)
    [call] = oos.calls()
    assert (call.service, call.api) == ("ESS", "CompleteLifecycleAction")
    assert call.parameters["LifecycleActionResult"] == "CONTINUE"
    oos.answer({})
    assert oos.status(execution) == ("Success", "")
    assert [t.task_name for t in oos.tasks(execution)] == ["runCommand", CONTINUE]
    assert oos.ended()[-1].outputs == {"commandOutputs": ["Complete!\n"]}


@pytest.mark.parametrize("given", ["ABANDON", "ROLLBACK"])
def test_a_script_that_fails(oos: Orchestra, given: str) -> None:
    """The wait is ended with lifecycleActionResult; the execution is Failed all the same."""
    execution = start(oos, lifecycleActionResult=given)
    run_script(oos, code=1)
    [call] = oos.calls()
    assert call.parameters["LifecycleActionResult"] == given
    oos.answer({})
    status, message = oos.status(execution)
    assert status == "Failed"
    assert "desired is [0]" in message
    assert [t.task_name for t in oos.tasks(execution)] == ["runCommand", ABANDON]


def test_without_the_policy(oos: Orchestra) -> None:
    """Both refusals are visible in their tasks; the execution tells the last one."""
    execution = start(oos)
    oos.answer(code="Forbidden.RAM", message="User not authorized.")
    oos.answer(code="Forbidden.Unauthorized", message="A required authorization is not supplied.")
    first, second = oos.tasks(execution)
    assert "Forbidden.RAM" in first.status_message
    assert "Forbidden.Unauthorized" in second.status_message
    assert oos.status(execution)[1] == second.status_message


@pytest.mark.parametrize("status", ["Failed", "Stopped"])
def test_a_script_that_timed_out_is_not_waited_for(oos: Orchestra, status: str) -> None:
    """Its status stops the retries."""
    execution = start(oos)
    oos.answer({"InvokeId": "t-1"})
    oos.answer(invocation(status))
    [call] = oos.calls()
    assert call.parameters["LifecycleActionResult"] == "ABANDON"
    oos.answer({})
    assert oos.status(execution)[0] == "Failed"


def test_a_long_script_is_asked_for_ever_less_often(oos: Orchestra) -> None:
    """After 2, 4, 8 … seconds, at most every 300."""
    start(oos)
    oos.answer({"InvokeId": "t-1"})
    for wait in (2, 4, 8, 16, 32, 64, 128, 256, 300, 300):
        oos.answer(invocation("Running"))
        oos.rehearsal.advance(wait - 1)
        assert oos.calls() == []
        oos.rehearsal.advance(1)
        assert len(oos.calls()) == 1


def test_several_instances_run_at_once(oos: Orchestra) -> None:
    """Ten at a time; outputs keep their order; items are children of the loop's task."""
    names = [f"i-{number}" for number in range(12)]
    execution = start(oos, *names)
    assert [call.parameters["InstanceIds"] for call in oos.calls()] == [[n] for n in names[:10]]
    assert len(oos.tasks(execution)) == 1
    items = oos.tasks(execution, include_child_task_execution=True)[1:]
    assert [task.loop_item for task in items] == names[:10]
    while oos.calls():
        call = oos.calls()[0]
        if call.api == "RunCommand":
            oos.answer({"InvokeId": call.parameters["InstanceIds"][0]})
        elif call.api == "DescribeInvocations":
            oos.answer(invocation("Finished"))
        elif call.api == "DescribeInvocationResults":
            oos.answer(result())
        else:
            oos.answer({})
    assert oos.status(execution)[0] == "Success"
    assert oos.ended()[-1].outputs == {"commandOutputs": ["Complete!\n"] * 12}


def test_no_instance_at_all(oos: Orchestra) -> None:
    """The loop succeeds at once."""
    execution = start(oos, instanceIds=[])
    [call] = oos.calls()
    assert call.parameters["LifecycleActionResult"] == "CONTINUE"
    oos.answer({})
    assert oos.status(execution)[0] == "Success"


def test_child_executions_are_listed_on_demand(oos: Orchestra) -> None:
    """They know their parent, and the task knows its child."""
    execution = start(oos)
    command = ListExecutions(parent_execution_id=execution)
    [child] = oos.rehearsal.ask(command).executions
    item = oos.tasks(execution, include_child_task_execution=True)[1]
    assert item.child_execution_id == child.execution_id
    assert child.template_name == "ACS::ECS::RunCommand"
    assert len(oos.rehearsal.ask(ListExecutions()).executions) == 1


def test_the_public_template_is_told_and_given(oos: Orchestra) -> None:
    """With its parameters and its very text."""
    told = next(
        e
        for e in oos.rehearsal.recorded
        if isinstance(e, TemplateRegistered) and e.template_name == NAME
    )
    defaults = {parameter.name: parameter.default for parameter in told.parameters}
    assert defaults["timeout"] == 600
    assert defaults["instanceIds"] == ["${instanceIds}"]
    given = oos.rehearsal.ask(GetTemplate(template_name=NAME))
    assert given.content == told.content
    assert (given.template.share_type, given.template.created_by) == ("Public", "ACS")


def test_a_template_of_ones_own(oos: Orchestra) -> None:
    """It is there for good under its name, if it is one."""
    text = (
        "FormatVersion: OOS-2019-06-01\nTasks:\n- {Name: a, Action: 'ACS::ExecuteAPI', Properties: {}}\n"
    )
    oos.rehearsal.ask(RegisterTemplate(template_name="mine", content=text))
    given = oos.rehearsal.ask(GetTemplate(template_name="mine"))
    assert (given.content, given.template.share_type) == (text, "Private")
    for name, content, code in (
        ("mine", text, "EntityAlreadyExists.Template"),
        (NAME, text, "EntityAlreadyExists.Template"),
        ("other", "no: template", "InvalidTemplate"),
    ):
        with pytest.raises(ApiError, match=code):
            oos.rehearsal.ask(RegisterTemplate(template_name=name, content=content))


def test_a_restart_in_the_middle(oos: Orchestra) -> None:
    """The execution goes on from its journal."""
    execution = start(oos)
    oos.answer({"InvokeId": "t-1"})
    oos.answer(invocation("Running"))
    before = oos.rehearsal.state
    oos.rehearsal.restart()
    assert oos.rehearsal.state == before
    oos.rehearsal.advance(2)
    oos.answer(invocation("Finished"))
    oos.answer(result())
    oos.answer(result())
    oos.answer({})
    assert oos.status(execution)[0] == "Success"
