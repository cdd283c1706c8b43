"""Calls cloud APIs as the role that an execution assumes."""

from typing import Any

from scalehook.kit import Outside
from scalehook.kit.api.calling import HANDING_OVER, call_as
from scalehook.kit.api.shaping import shaped
from scalehook.kit.push.attempt import push
from scalehook.template_engine import all_pages
from scalehook.template_engine.api_request import request
from scalehook.template_engine.settings import Settings
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.sts import AssumeRoleForService
from scalehook_contracts.base import Operation
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.oos import InvalidTemplateParameter
from scalehook_contracts.errors.ram import NoPermission
from scalehook_contracts.products import OOS
from scalehook_contracts.shape import shape
from scalehook_contracts.template_engine.tasks import CallApi, CallWebHook, RecordApiAnswer

SERVICE = "oos.aliyuncs.com"


async def call_api(intent: CallApi, outside: Outside[Settings]) -> RecordApiAnswer:
    """The API's answer, or the error that it was refused with."""
    try:
        body = await _answer(intent, outside)
    except ApiError as refusal:
        return RecordApiAnswer(
            task_execution_id=intent.task_execution_id,
            error_code=refusal.code,
            error_message=refusal.message,
        )
    return RecordApiAnswer(task_execution_id=intent.task_execution_id, body=body)


async def _answer(intent: CallApi, outside: Outside[Settings]) -> dict[str, Any]:
    """Of all pages, where the task asks for them."""
    operation = request(intent.service, intent.api, intent.parameters)
    principal = await _principal(intent, outside)
    taken = {field.alias for field in shape(type(operation)).fields}
    answer = body = await _page(operation, principal, outside)
    single = not intent.auto_paging or all_pages.asks_for_one(intent.parameters)
    for number in range(2, all_pages.MOST_PAGES + 2):
        following = None if single else all_pages.next_page(intent.parameters, taken, body)
        if following is None:
            return answer
        operation = request(intent.service, intent.api, following)
        body = await _page(operation, principal, outside, f"/{number}")
        answer = all_pages.merged(answer, body)
    raise InvalidTemplateParameter(why=f"AutoPaging ends after {all_pages.MOST_PAGES} pages")


async def _page(
    operation: Operation[Any], principal: str, outside: Outside[Settings], page: str = ""
) -> dict[str, Any]:
    settings = outside.settings
    reply = await call_as(
        outside.bus,
        operation,
        principal,
        region=settings.region,
        account=settings.account_id,
        message_id=f"{outside.key}/{operation.snake_name()}{page}",
        correlation_id=outside.correlation_id,
        require_pass_role=settings.require_pass_role,
    )
    wrapped = operation.product.versions[0] in operation.product.wrapped
    return shaped(reply, wrapped) | {"RequestId": outside.correlation_id}


async def call_web_hook(intent: CallWebHook, outside: Outside[Settings]) -> RecordApiAnswer:
    """Whether it was taken, or why not."""
    reason = await push(intent.uri, intent.headers, intent.body, outside.settings)
    return RecordApiAnswer(
        task_execution_id=intent.task_execution_id,
        error_code="WebHookFailed" if reason else "",
        error_message=reason,
    )


async def _principal(intent: CallApi, outside: Outside[Settings]) -> str:
    if not intent.ram_role:
        return intent.caller
    if intent.hands_over and outside.settings.require_pass_role:
        await _check_passing(intent, outside)
    assume = AssumeRoleForService(
        role_name=intent.ram_role, service=SERVICE, session_name=intent.execution_id
    )
    return (await outside.call(assume)).principal


async def _check_passing(intent: CallApi, outside: Outside[Settings]) -> None:
    """Whoever has started the execution hands the role to OOS."""
    check = CheckAccess(
        principal=intent.caller,
        action=HANDING_OVER,
        resources=[f"acs:ram::{outside.settings.account_id}:role/{intent.ram_role}"],
        facts={"acs:Service": SERVICE},
        operation="oos:StartExecution",
    )
    try:
        await outside.call(check)
    except NoPermission as refusal:
        raise OOS.forbidden() from refusal
