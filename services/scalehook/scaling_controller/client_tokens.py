"""Idempotency: the same call with the same ClientToken has one effect and one answer."""

import hashlib
from typing import Any

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state.events.client_tokens import ClientTokenUsed
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import IdempotentParameterMismatch


def earlier_answer(command: Operation[Any], token: str, work: Work[State, Settings]) -> str | None:
    """The id that this very call was answered with before; refuses another call's token."""
    known = work.state.client_calls.get(_key(command, token)) if token else None
    if known is None:
        return None
    if known.fingerprint != _fingerprint(command):
        raise IdempotentParameterMismatch()
    return known.answer


def remember(command: Operation[Any], token: str, answer: str, work: Work[State, Settings]) -> None:
    """Keep the id that the call is answered with."""
    if token:
        key, fingerprint = _key(command, token), _fingerprint(command)
        work.record(ClientTokenUsed(key=key, fingerprint=fingerprint, answer=answer))


def _key(command: Operation[Any], token: str) -> str:
    return f"{command.snake_name()}/{token}"


def _fingerprint(command: Operation[Any]) -> str:
    return hashlib.sha256(command.model_dump_json().encode()).hexdigest()
