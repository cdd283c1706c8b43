"""Who may hand a role to an execution."""

from types import SimpleNamespace
from typing import Any

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.template_engine.effects import call_api
from scalehook.template_engine.settings import Settings
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.errors.ram import NoPermission
from scalehook_contracts.template_engine.executions import StartExecution
from scalehook_contracts.template_engine.tasks import CallApi
from support.orchestra import Orchestra

USER = "acs:ram::1:user/alice"
CALL = "{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}}"
HEAD = "FormatVersion: OOS-2019-06-01\n"
PUBLIC = '{"commandType": "RunShellScript", "commandContent": "true"}'


def first_call(caller: str, **fields: Any) -> CallApi:
    """The first API call of an execution."""
    oos = Orchestra()
    oos.rehearsal.ask(StartExecution(**fields), caller=caller)
    return oos.calls()[0]


@pytest.mark.parametrize(("caller", "asked"), [(USER, True), ("root", False)])
def test_whoever_writes_a_role_into_a_template_hands_it(caller: str, asked: bool) -> None:
    """Also for a template below; the account itself may."""
    own = f"{HEAD}RamRole: admin\nTasks: [{CALL}]"
    assert first_call(caller, template_content=own).hands_over is asked
    below = f"TemplateName: ACS-ESS-LifeCycleRunCommand, Parameters: {PUBLIC}"
    nested = (
        f"{HEAD}RamRole: admin\nTasks: [{{Name: t, Action: 'ACS::Template', Properties: {{{below}}}}}]"
    )
    assert first_call(caller, template_content=nested).hands_over is asked


def test_public_templates_hand_nothing_more() -> None:
    """Their role is one of their parameters: that is looked at before they start."""
    call = first_call(USER, template_name="ACS-ESS-LifeCycleRunCommand", parameters=PUBLIC)
    assert not call.hands_over


@pytest.mark.parametrize(("required", "hands_over"), [(True, True), (False, True), (True, False)])
async def test_handing_over_needs_permission(required: bool, hands_over: bool) -> None:
    """`ram:PassRole` on the role, unless that is not required."""
    asked: list[Any] = []

    async def refuse(command: Any, **_: Any) -> Any:
        asked.append(command)
        raise NoPermission

    settings = Settings(require_pass_role=required)
    bus = SimpleNamespace(call=refuse)
    intent = CallApi(
        task_execution_id="t", execution_id="e", ram_role="admin", caller=USER, hands_over=hands_over,
        service="ECS", api="DescribeInstances", parameters={"RegionId": "cn-hangzhou"},
    )  # fmt: skip
    outside = Outside(bus, settings, "k", "")  # type: ignore[arg-type]  # refuses everything
    answer = await call_api(intent, outside)
    checked = required and hands_over
    assert answer.error_code == ("Forbidden.RAM" if checked else NoPermission.code)
    check = CheckAccess(
        principal=USER,
        action="ram:PassRole",
        resources=["acs:ram::1234567890123456:role/admin"],
        facts={"acs:Service": "oos.aliyuncs.com"},
        operation="oos:StartExecution",
    )
    assert (asked == [check]) is checked
