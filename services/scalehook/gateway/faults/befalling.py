"""What becomes of a call that a fault strikes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from scalehook.gateway.faults.cut import HungUp
from scalehook.gateway.faults.errors import error_of
from scalehook.gateway.faults.kinds.calls import Deaf, LoseAnswer, Refuse, Slow, Unreachable
from scalehook.gateway.faults.own import Standing
from scalehook.kit import ROOT, Requester
from scalehook.kit.clock.pausing import pause
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError, ServiceUnavailable
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.batches import BatchReceiveMessage
from scalehook_contracts.message_service.messages import ReceiveMessage
from scalehook_contracts.message_service.queues import GetQueueAttributes

Ask = Callable[[], Awaitable[Reply]]
LOOK_SECONDS = 0.02  # real: how often a call that waits for virtual time looks at the clock


async def befall(
    fault: Standing, operation: Operation[Any], ask: Ask, bus: Requester, now: Callable[[], datetime]
) -> Reply:
    """The reply, or what is raised in its place; HungUp when nothing is to be answered. A fault that is
    removed meanwhile keeps nobody waiting.
    """
    spec = fault.spec
    if isinstance(spec, Refuse):
        raise error_of(spec.code, spec.status, spec.message)
    if isinstance(spec, Unreachable):
        raise _trouble(spec.how[(fault.fired - 1) % len(spec.how)])
    if isinstance(spec, Deaf):
        return await _poll_in_vain(fault, operation, ask, bus, now)
    outcome = await _outcome(ask)
    if isinstance(spec, LoseAnswer):
        raise HungUp(reset=spec.how == "reset", unheard=outcome)
    if isinstance(spec, Slow):
        until = now() + timedelta(seconds=spec.seconds)
        await pause(spec.real_seconds, fault.removed)
        await _until(until, now, fault.removed)
    if isinstance(outcome, ApiError):
        raise outcome
    return outcome


def _trouble(how: str) -> Exception:
    if how in ("503", "500"):
        return ServiceUnavailable() if how == "503" else InternalError()
    return HungUp(reset=how == "reset")


async def _outcome(ask: Ask) -> Reply | ApiError:
    """A refusal is answered as late, or as little, as a success."""
    try:
        return await ask()
    except ApiError as refusal:
        return refusal


async def _poll_in_vain(
    fault: Standing, operation: Operation[Any], ask: Ask, bus: Requester, now: Callable[[], datetime]
) -> Reply:
    """As long as the poll asks to wait, or else the queue; then it is served, if the fault has gone."""
    assert isinstance(operation, ReceiveMessage | BatchReceiveMessage)
    queue = await bus.call(GetQueueAttributes(queue_name=operation.queue_name), caller=ROOT)
    wait = operation.wait_seconds
    seconds = queue.polling_wait_seconds if wait is None else min(max(wait, 0), 30)
    await _until(now() + timedelta(seconds=seconds), now, fault.removed)
    if fault.removed.is_set():
        return await ask()
    raise MessageNotExist()


async def _until(at: datetime, now: Callable[[], datetime], unless: asyncio.Event) -> None:
    """Virtual time passes by itself, or because somebody moves it."""
    while now() < at and not unless.is_set():
        await pause(LOOK_SECONDS, unless)
