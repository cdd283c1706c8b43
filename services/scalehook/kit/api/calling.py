"""Calling a cloud API operation as somebody: permission first, then the operation."""

from typing import TypeVar, cast

from scalehook.kit.api.permission import HANDING_OVER, Asker
from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.machine.outside import Requester
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.beforehand import Beforehand
from scalehook_contracts.errors import ApiError
from scalehook_contracts.lasting_callers import LastingCaller

__all__ = ["HANDING_OVER", "PATIENCE_SECONDS", "call_as"]
R = TypeVar("R", bound=Reply)
PATIENCE_SECONDS = 30


async def call_as(
    bus: Requester,
    operation: Operation[R],
    principal: str,
    *,
    region: str,
    account: str,
    session_policy: str = "",
    message_id: str = "",
    correlation_id: str = "",
    require_pass_role: bool = True,
    address: str = "",
    trace: str = "",
) -> R:
    """The operation's reply, or its product's documented Forbidden error when `principal` may not.

    Who hands a role to a service needs `ram:PassRole` on it, unless that is not required.
    `address` is the client's, where the call comes from one.
    """
    if principal != ROOT:
        asker = Asker(
            principal, region, account, session_policy, correlation_id, require_pass_role, address
        )
        await asker.check(operation, bus)
        if isinstance(operation, LastingCaller):
            operation = operation.model_copy(update={"session_policy": session_policy})
    if isinstance(operation, Beforehand) and (question := operation.question_before()) is not None:
        for other in operation.operations_before(await bus.call(question)):
            try:
                await call_as(
                    bus, other, principal, region=region, account=account, session_policy=session_policy,
                    correlation_id=correlation_id, address=address, trace=trace,
                )  # fmt: skip
            except ApiError as refusal:
                raise operation.refused_before(refusal) from refusal
    reply = await bus.call(
        operation,
        caller=principal,
        message_id=message_id,
        correlation_id=correlation_id,
        timeout=PATIENCE_SECONDS + operation.waits,
        trace=trace,
    )
    return await _completed(operation, reply, bus) if operation.asks_others else reply


async def _completed(operation: Operation[R], reply: R, bus: Requester) -> R:
    """With what others know. They are asked for the stack itself: who may call may know the answer."""
    answers: list[Reply | ApiError] = []
    for question in operation.questions(reply):
        try:
            answers.append(await bus.call(question))
        except ApiError as refusal:
            answers.append(refusal)
    return cast(R, operation.completed(reply, answers))
