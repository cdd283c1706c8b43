"""Calls servers of users: web hooks, and those that tasks ask."""

from typing import Any

from scalehook.kit import Outside
from scalehook.kit.push import asking
from scalehook.kit.push.attempt import push
from scalehook.template_engine.settings import Settings
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.template_engine.tasks import AskServer, CallWebHook, RecordApiAnswer


async def call_web_hook(intent: CallWebHook, outside: Outside[Settings]) -> RecordApiAnswer:
    """Whether it was taken, or why not."""
    reason = await push(intent.uri, intent.headers, intent.body, outside.settings)
    return RecordApiAnswer(
        task_execution_id=intent.task_execution_id,
        error_code="WebHookFailed" if reason else "",
        error_message=reason,
    )


async def ask_server(intent: AskServer, outside: Outside[Settings]) -> RecordApiAnswer:
    """Its answer, or why there is none."""
    answered = await asking.ask_server(
        intent.method, intent.uri, intent.headers, intent.body, outside.settings
    )
    return RecordApiAnswer(
        task_execution_id=intent.task_execution_id,
        body={} if answered.reason else _object(answered.body),
        error_code="HttpRequestFailed" if answered.reason else "",
        error_message=answered.reason,
    )


def _object(text: str) -> dict[str, Any]:
    """The JSON object that it is; whatever else it is, as `Body`."""
    try:
        found = parse_json(text)
    except NotPlain:
        return {"Body": text}
    return found if isinstance(found, dict) else {"Body": found}
