"""Idempotency: the same call with the same ClientToken is done once, for a while."""

from typing import Any

from scalehook.kit import Work
from scalehook.kit.api.client_tokens import Keeping, fingerprint, key
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import is_history, overdue
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.state.events.client_tokens import (
    ClientTokensForgotten,
    ClientTokenUsed,
)
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import IdempotentParameterMismatch


def was_done(command: Operation[Any], token: str, work: Work[State, Settings]) -> bool:
    """Whether this very call was done before; refuses another call's token."""
    known = work.state.control_plane.client_calls.get(key(command, token)) if token else None
    if known is None or is_history(moment(known.used_at), work.now, Keeping(work.settings)):
        return False
    if known.fingerprint != fingerprint(command):
        raise IdempotentParameterMismatch()
    return True


def remember(command: Operation[Any], token: str, work: Work[State, Settings]) -> None:
    """It is done."""
    if not token:
        return
    used = ClientTokenUsed(
        key=key(command, token), fingerprint=fingerprint(command), used_at=work.now.timestamp()
    )
    work.record(used)
    keys = overdue(work.state.control_plane.used, work.now, Keeping(work.settings))
    if keys:
        work.record(ClientTokensForgotten(keys=keys))
