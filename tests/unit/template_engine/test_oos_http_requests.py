"""Tasks that ask servers, and what they make of the answers."""

from typing import Any

import pytest

from scalehook_contracts.template_engine.tasks import AskServer, RecordApiAnswer
from support.orchestra import Orchestra

RULE = "Rules: [{PropertySelector: .state, Operator: %s, Value: %s}]"


class Asked:
    """An execution with one such task."""

    def __init__(self, properties: str, more: str = "") -> None:
        self.oos = Orchestra()
        self.oos.template(
            f"Tasks: [{{Name: ask, Action: 'ACS::ExecuteHttpRequest', Properties: {{{properties}}},"
            f" Outputs: {{n: {{ValueSelector: .n}}}}{more}}}]\n"
            "Outputs: {n: {Value: '{{ ask.n }}'}}"
        )
        self.execution = self.oos.start()

    @property
    def requests(self) -> list[AskServer]:
        return [intent for _, intent in self.oos.rehearsal.begun if isinstance(intent, AskServer)]

    @property
    def status(self) -> tuple[str, str]:
        return self.oos.status(self.execution)

    def answer(self, error: str = "", **body: Any) -> None:
        """The server has answered, or not."""
        [key] = self.oos.rehearsal.machine.intents
        code = "HttpRequestFailed" if error else ""
        answer = RecordApiAnswer(
            task_execution_id=self.requests[-1].task_execution_id,
            body=body,
            error_code=code,
            error_message=error,
        )
        self.oos.rehearsal.settle(key, answer)


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("URL: 'http://h/'", ("POST", "http://h/", {}, "")),
        (
            "URL: 'http://h/?a=1', Query: {b: x y, c: 2}, Headers: {H: 1}, Body: {k: [1]}",
            (
                "POST",
                "http://h/?a=1&b=x+y&c=2",
                {"Content-Type": "application/json", "H": "1"},
                '{"k": [1]}',
            ),
        ),
        ("Method: get, URL: 'http://h', Body: {k: v}", ("GET", "http://h", {}, "")),
        ("URL: 'http://h', Query: {q: ä}", ("POST", "http://h?q=%C3%A4", {}, "")),
    ],
)
def test_what_is_sent(properties: str, expected: tuple[Any, ...]) -> None:
    """POST unless GET is said; a query behind the one that the URL has; a body as JSON, not with GET."""
    [request] = Asked(properties).requests
    assert (request.method, request.uri, request.headers, request.body) == expected


def test_the_answer() -> None:
    """Outputs are selected from it; a request that fails fails its task."""
    good = Asked("URL: 'http://h/'")
    good.answer(n=3)
    assert good.oos.ended()[-1].outputs == {"n": 3}
    bad = Asked("URL: 'http://h/'")
    bad.answer("HTTP 500")
    assert bad.status == ("Failed", "HttpRequestFailed message: HTTP 500")


@pytest.mark.parametrize(
    ("rule", "state", "status"),
    [
        (RULE % ("Equals", "up"), "up", "Success"),
        (RULE % ("Equals", "1"), 1, "Success"),
        (RULE % ("Equals", "up"), "down", "Failed"),
        (RULE % ("In", "[up, warm]"), "warm", "Success"),
        (RULE % ("In", "[up, warm]"), "cold", "Failed"),
        (RULE % ("NotIn", "[up, warm]"), "cold", "Success"),
        (RULE % ("NotIn", "[up, warm]"), "up", "Failed"),
    ],
)
def test_checks(rule: str, state: Any, status: str) -> None:
    """All rules of CheckFor must hold, or the task fails."""
    asked = Asked(f"URL: 'http://h/', CheckFor: {{{rule}}}")
    asked.answer(state=state)
    assert asked.status[0] == status
    assert ("does not hold" in asked.status[1]) is (status == "Failed")


def test_waiting() -> None:
    """The server is asked again until the rules of WaitFor hold, or the task has no retries left."""
    waits = f"URL: 'http://h/', WaitFor: {{{RULE % ('Equals', 'up')}}}"
    asked = Asked(waits, ", Retries: 2, DelayType: Constant, Delay: 5")
    asked.answer("HTTP 503")
    asked.oos.rehearsal.advance(5)
    asked.answer(state="down")
    asked.oos.rehearsal.advance(5)
    asked.answer(state="up", n=1)
    assert (asked.status[0], len(asked.requests)) == ("Success", 3)
    tired = Asked(waits, ", Retries: 0")
    tired.answer(state="down")
    assert tired.status == ("Failed", ".state Equals up does not hold after 0 retries")


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ("Method: PUT, URL: 'http://h/'", "Method must be one of POST, GET"),
        ("Method: POST", "URL must be given"),
        ("URL: 'http://h/', Headers: [a]", "Headers must be an object"),
        ("URL: 'http://h/', Query: a", "Query must be an object"),
        ("URL: 'http://h/', CheckFor: [a]", "CheckFor must have a list of Rules"),
        ("URL: 'http://h/', WaitFor: {Rules: [{}]}", "a rule of WaitFor must have a PropertySelector"),
        (
            "URL: 'http://h/', WaitFor: {Rules: [{PropertySelector: .x, Value: 1}]}",
            "Operator must be one of Equals, In, NotIn",
        ),
        (
            "URL: 'http://h/', WaitFor: {Rules: [{PropertySelector: .x, Operator: In}]}",
            "a rule of WaitFor must have a Value",
        ),
    ],
)
def test_what_cannot_be_sent(properties: str, why: str) -> None:
    """The task fails, and says why."""
    assert Asked(properties).status == ("Failed", why)
