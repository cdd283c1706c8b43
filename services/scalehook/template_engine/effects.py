"""Calls cloud APIs as the role that an execution assumes."""

from scalehook.kit import Outside
from scalehook.kit.api.calling import HANDING_OVER, call_as
from scalehook.kit.api.shaping import shaped
from scalehook.kit.push.attempt import push
from scalehook.template_engine.api_request import request
from scalehook.template_engine.settings import Settings
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.sts import AssumeRoleForService
from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.tasks import CallApi, CallWebHook, RecordApiAnswer

SERVICE = "oos.aliyuncs.com"


async def call_api(intent: CallApi, outside: Outside[Settings]) -> RecordApiAnswer:
    """The API's answer, or the error that it was refused with."""
    settings = outside.settings
    try:
        operation = request(intent.service, intent.api, intent.parameters)
        reply = await call_as(
            outside.bus,
            operation,
            await _principal(intent, outside),
            region=settings.region,
            account=settings.account_id,
            message_id=f"{outside.key}/{operation.snake_name()}",
            correlation_id=outside.correlation_id,
            require_pass_role=settings.require_pass_role,
        )
    except ApiError as refusal:
        return RecordApiAnswer(
            task_execution_id=intent.task_execution_id,
            error_code=refusal.code,
            error_message=refusal.message,
        )
    wrapped = operation.product.versions[0] in operation.product.wrapped
    body = shaped(reply, wrapped) | {"RequestId": outside.correlation_id}
    return RecordApiAnswer(task_execution_id=intent.task_execution_id, body=body)


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
        role = f"acs:ram::{outside.settings.account_id}:role/{intent.ram_role}"
        await outside.call(CheckAccess(principal=intent.caller, action=HANDING_OVER, resources=[role]))
    assume = AssumeRoleForService(
        role_name=intent.ram_role, service=SERVICE, session_name=intent.execution_id
    )
    return (await outside.call(assume)).principal
