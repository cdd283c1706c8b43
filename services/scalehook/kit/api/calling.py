"""Calling a cloud API operation as somebody: permission first, then the operation."""

from typing import TypeVar

from scalehook.kit.api.permission import HANDING_OVER, Asker
from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.machine.outside import Requester
from scalehook_contracts.base import Operation, Reply

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
    return await bus.call(
        operation,
        caller=principal,
        message_id=message_id,
        correlation_id=correlation_id,
        timeout=PATIENCE_SECONDS + operation.waits,
        trace=trace,
    )
