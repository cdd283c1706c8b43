"""Scripts take parameters from OOS's Parameter Store when they run: secret ones are in no journal."""

import base64

from scalehook.kit import Outside
from scalehook.kit.api.calling import call_as
from scalehook.script_runner import content
from scalehook.script_runner.settings import Settings
from scalehook_contracts.errors import ApiError
from scalehook_contracts.script_runner.runs import RunScript
from scalehook_contracts.script_runner.stored_names import as_of_store, getting


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
        except ApiError as refusal:
            raise NotBorrowed(_text(as_of_store(refusal), name)) from refusal
    return content.filled(script, values)


async def _value(name: str, intent: RunScript, outside: Outside[Settings], step: str) -> str:
    given = await call_as(
        outside.bus,
        getting(name, with_decryption=True),
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
