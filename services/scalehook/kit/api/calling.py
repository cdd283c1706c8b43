"""Calling a cloud API operation as somebody: permission first, then the operation."""

from typing import TypeVar

from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.machine.outside import Requester
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors.ram import NoPermission

R = TypeVar("R", bound=Reply)
PATIENCE_SECONDS = 30
HANDING_OVER = "ram:PassRole"
RECEIVERS = {"mns": "mns.aliyuncs.com"}  # of roles, by product; all others hand them to OOS


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
) -> R:
    """The operation's reply, or its product's documented Forbidden error when `principal` may not.

    Who hands a role to a service needs `ram:PassRole` on it, unless that is not required.
    `address` is the client's, where the call comes from one.
    """
    if principal != ROOT:
        facts = _facts(operation, address)
        for action, resources in _needed(operation, region, account, require_pass_role):
            check = CheckAccess(
                principal=principal,
                session_policy=session_policy,
                action=action,
                resources=resources,
                facts=facts | _receiver(operation) if action == HANDING_OVER else facts,
            )
            try:
                await bus.call(check, correlation_id=correlation_id)
            except NoPermission as refusal:
                raise operation.product.forbidden() from refusal
    return await bus.call(
        operation,
        caller=principal,
        message_id=message_id,
        correlation_id=correlation_id,
        timeout=PATIENCE_SECONDS + operation.waits,
    )


def _facts(operation: Operation[R], address: str) -> dict[str, str]:
    return operation.facts() | ({"acs:SourceIp": address} if address else {})


def _receiver(operation: Operation[R]) -> dict[str, str]:
    return {"acs:Service": RECEIVERS.get(operation.product.ram_code, "oos.aliyuncs.com")}


def _needed(
    operation: Operation[R], region: str, account: str, require_pass_role: bool
) -> list[tuple[str, list[str]]]:
    """The RAM actions, each with its resources as full ARNs."""
    prefix = f"acs:{operation.product.ram_code}:{region}:{account}:"
    own = [name if name.startswith("acs:") else prefix + name for name in operation.resources()]
    passed = operation.passed_roles() if require_pass_role else []
    roles = [f"acs:ram::{account}:role/{role}" for role in passed]
    needed = [(operation.ram_action(), own), (HANDING_OVER, roles)]
    return [(action, resources) for action, resources in needed if resources]
