"""Idempotency: the same call with the same ClientToken has one effect and one answer."""

from typing import Any

from scalehook.kit import Work
from scalehook.kit.api.client_tokens import fingerprint
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import is_history
from scalehook.script_runner.checks import check_token
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Invocation, KeptCommand, SentFile, State
from scalehook.script_runner.state.root import file_token
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.ecs import ClientTokenReused
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.files import SendFile
from scalehook_contracts.script_runner.invoking import InvokeCommand
from scalehook_contracts.script_runner.kept_commands import CreateCommand


def earlier_run(command: RunCommand, work: Work[State, Settings]) -> Invocation | None:
    """What this very call has made before; refuses another call's token."""
    return _invocation(command, command.client_token, work)


def earlier_invocation(command: InvokeCommand, work: Work[State, Settings]) -> Invocation | None:
    """The same of a command that is kept."""
    return _invocation(command, token_key(command, command.client_token), work)


def earlier_command(command: CreateCommand, work: Work[State, Settings]) -> KeptCommand | None:
    """The command that this very call has made before."""
    check_token(command.client_token)
    key = token_key(command, command.client_token)
    known = work.state.commands.get(work.state.by_client_token.get(key, ""))
    if known is not None:
        _check_same(known.digest, command)
    return known


def earlier_file(command: SendFile, work: Work[State, Settings]) -> SentFile | None:
    """The file that this very call has sent before."""
    check_token(command.client_token)
    key = file_token(command.client_token)
    known = work.state.files.get(work.state.by_client_token.get(key, ""))
    if known is None or _is_history(known.ended_at, work):
        return None
    _check_same(known.digest, command)
    return known


def token_key(command: Operation[Any], token: str) -> str:
    """Each operation has tokens of its own; RunCommand's stand as they are."""
    return f"{type(command).__name__}\n{token}" if token else ""


def digest(command: Operation[Any], token: str) -> str:
    """What tells calls with a token from each other; nothing where there is none."""
    return fingerprint(command) if token else ""


def _invocation(
    command: RunCommand | InvokeCommand, key: str, work: Work[State, Settings]
) -> Invocation | None:
    check_token(command.client_token)
    known = work.state.invocations.get(work.state.by_client_token.get(key, ""))
    if known is None or _is_history(known.ended_at, work):
        return None
    _check_same(known.digest or fingerprint(known.request), command)
    return known


def _check_same(known: str, command: Operation[Any]) -> None:
    if known != fingerprint(command):
        raise ClientTokenReused()


def _is_history(ended_at: float | None, work: Work[State, Settings]) -> bool:
    at = None if ended_at is None else moment(ended_at)
    return is_history(at, work.now, work.settings)
