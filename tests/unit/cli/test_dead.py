"""`scalehook dead`, over what a stack answers."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from scalehook.cli import dead, remote

LONG = "scaling_controller:scaling_controller-outcome-deliver/" + "x" * 120


class Stack:
    """Answers, and notes what it was asked."""

    def __init__(self, *letters: dict[str, Any]) -> None:
        self.letters = letters
        self.kept: dict[str, str] = {}
        self.asked: list[Any] = []

    def ask(self, endpoint: str, method: str, path: str, body: Any = None) -> Any:
        self.asked.append((method, path, body))
        if path == "dead":
            return {"dead_letters": list(self.letters)}
        if path == "dead/drop":
            return {"dropped": len(body["ids"])}
        return {"retried": len(self.letters), "kept": self.kept}


def letter(**changes: str) -> dict[str, Any]:
    given = {"id": LONG, "service": "scaling_controller", "type": "a.b", "at": "2026-01-01T00:00:00Z"}
    return {**given, "reason": "why", "body": {"a": 1}, **changes}


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Stack:
    """One with a letter."""
    made = Stack(letter())
    monkeypatch.setattr(remote, "ask", made.ask)
    return made


def run(*words: str) -> Any:
    return CliRunner().invoke(dead.app, words, env={"COLUMNS": "80"})


def test_ids_are_whole(stack: Stack) -> None:
    """In a narrow window and through a pipe: what is shown can be given to `retry`."""
    head, row = run("list").stdout.splitlines()
    assert head.split() == ["ID", "SERVICE", "TYPE", "AT", "REASON"]
    assert row.split() == [LONG, "scaling_controller", "a.b", "2026-01-01T00:00:00Z", "why"]


def test_letters_as_json(stack: Stack) -> None:
    """With their bodies, as the stack answers them."""
    assert json.loads(run("list", "--json").stdout) == [letter()]
    stack.letters = ()
    assert json.loads(run("list", "--json").stdout) == []


def test_what_a_terminal_would_obey_is_shown_as_escapes(stack: Stack) -> None:
    """Reasons hold what somebody else has sent; markup is text."""
    stack.letters = (letter(reason="[red]\x1b[2J\na\u4f60[/nothing]"),)
    assert run("list").stdout.splitlines()[1].endswith("[red]\\x1b[2J\\na\u4f60[/nothing]")


def test_there_are_none(stack: Stack) -> None:
    """Is said."""
    stack.letters = ()
    assert run("list").stdout == "No dead letters.\n"


def test_letters_that_stay_are_named(stack: Stack) -> None:
    """With the reason, and as a failure."""
    assert run("retry", LONG).exit_code == 0
    stack.kept = {"a:1": "no service is called 'a'"}
    done = run("retry")
    assert done.exit_code == 5
    assert "a:1: no service is called 'a'" in done.stderr
    assert stack.asked[-2:] == [("POST", "dead/retry", {"ids": [LONG]}), ("POST", "dead/retry", {})]


def test_letters_are_dropped_by_their_names(stack: Stack) -> None:
    """And never all at once by naming none."""
    assert run("drop", LONG).stdout == "Dropped: 1\n"
    assert stack.asked[-1] == ("POST", "dead/drop", {"ids": [LONG]})
    asked = len(stack.asked)
    assert run("drop").exit_code == 2
    assert len(stack.asked) == asked
