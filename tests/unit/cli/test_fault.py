"""`scalehook fault`, over what a stack answers."""

from typing import Any

import pytest
from typer.testing import CliRunner

from scalehook.cli import fault, remote

VIEW = {"id": "fault-1", "kind": "refuse", "seen": 3, "fired": 2, "code": "Throttling"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the stack was asked."""
    heard: list[Any] = []

    def ask(endpoint: str, method: str, path: str, body: Any = None) -> Any:
        heard.append((method, path, body))
        return VIEW if "/" in path or method == "POST" else {"faults": [VIEW]}

    monkeypatch.setattr(remote, "ask", ask)
    return heard


def told(*arguments: str) -> str:
    result = CliRunner().invoke(fault.app, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_one_is_added(asked: list[Any]) -> None:
    """Numbers and lists are such, all else is text; the id is what is printed."""
    said = told("add", "refuse", "code=Throttling", "times=2", 'action=["A", "B"]', "hook=a=b")
    body = {"kind": "refuse", "code": "Throttling", "times": 2, "action": ["A", "B"], "hook": "a=b"}
    assert (said, asked) == ("fault-1\n", [("POST", "faults", body)])


@pytest.mark.parametrize("argument", ["times", "=2", ""])
def test_what_is_no_argument(asked: list[Any], argument: str) -> None:
    """A usage error; nobody is asked."""
    result = CliRunner().invoke(fault.app, ["add", "drop", argument])
    assert (result.exit_code, asked) == (2, [])


def test_all_are_listed(asked: list[Any]) -> None:
    """A line each, with what was asked for; or as JSON."""
    assert all(part in told("list") for part in ("fault-1", "refuse", "code=Throttling"))
    assert '"fired": 2' in told("list", "--json")


def test_they_are_removed(asked: list[Any]) -> None:
    """One by its id, or all."""
    assert told("remove", "fault-1") == told("remove") == "fault-1 refuse: fired 2\n"
    assert asked == [("DELETE", "faults/fault-1", None), ("DELETE", "faults", None)]
