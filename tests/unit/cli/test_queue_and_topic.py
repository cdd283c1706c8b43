"""`scalehook queue` and `scalehook topic`, over what a stack answers."""

import base64
import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from scalehook.cli import queue, remote, topic

NOTIFICATION = base64.b64encode(b'{"event": "hook"}').decode()
MESSAGE = {
    "message_id": "ABC",
    "message_body": NOTIFICATION,
    "message_body_md5": "",
    "enqueue_time": 1_767_225_600_000,
    "first_dequeue_time": 1_767_225_600_000,
    "dequeue_count": 2,
    "priority": 8,
    "message_group_id": None,
    "user_properties": [],
    "system_properties": [],
}


class Stack:
    """Answers everything alike, and notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self.answer: Any = {"message_id": "ABC", "messages": [MESSAGE], "purged": 3}

    def ask(self, endpoint: str, method: str, path: str, body: Any = None) -> Any:
        self.asked.append((method, path, body))
        return self.answer


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Stack:
    made = Stack()
    monkeypatch.setattr(remote, "ask", made.ask)
    return made


def run(app: Any, *arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def test_a_message_with_all_that_can_be_said(stack: Stack) -> None:
    """A length of time, a priority, a group, and properties with and without a type."""
    properties = ("--property", "n=1:NUMBER", "--property", "url=http://a:80")
    more = ("--delay", "1m", "--priority", "3", "--group", "g", *properties)
    assert run(queue.app, "send", "q", "hello", *more).stdout == "ABC\n"
    assert stack.asked == [
        (
            "POST",
            "mns/send",
            {
                "queue": "q", "delay": 60.0, "priority": 3, "body": "hello", "group": "g",
                "properties": [
                    {"name": "n", "value": "1", "type": "NUMBER"},
                    {"name": "url", "value": "http://a:80", "type": "STRING"},
                ],
            },
        )
    ]  # fmt: skip


def test_a_body_from_stdin(stack: Stack) -> None:
    """As it comes, its last line end too; bytes that are no text need Base64."""
    run(queue.app, "send", "q", "-", stdin="hé\n")
    run(topic.app, "publish", "t", "-", "--base64", "--tag", "a", stdin=b"\xff\x00")
    assert [asked[2]["body"] for asked in stack.asked] == ["hé\n", "/wA="]
    assert stack.asked[1][2]["tag"] == "a"
    refused = run(queue.app, "send", "q", "-", stdin=b"\xff\x00")
    assert (refused.exit_code, "--base64" in refused.output) == (2, True)


@pytest.mark.parametrize(
    "wrong",
    [
        ("send", "q", "x", "--property", "novalue"),
        ("send", "q", "x", "--property", "=1"),
        ("send", "q", "x", "--delay", "soon"),
        ("peek", "q", "--count", "17"),
        ("receive", "q", "--count", "0"),
        ("receive", "q", "--wait", "-1"),
    ],
)
def test_what_is_no_such_option(stack: Stack, wrong: tuple[str, ...]) -> None:
    """A usage error; nobody is asked."""
    assert run(queue.app, *wrong).exit_code == 2
    assert stack.asked == []


def test_messages_are_shown(stack: Stack) -> None:
    """A row for each, with columns that have something in them; times as times."""
    shown = run(queue.app, "peek", "a&b", "--count", "2").stdout
    assert stack.asked == [("GET", "mns/peek?queue=a%26b&count=2", None)]
    assert "2026-01-01T00:00:00Z" in shown
    assert NOTIFICATION in shown
    assert "group" not in shown


def test_bodies_are_decoded(stack: Stack) -> None:
    """JSON in Base64 is shown as JSON; anything else as it is."""
    shown = run(queue.app, "receive", "q", "--wait", "10s", "--delete", "--decode").stdout
    assert stack.asked == [
        ("POST", "mns/receive", {"queue": "q", "count": 1, "wait": 10.0, "delete": True})
    ]
    assert '{"event": "hook"}' in shown
    told = json.loads(run(queue.app, "peek", "q", "--decode", "--json").stdout)
    assert told[0]["message_body"] == {"event": "hook"}
    stack.answer = {"messages": [{**MESSAGE, "message_body": "just text"}]}
    assert "just text" in run(queue.app, "peek", "q", "--decode").stdout


def test_a_purge_is_asked_for(stack: Stack) -> None:
    """Unless it is said to be meant; the answer is how many messages are gone."""
    assert run(queue.app, "purge", "q", stdin="n\n").exit_code == 1
    assert stack.asked == []
    assert "Deleted: 3" in run(queue.app, "purge", "q", stdin="y\n").stdout
    assert run(queue.app, "purge", "q", "--yes").stdout == "Deleted: 3\n"


def test_topics_are_listed(stack: Stack) -> None:
    """All of them; or with a name, its subscriptions."""
    row = {"topic_name": "t", "subscriptions": 2, "message_count": 0, "pushes": 1}
    stack.answer = {"topics": [row]}
    assert "t     2              0" in run(topic.app, "list").stdout
    assert json.loads(run(topic.app, "list", "--json").stdout) == [row]
    named = {"subscription_name": "s", "endpoint": "http://a/", "filter_tag": None}
    terms = {"notify_strategy": "BACKOFF_RETRY", "notify_content_format": "XML"}
    stack.answer = {"subscriptions": [named | terms]}
    shown = run(topic.app, "list", "t").stdout
    assert stack.asked[-1] == ("GET", "mns/subscriptions?topic=t", None)
    assert "Subscriptions of t (1)" in shown
    assert "None" not in shown
