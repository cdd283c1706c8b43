"""`scalehook topic log` and `scalehook mailbox`, over what a stack answers."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from scalehook.cli import app, remote

AT = 1_767_225_600_000


def delivery(attempt: int, **more: Any) -> dict[str, Any]:
    return {
        "topic_name": "t", "subscription_name": "web", "endpoint": "http://a/", "message_id": "ABC",
        "attempt": attempt, "at": AT + attempt * 1000, "outcome": "taken", "reason": "",
        "next_attempt_time": 0, "dead_letter_queue": "", **more,
    }  # fmt: skip


FAILED = delivery(1, outcome="retried", reason="status 500", next_attempt_time=AT + 10_000)
TAKEN = delivery(2)
LOST = delivery(3, outcome="dead_letter", reason="gone", dead_letter_queue="dlq")


class Stack:
    """Its log grows with each question; `lines` are those of its events."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.log = [FAILED, TAKEN, LOST]
        self.letters: list[dict[str, Any]] = []
        self.length = 3

    def ask(self, endpoint: str, method: str, path: str, body: Any = None) -> Any:
        self.asked.append((method, path))
        warning = {"subscription_name": "web", "endpoint": "http://a/", "reason": "out of reach"}
        shown = self.log[: self.length]
        self.length += 1
        return {"deliveries": shown, "warnings": [warning], "letters": self.letters}

    def lines(self, endpoint: str, path: str) -> Iterator[str]:
        self.asked.append(("stream", path))
        yield from (": listening", "", "data: {}", "", ": still here", "")


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Stack:
    made = Stack()
    monkeypatch.setattr(remote, "ask", made.ask)
    monkeypatch.setattr(remote, "lines", made.lines)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_log_of_a_topic(stack: Stack) -> None:
    """Each attempt with its outcome and reason; what cannot but fail is a warning."""
    done = run("topic", "log", "t", "--subscription", "web", "--message", "ABC")
    assert stack.asked == [("GET", "mns/deliveries?topic=t&subscription=web&message=ABC&most=1000")]
    first, second, third = (line for line in done.stdout.splitlines() if "ABC" in line)
    assert first.split() == [
        "2026-01-01T00:00:01Z", "web", "ABC", "1", "retried", "2026-01-01T00:00:10Z", "status", "500"
    ]  # fmt: skip
    assert "taken" in second
    assert "dead_letter dlq" in third
    assert "web: out of reach" in done.stderr


def test_the_log_as_it_grows(stack: Stack) -> None:
    """What is there, then each new attempt, once; one warning."""
    stack.length = 1
    done = run("topic", "log", "t", "--follow", "--json")
    shown = [json.loads(line) for line in done.stdout.splitlines()]
    assert shown == [FAILED, TAKEN, LOST]
    assert done.stderr.count("out of reach") == 1
    kind, path = stack.asked[0]
    assert (kind, "type=push_%2A" in path) == ("stream", True)
    stack.length = 1
    lines = run("topic", "log", "t", "-f").stdout.splitlines()
    assert [line.split()[3] for line in lines] == ["1", "2", "3"]


def test_a_reason_obeys_nobody(stack: Stack) -> None:
    """What a receiver has said stays on its line, and moves no terminal."""
    stack.log = [delivery(1, outcome="lost", reason="a\nb\x1b[2J")]
    for arguments in ((), ("--follow",)):
        assert r"a\nb\x1b[2J" in run("topic", "log", "t", *arguments).stdout


def test_the_mailbox(stack: Stack) -> None:
    """Mails with their subject, short messages with their template; cleared when asked to."""
    common = {"to": "a@b.cn", "topic_name": "t", "subscription_name": "s", "at": AT, "parameters": ""}
    mail = {"kind": "mail", "subject": "Hello", "body": "text", "template_code": "", **common}
    sms = {**mail, "kind": "sms", "to": "138", "subject": "", "body": "", "template_code": "SMS_1"}
    stack.letters = [mail, {**sms, "parameters": '{"n":1}'}]
    shown = run("mailbox", "--to", "a@b.cn").stdout
    assert stack.asked[0] == ("GET", "mns/mailbox?to=a%40b.cn&most=1000")
    assert all(text in shown for text in ("Hello", "text", "SMS_1", '{"n":1}', "2026-01-01T00:00:00Z"))
    assert json.loads(run("mailbox", "--json").stdout) == stack.letters
    assert run("mailbox", "--clear").stdout == "The mailbox is empty.\n"
    assert stack.asked[-1] == ("DELETE", "mns/mailbox")


def test_they_are_commands() -> None:
    """Of which `--help` tells."""
    told = run("--help").stdout
    assert all(f" {name} " in told for name in ("queue", "topic", "mailbox"))
