"""ACS::Notify: a POST to a web hook."""

import json
from typing import Any

from scalehook.template_engine.actions.action import Failed, Outcome, PostNeeded, Succeeded
from scalehook.template_engine.actions.execute_api import error_text
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer

JSON = {"Content-Type": "application/json"}


def begin(run: TaskRun) -> Outcome:
    """Send it. Content that is no text is sent as JSON."""
    kind, hook = run.properties.get("NotifyType", "WebHook"), run.properties.get("WebHook")
    if kind != "WebHook":
        return Failed(f"NotifyType {kind} is not simulated: there is WebHook")
    if not isinstance(hook, dict) or not isinstance(hook.get("URI"), str):
        return Failed("WebHook must have a URI")
    headers = hook.get("Headers") or {}
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        return Failed("Headers must be texts by their names")
    return PostNeeded(hook["URI"], JSON | headers, _body(hook.get("Content", "")))


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """It has been taken, or not."""
    return Failed(error_text(answer)) if answer.error_code else Succeeded({})


def _body(content: Any) -> str:
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
