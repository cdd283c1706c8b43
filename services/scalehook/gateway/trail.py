"""Tells EventBridge of calls that change something, for the events of ActionTrail."""

from functools import partial
from typing import Any

from scalehook.gateway.call import Call
from scalehook.kit import Requester
from scalehook.kit.api.noting import note_of
from scalehook.kit.clock.clock import real_seconds
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.event_bus.trail import ApiCallNoted
from scalehook_contracts.template_engine.execution_changes import UpdateExecution
from scalehook_contracts.template_engine.executions import StartedExecution

QUIET_SECONDS = 1  # real, in which nobody is told who has just said that nobody listens


class Trail:
    """Of one gateway. It is told whether somebody listens with each answer, and asks again after a
    while; at once, when a rule or a trigger may have come.
    """

    def __init__(self, bus: Requester) -> None:
        self._bus = bus
        self._quiet_until = 0.0
        self._changes = 0  # of rules and triggers: what was asked before one says nothing

    def tell(
        self, call: Call, operation: Operation[Any], key: ResolvedKey, outcome: Reply | Exception
    ) -> None:
        """It is over. What was neither done nor refused is not told of."""
        if _may_listen(operation, outcome):
            self._quiet_until = 0
            self._changes += 1
        if real_seconds() < self._quiet_until or not isinstance(outcome, (Reply, ApiError)):
            return
        note = note_of(
            operation,
            outcome,
            request_id=call.request_id,
            principal=key.principal,
            access_key_id=call.came_from()[0],
            address=call.address(),
        )
        self._bus.ask(note, partial(self._heard, self._changes))

    def _heard(self, changes: int, answer: Reply | Exception) -> None:
        if changes != self._changes:
            return
        listens = isinstance(answer, ApiCallNoted) and answer.listens
        self._quiet_until = 0 if listens else real_seconds() + QUIET_SECONDS


def _may_listen(operation: Operation[Any], outcome: Reply | Exception) -> bool:
    """Whether a rule may wait for calls since this one, or a trigger of OOS."""
    if isinstance(outcome, StartedExecution):
        return outcome.execution.status == "Waiting"
    return operation.product.ram_code == "eventbridge" or isinstance(operation, UpdateExecution)
