"""An execution does no more than the session that began it, where that has a policy of its own."""

from types import SimpleNamespace
from typing import Any

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.template_engine.effects import call_api
from scalehook.template_engine.settings import Settings
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.errors.oos import InvalidTemplateParameter
from scalehook_contracts.errors.ram import NoPermission
from scalehook_contracts.template_engine.executions import StartExecution
from scalehook_contracts.template_engine.notices import NotifyExecution
from scalehook_contracts.template_engine.tasks import CallApi
from support.orchestra import Orchestra

SESSION, POLICY = "acs:ram::1:assumed-role/broad/s", '{"Version": "1", "Statement": []}'
HEAD = "FormatVersion: OOS-2019-06-01\n"
CALL = "{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: ECS, API: DescribeInstances}}"
BELOW = """
- Name: c
  Action: ACS::Template
  Properties:
    TemplateContent: |
      FormatVersion: OOS-2019-06-01
      Tasks: [{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: ECS, API: DescribeInstances}}]
"""


def begun(content: str, **more: Any) -> Orchestra:
    """An engine that the session has told to execute this."""
    oos = Orchestra()
    start = StartExecution(template_content=HEAD + content, session_policy=POLICY, **more)
    oos.rehearsal.ask(start, caller=SESSION)
    return oos


@pytest.mark.parametrize("tasks", [f"[{CALL}]", BELOW])
def test_calls_have_the_policy(tasks: str) -> None:
    """Those of executions that the execution begins, too."""
    (call,) = begun(f"Tasks: {tasks}").calls()
    assert (call.caller, call.session_policy) == (SESSION, POLICY)


@pytest.mark.parametrize(("role", "checks"), [("", ["ecs:DescribeInstances"]), ("r", ["ram:PassRole"])])
async def test_what_is_asked(role: str, checks: list[str]) -> None:
    """Without a role, whether session and policy allow the call; else, whether they hand it the role."""
    asked: list[CheckAccess] = []

    async def refuse(command: Any, **_: Any) -> Any:
        asked.append(command)
        raise NoPermission

    intent = CallApi(
        task_execution_id="t", execution_id="e", ram_role=role, caller=SESSION, session_policy=POLICY,
        hands_over=True, service="ECS", api="DescribeInstances",
        parameters={"RegionId": "cn-hangzhou"},
    )  # fmt: skip
    outside = Outside(SimpleNamespace(call=refuse), Settings(), "k", "")  # type: ignore[arg-type]  # refuses everything
    assert (await call_api(intent, outside)).error_code == "Forbidden.RAM"
    assert [(check.action, check.session_policy) for check in asked] == [(checks[0], POLICY)]


def test_another_session_gives_no_other_properties() -> None:
    """The same role in a session with another policy is not who has started it."""
    oos = begun(f"Tasks: [{CALL}]", mode="Debug")
    (execution,) = oos.rehearsal.state.executions
    notice = NotifyExecution(execution_id=execution, notify_type="ExecuteTask", parameters="{}")
    other = notice.model_copy(update={"parameters": '{"API": "DeleteInstance"}'})
    with pytest.raises(InvalidTemplateParameter, match="whoever has started"):
        oos.rehearsal.ask(other, caller=SESSION)
    own = other.model_copy(update={"session_policy": POLICY})
    oos.rehearsal.ask(own, caller=SESSION)
    assert oos.tasks(execution)
