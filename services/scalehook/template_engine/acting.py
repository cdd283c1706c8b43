"""Calls that effects make in the name of an execution: as the role that it assumes, or as its caller."""

from typing import Any, NamedTuple, TypeVar

from scalehook.kit import Outside
from scalehook.kit.api.calling import HANDING_OVER, call_as
from scalehook.kit.api.shaping import shaped
from scalehook.template_engine.settings import Settings
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.sts import AssumeRoleForService
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors.oos import AssumeRoleNotExist
from scalehook_contracts.errors.ram import EntityNotExistRole, NoPermission
from scalehook_contracts.products import OOS
from scalehook_contracts.template_engine.borrowing import BorrowParameters
from scalehook_contracts.template_engine.tasks import CallApi
from scalehook_contracts.template_engine.triggers import FindInstances, ReadMetric

R = TypeVar("R", bound=Reply)
OnBehalf = CallApi | ReadMetric | FindInstances | BorrowParameters  # done as the role of an execution
SERVICE = "oos.aliyuncs.com"


class Actor(NamedTuple):
    """In whose name an API is called; within the policy of their session, where that has one."""

    principal: str
    session_policy: str = ""


async def actor_of(intent: OnBehalf, outside: Outside[Settings]) -> Actor:
    """The role, once it is assumed; or the caller, where the execution has none."""
    if not intent.ram_role:
        return Actor(intent.caller, intent.session_policy)
    if intent.hands_over and outside.settings.require_pass_role:
        await _check_passing(intent, outside)
    assume = AssumeRoleForService(
        role_name=intent.ram_role, service=SERVICE, session_name=intent.execution_id
    )
    try:
        return Actor((await outside.call(assume)).principal)
    except (EntityNotExistRole, NoPermission) as refusal:
        raise AssumeRoleNotExist(name=intent.ram_role) from refusal


async def page_of(
    operation: Operation[Any], actor: Actor, outside: Outside[Settings], page: str = ""
) -> dict[str, Any]:
    """The answer as an SDK would have it; `page` tells its call from others of the same effect."""
    return answer_of(operation, await call(operation, actor, outside, page), outside)


def answer_of(operation: Operation[Any], reply: Reply, outside: Outside[Settings]) -> dict[str, Any]:
    """The reply in the form that an SDK gets."""
    wrapped = operation.product.versions[0] in operation.product.wrapped
    return shaped(reply, wrapped) | {"RequestId": outside.correlation_id}


async def call(operation: Operation[R], actor: Actor, outside: Outside[Settings], step: str) -> R:
    """The reply of the operation's owner."""
    settings = outside.settings
    return await call_as(
        outside.bus,
        operation,
        actor.principal,
        region=settings.region,
        account=settings.account_id,
        session_policy=actor.session_policy,
        message_id=f"{outside.key}/{operation.snake_name()}{step}",
        correlation_id=outside.correlation_id,
        require_pass_role=settings.require_pass_role,
    )


async def _check_passing(intent: OnBehalf, outside: Outside[Settings]) -> None:
    """Whoever has started the execution hands the role to OOS."""
    check = CheckAccess(
        principal=intent.caller,
        session_policy=intent.session_policy,
        action=HANDING_OVER,
        resources=[f"acs:ram::{outside.settings.account_id}:role/{intent.ram_role}"],
        facts={"acs:Service": SERVICE},
        operation="oos:StartExecution",
    )
    try:
        await outside.call(check)
    except NoPermission as refusal:
        raise OOS.forbidden() from refusal
