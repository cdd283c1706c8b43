"""ACS::ExecuteHttpRequest: a request to any server, once or until its answer is as desired."""

import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from scalehook.template_engine.actions.action import (
    Failed,
    Outcome,
    RequestNeeded,
    Retry,
    Succeeded,
)
from scalehook.template_engine.actions.execute_api import error_text
from scalehook.template_engine.actions.rules import Rule, RuleInvalid, keeps, rules_of
from scalehook.template_engine.actions.wait_for import delay
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.expressions import as_text
from scalehook.template_engine.selectors import SelectorFailed
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer

METHODS = ("POST", "GET")
JSON = {"Content-Type": "application/json"}


def begin(run: TaskRun) -> Outcome:
    """Send it. A body that is no text is sent as JSON; GET has none."""
    said = run.properties
    method, url = str(said.get("Method") or "POST").upper(), said.get("URL")
    if method not in METHODS:
        return Failed(f"Method must be one of {', '.join(METHODS)}")
    if not isinstance(url, str) or not url:
        return Failed("URL must be given")
    try:
        headers, query = (_texts(name, said.get(name)) for name in ("Headers", "Query"))
        for name in ("CheckFor", "WaitFor"):
            rules_of(name, said)
    except RuleInvalid as problem:
        return Failed(str(problem))
    body = _body(said.get("Body")) if method == "POST" else ""
    kind = JSON if body else {}
    return RequestNeeded(method, _with_query(url, query), kind | headers, body)


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """The rules of WaitFor are waited for, with the task's retries; those of CheckFor must hold then."""
    try:
        waits, checks = (rules_of(name, run.properties) for name in ("WaitFor", "CheckFor"))
        broken = _broken(waits, answer, allowance) if waits else None
        if broken:
            if run.tries >= node.retries:
                return Failed(f"{broken} after {run.tries} retries")
            return Retry(delay(run.tries, node))
        broken = _broken(checks, answer, allowance)
    except (SelectorFailed, RuleInvalid) as problem:
        return Failed(str(problem))
    return Failed(broken) if broken else Succeeded(answer.body)


def _broken(rules: list[Rule], answer: RecordApiAnswer, allowance: Allowance) -> str:
    """Why it is not as desired; empty when it is."""
    if answer.error_code:
        return error_text(answer)
    return next((str(rule) for rule in rules if not keeps(rule, answer.body, allowance)), "")


def _texts(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value or {}, dict):
        raise RuleInvalid(f"{name} must be an object")
    return {str(key): as_text(item) for key, item in (value or {}).items()}


def _body(value: Any) -> str:
    if value in (None, "", {}):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _with_query(url: str, query: dict[str, str]) -> str:
    if not query:
        return url
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(query)}"
