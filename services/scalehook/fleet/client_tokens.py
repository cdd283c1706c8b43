"""Idempotency: the same call with the same ClientToken has one effect and one answer, for a while."""

import hashlib
from dataclasses import dataclass
from typing import Any

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.events.client_tokens import ClientTokensForgotten, ClientTokenUsed
from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import is_history, overdue
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import IdempotentParameterMismatch
from scalehook_contracts.errors.ecs_new_instances import InvalidClientTokenValueNotSupported

LONGEST = 64


def earlier_answer(command: Operation[Any], token: str, work: Work[State, Settings]) -> list[str] | None:
    """The ids that this very call was answered with before; refuses another call's token."""
    if not token.isascii() or len(token) > LONGEST:
        raise InvalidClientTokenValueNotSupported()
    known = work.state.client_calls.get(_key(command, token)) if token else None
    if known is None or is_history(moment(known.used_at), work.now, _Keeping(work.settings)):
        return None
    if known.fingerprint != _fingerprint(command):
        raise IdempotentParameterMismatch()
    return known.answer


def remember(
    command: Operation[Any], token: str, answer: list[str], work: Work[State, Settings]
) -> None:
    """Keep the ids that the call is answered with."""
    if token:
        used = ClientTokenUsed(
            key=_key(command, token),
            fingerprint=_fingerprint(command),
            answer=answer,
            used_at=work.now.timestamp(),
        )
        work.record(used)
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


def _key(command: Operation[Any], token: str) -> str:
    return f"{command.snake_name()}/{token}"


def _fingerprint(command: Operation[Any]) -> str:
    return hashlib.sha256(command.model_dump_json().encode()).hexdigest()
