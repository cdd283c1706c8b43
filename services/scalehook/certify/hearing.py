"""Signed calls, as they are heard at the gateway, in the words of the facts."""

from collections.abc import Callable
from datetime import datetime

from scalehook.certify.chronicle import Chronicle
from scalehook.certify.facts import NO_ANSWER, Call
from scalehook.gateway.faults.cut import HungUp
from scalehook.gateway.listening import Heard, Listener
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    RecordLifecycleActionHeartbeat,
)

CARRIED_OUT = ("", "slow", "lose_answer")  # faults that strike behind the deed, or none


def hearing(chronicle: Chronicle, now: Callable[[], datetime]) -> Listener:
    """What tells the chronicle each call; `now` is virtual."""

    def listen(heard: Heard) -> None:
        chronicle.hear(call_of(heard, now(), chronicle.now()))

    return listen


def call_of(heard: Heard, at: datetime, real: float) -> Call:
    """What the rules may ask of it."""
    operation = heard.operation
    return Call(
        at=at,
        real=real,
        action=type(operation).__name__,
        code=_code(heard.outcome),
        key_id=heard.key_id,
        token=getattr(operation, "lifecycle_action_token", ""),
        queue=getattr(operation, "queue_name", ""),
        detail=_detail(operation),
        client_token=getattr(operation, "client_token", ""),
        wait_seconds=getattr(operation, "wait_seconds", None),
        executed=heard.fault in CARRIED_OUT,
    )


def _code(outcome: object) -> str:
    if isinstance(outcome, HungUp):
        return NO_ANSWER
    if isinstance(outcome, ApiError):
        return outcome.code
    return type(outcome).__name__ if isinstance(outcome, Exception) else ""


def _detail(operation: object) -> str:
    if isinstance(operation, CompleteLifecycleAction):
        return operation.lifecycle_action_result or "the default"
    if isinstance(operation, RecordLifecycleActionHeartbeat):
        return f"{operation.heartbeat_timeout} s"
    return ""
