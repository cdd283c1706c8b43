"""Calls cloud APIs as the role that an execution assumes."""

from typing import Any
from uuid import NAMESPACE_OID, uuid5

from pydantic import ValidationError

from scalehook.kit import Outside
from scalehook.kit.api.noting import is_noted, note_of
from scalehook.template_engine import all_pages
from scalehook.template_engine.acting import SERVICE, Actor, actor_of, answer_of, call, page_of
from scalehook.template_engine.api_request import request
from scalehook.template_engine.settings import Settings
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.oos import InvalidTemplateParameter
from scalehook_contracts.shape import shape
from scalehook_contracts.template_engine.borrowing import BorrowParameters, RecordBorrowedParameters
from scalehook_contracts.template_engine.executions import StartExecution
from scalehook_contracts.template_engine.parameters import GetParameter
from scalehook_contracts.template_engine.secret_parameters import GetSecretParameter
from scalehook_contracts.template_engine.stored_parameters import GivenParameter
from scalehook_contracts.template_engine.tasks import CallApi, RecordApiAnswer

GOES_ON = {"execution_id", "task_name", "chosen", "properties", "loop_item"}


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
    if isinstance(operation, StartExecution):
        operation = operation.model_copy(update={"hops": intent.hops})
    actor = await actor_of(intent, outside)
    taken = {field.alias for field in shape(type(operation)).fields}
    answer = body = await _told(operation, actor, intent, outside)
    single = not intent.auto_paging or all_pages.asks_for_one(intent.parameters)
    asked = intent.parameters
    for number in range(2, all_pages.MOST_PAGES + 2):
        following = None if single else all_pages.next_page(asked, taken, body)
        if following is None:
            return answer
        asked = following
        operation = request(intent.service, intent.api, asked, outside.settings.region)
        body = await page_of(operation, actor, outside, f"/{number}")
        answer = all_pages.merged(answer, body)
    raise InvalidTemplateParameter(why=f"AutoPaging ends after {all_pages.MOST_PAGES} pages")


async def _told(
    operation: Operation[Any], actor: Actor, intent: CallApi, outside: Outside[Settings]
) -> dict[str, Any]:
    """The first answer. ActionTrail is told of it, or of the refusal, where somebody may wait for it."""
    outcome: Reply | ApiError
    try:
        outcome = await call(operation, actor, outside, "")
    except ApiError as refusal:
        outcome = refusal
    if intent.minded and is_noted(type(operation)):
        note = note_of(
            operation,
            outcome,
            request_id=str(uuid5(NAMESPACE_OID, outside.key)).upper(),
            principal=actor.principal,
            access_key_id="",
            address=SERVICE,
            hops=intent.hops,
        )
        await outside.call(note)
    if isinstance(outcome, ApiError):
        raise outcome
    return answer_of(operation, outcome, outside)


async def borrow_parameters(
    intent: BorrowParameters, outside: Outside[Settings]
) -> RecordBorrowedParameters:
    """Each for itself: a task may not need one that cannot be read."""
    values: dict[str, str] = {}
    refusals: dict[str, str] = {}
    for number, written in enumerate(intent.names):
        try:
            actor = await actor_of(intent, outside)
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
    return (await call(get, actor, outside, step)).parameter.value or ""
