"""Scripts take parameters from OOS's Parameter Store when they run: secret ones are in no journal."""

import base64

from pydantic import ValidationError

from scalehook.kit import Outside
from scalehook.kit.api.calling import call_as
from scalehook.script_runner import content
from scalehook.script_runner.settings import Settings
from scalehook_contracts.base import Operation
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import ForbiddenRam
from scalehook_contracts.errors.ecs import ParameterStoreInvalidParameters, ParameterStoreNoPermission
from scalehook_contracts.script_runner.runs import RunScript
from scalehook_contracts.template_engine.parameters import GetParameter
from scalehook_contracts.template_engine.secret_parameters import GetSecretParameter
from scalehook_contracts.template_engine.stored_parameters import GivenParameter


class NotBorrowed(Exception):
    """A parameter is not there, or is not for the caller; its text says which, and why."""


async def whole_script(intent: RunScript, outside: Outside[Settings]) -> bytes:
    """The script with all that it takes from the store; NotBorrowed where something is refused."""
    script = base64.b64decode(intent.script) if intent.is_base64 else intent.script.encode()
    if not intent.caller:
        return script
    values = {}
    for number, name in enumerate(content.stored_in(script)):
        try:
            values[name] = await _value(name, intent, outside, f"stored/{number}")
        except ForbiddenRam as refusal:
            raise NotBorrowed(_text(ParameterStoreNoPermission(), name)) from refusal
        except (ApiError, ValidationError) as refusal:
            raise NotBorrowed(_text(ParameterStoreInvalidParameters(), name)) from refusal
    return content.filled(script, values)


async def _value(name: str, intent: RunScript, outside: Outside[Settings], step: str) -> str:
    kind, _, known_as = name.partition(":")
    get: Operation[GivenParameter] = GetParameter(name=known_as)
    if kind == "oos-secret":
        get = GetSecretParameter(name=known_as, with_decryption=True)
    given = await call_as(
        outside.bus,
        get,
        intent.caller,
        session_policy=intent.session_policy,
        region=outside.settings.region,
        account=outside.settings.account_id,
        message_id=f"{outside.key}/{step}",
        correlation_id=outside.correlation_id,
    )
    return given.parameter.value or ""


def _text(refusal: ApiError, name: str) -> str:
    return f"{refusal.code}: {refusal.message} ({name})"
