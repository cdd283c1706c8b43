"""Who may hand a role to an execution."""

from types import SimpleNamespace
from typing import Any

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.template_engine.effects import call_api
from scalehook.template_engine.settings import Settings
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.errors.ram import NoPermission
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook, ModifyLifecycleHook
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


@pytest.mark.parametrize(("caller", "asked"), [(USER, True), ("root", False)])
def test_whoever_starts_a_public_template_hands_its_role(caller: str, asked: bool) -> None:
    """The one that it names, or its usual one; with each call."""
    call = first_call(caller, template_name="ACS-ESS-LifeCycleRunCommand", parameters=PUBLIC)
    assert (call.ram_role, call.hands_over) == ("OOSServiceRole", asked)


@pytest.mark.parametrize(
    ("template", "parameters", "roles"),
    [
        ("ACS-ESS-LifeCycleRunCommand", "{}", ["OOSServiceRole"]),
        ("ACS-ESS-LifeCycleRunCommand", '{"oosassumerole": "mine"}', ["mine"]),
        ("ACS-ESS-LifeCycleModifyInstanceChargeType", "{}", []),
        ("mine", "{}", []),
        ("mine", '{"OOSAssumeRole": "admin"}', ["admin"]),
    ],
)
def test_roles_that_are_known_before_anything_starts(
    template: str, parameters: str, roles: list[str]
) -> None:
    """Who starts the template must be allowed to hand them over, and so must who names it in a hook."""
    start = StartExecution(template_name=template, parameters=parameters)
    arn = f"acs:oos:cn-hangzhou:1:template/{template}"
    receiver = {"notification_arn": arn, "notification_metadata": parameters}
    create = CreateLifecycleHook(scaling_group_id="g", lifecycle_transition="SCALE_OUT", **receiver)
    modify = ModifyLifecycleHook(lifecycle_hook_id="h", **receiver)
    for operation in (start, create, modify):
        assert operation.passed_roles() == roles


def test_a_hook_without_a_template_hands_nothing() -> None:
    """Queues are told by Auto Scaling itself; what is no ARN is refused by whoever takes it."""
    for arn in ("acs:mns:cn-hangzhou:1:queue/ACS-q", "nonsense", ""):
        hook = CreateLifecycleHook(
            scaling_group_id="g", lifecycle_transition="SCALE_OUT", notification_arn=arn
        )
        assert hook.passed_roles() == []


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
    assert answer.error_code == ("Forbidden.RAM" if checked else "AssumeRoleNotExist")
    check = CheckAccess(
        principal=USER,
        action="ram:PassRole",
        resources=["acs:ram::1234567890123456:role/admin"],
        facts={"acs:Service": "oos.aliyuncs.com"},
        operation="oos:StartExecution",
    )
    assert (asked == [check]) is checked
