"""Idempotency: the same call with the same ClientToken has one effect and one answer, for a while."""

import hashlib
from dataclasses import dataclass
from typing import Any

from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import is_history, overdue
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state.client_tokens import ClientCall
from scalehook.scaling_controller.state.events.client_tokens import (
    ClientTokensForgotten,
    ClientTokenUsed,
)
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import IdempotentParameterMismatch


def earlier_answer(command: Operation[Any], token: str, work: Work[State, Settings]) -> str | None:
    """The id that this very call was answered with before; refuses another call's token."""
    known = work.state.client_calls.get(_key(command, token)) if token else None
    if known is None or _is_over(known, work):
        return None
    if known.fingerprint != _fingerprint(command):
        raise IdempotentParameterMismatch()
    return known.answer


def remember(command: Operation[Any], token: str, answer: str, work: Work[State, Settings]) -> None:
    """Keep the id that the call is answered with."""
    if token:
        key, fingerprint, at = _key(command, token), _fingerprint(command), work.now.timestamp()
        work.record(ClientTokenUsed(key=key, fingerprint=fingerprint, answer=answer, used_at=at))
        keys = overdue(work.state.used, work.now, _Keeping(work.settings))
        if keys:
            work.record(ClientTokensForgotten(keys=keys))


@dataclass(frozen=True)
class _Keeping:
    """How long tokens are kept, and how many."""

    settings: Settings

    @property
    def history_days(self) -> float:
        """Not as long as other history."""
        return self.settings.client_token_hours / 24

    @property
    def history_most(self) -> int:
        """As many as of other history."""
        return self.settings.history_most


def _is_over(call: ClientCall, work: Work[State, Settings]) -> bool:
    used_at = None if call.used_at is None else moment(call.used_at)
    return is_history(used_at, work.now, _Keeping(work.settings))


def _key(command: Operation[Any], token: str) -> str:
    return f"{command.snake_name()}/{token}"


def _fingerprint(command: Operation[Any]) -> str:
    return hashlib.sha256(command.model_dump_json().encode()).hexdigest()
