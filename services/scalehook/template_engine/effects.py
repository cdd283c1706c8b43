"""Calls cloud APIs as the role that an execution assumes."""

from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from scalehook.kit import Outside
from scalehook.kit.api.calling import HANDING_OVER, call_as
from scalehook.kit.api.shaping import shaped
from scalehook.template_engine import all_pages
from scalehook.template_engine.api_request import request
from scalehook.template_engine.settings import Settings
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.sts import AssumeRoleForService
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.cloud_monitor.datapoints import DescribeMetricList
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.cms import ParameterInvalid, ResourceNotFound
from scalehook_contracts.errors.oos import AssumeRoleNotExist, InvalidTemplateParameter
from scalehook_contracts.errors.ram import EntityNotExistRole, NoPermission
from scalehook_contracts.plain import parse_json
from scalehook_contracts.products import OOS
from scalehook_contracts.shape import shape
from scalehook_contracts.template_engine.borrowing import BorrowParameters, RecordBorrowedParameters
from scalehook_contracts.template_engine.parameters import GetParameter
from scalehook_contracts.template_engine.secret_parameters import GetSecretParameter
from scalehook_contracts.template_engine.stored_parameters import GivenParameter
from scalehook_contracts.template_engine.tasks import CallApi, RecordApiAnswer
from scalehook_contracts.template_engine.triggers import ReadMetric, RecordMetric

R = TypeVar("R", bound=Reply)
OnBehalf = CallApi | ReadMetric | BorrowParameters  # what is done as the role of an execution
GOES_ON = {"execution_id", "task_name", "chosen", "properties", "loop_item"}
SERVICE = "oos.aliyuncs.com"
ECS_PAGE = 100  # instances, at most


class Actor(NamedTuple):
    """In whose name an API is called; within the policy of their session, where that has one."""

    principal: str
    session_policy: str = ""


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
    operation = request(intent.service, intent.api, intent.parameters, outside.settings.region)
    actor = await _actor(intent, outside)
    taken = {field.alias for field in shape(type(operation)).fields}
    answer = body = await _page(operation, actor, outside)
    single = not intent.auto_paging or all_pages.asks_for_one(intent.parameters)
    for number in range(2, all_pages.MOST_PAGES + 2):
        following = None if single else all_pages.next_page(intent.parameters, taken, body)
        if following is None:
            return answer
        operation = request(intent.service, intent.api, following, outside.settings.region)
        body = await _page(operation, actor, outside, f"/{number}")
        answer = all_pages.merged(answer, body)
    raise InvalidTemplateParameter(why=f"AutoPaging ends after {all_pages.MOST_PAGES} pages")


async def _page(
    operation: Operation[Any], actor: Actor, outside: Outside[Settings], page: str = ""
) -> dict[str, Any]:
    reply = await _call(operation, actor, outside, page)
    wrapped = operation.product.versions[0] in operation.product.wrapped
    return shaped(reply, wrapped) | {"RequestId": outside.correlation_id}


async def _call(operation: Operation[R], actor: Actor, outside: Outside[Settings], step: str) -> R:
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


async def read_metric(intent: ReadMetric, outside: Outside[Settings]) -> RecordMetric:
    """The points of one period. What nobody measures here has none."""
    begin = int(intent.due_at) - intent.period
    query = DescribeMetricList(
        namespace=intent.namespace,
        metric_name=intent.metric_name,
        period=str(intent.period),
        dimensions=intent.dimensions,
        start_time=str((begin - 1) * 1000),
        end_time=str(begin * 1000),
    )
    answer = {"task_execution_id": intent.task_execution_id, "due_at": intent.due_at}
    try:
        actor = await _actor(intent, outside)
        page = await _call(query, actor, outside, f"/{begin}")
        points = await _of_chosen(parse_json(page.datapoints), intent, actor, outside)
    except (ResourceNotFound, ParameterInvalid):
        return RecordMetric(**answer)
    except ApiError as refusal:
        return RecordMetric(**answer, error_code=refusal.code, error_message=refusal.message)
    return RecordMetric(**answer, points=points)


async def _of_chosen(
    points: list[dict[str, Any]], intent: ReadMetric, actor: Actor, outside: Outside[Settings]
) -> list[dict[str, Any]]:
    """The points of the instances that the trigger chooses: ECS is asked for a page at a time."""
    if not intent.chosen:
        return points
    ids = [point["instanceId"] for point in points if "instanceId" in point]
    chosen = set[str]()
    for begin in range(0, len(ids), ECS_PAGE):
        asked = intent.chosen | {"InstanceIds": ids[begin : begin + ECS_PAGE], "PageSize": ECS_PAGE}
        operation = request("ECS", "DescribeInstances", asked, outside.settings.region)
        body = await _page(operation, actor, outside, f"/{int(intent.due_at)}/{begin}")
        chosen |= {instance["InstanceId"] for instance in body["Instances"]["Instance"]}
    return [point for point in points if point.get("instanceId") in chosen]


async def borrow_parameters(
    intent: BorrowParameters, outside: Outside[Settings]
) -> RecordBorrowedParameters:
    """Each for itself: a task may not need one that cannot be read."""
    values: dict[str, str] = {}
    refusals: dict[str, str] = {}
    for number, written in enumerate(intent.names):
        try:
            actor = await _actor(intent, outside)
            values[written] = await _stored(written, actor, outside, f"/{number}")
        except ApiError as refusal:
            refusals[written] = f"{refusal.code} message: {refusal.message}"
        except ValidationError:
            refusals[written] = "it is no name of a parameter"
    said = intent.model_dump(include=GOES_ON)
    return RecordBorrowedParameters(values=values, refusals=refusals, **said)


async def _stored(written: str, actor: Actor, outside: Outside[Settings], step: str) -> str:
    """The value of `oos:name` or `oos-secret:name`."""
    kind, _, name = written.partition(":")
    get: Operation[GivenParameter] = GetParameter(name=name)
    if kind == "oos-secret":
        get = GetSecretParameter(name=name, with_decryption=True)
    return (await _call(get, actor, outside, step)).parameter.value or ""


async def _actor(intent: OnBehalf, outside: Outside[Settings]) -> Actor:
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
