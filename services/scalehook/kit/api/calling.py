"""Calling a cloud API operation as somebody: permission first, then the operation."""

from typing import TypeVar

from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.machine.outside import Requester
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors.ram import NoPermission

R = TypeVar("R", bound=Reply)


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
    timeout: float = 30,
) -> R:
    """The operation's reply, or its product's documented Forbidden error when `principal` may not."""
    product = operation.product
    if principal != ROOT:
        prefix = f"acs:{product.ram_code}:{region}:{account}:"
        check = CheckAccess(
            principal=principal,
            session_policy=session_policy,
            action=f"{product.ram_code}:{type(operation).__name__}",
            resources=[
                resource if resource.startswith("acs:") else prefix + resource
                for resource in operation.resources()
            ],
        )
        try:
            await bus.call(check, correlation_id=correlation_id)
        except NoPermission as refusal:
            raise product.forbidden() from refusal
    return await bus.call(
        operation,
        caller=principal,
        message_id=message_id,
        correlation_id=correlation_id,
        timeout=timeout,
    )
