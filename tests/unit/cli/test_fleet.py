"""`scalehook fleet`, over what a stack answers."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from scalehook.cli import fleet, remote

CONDITIONS: dict[str, Any] = {
    "failure_rate": 0.25,
    "start_up_seconds": 90.0,
    "stock": [
        {"instance_type": "ecs.g7.large", "zone_id": "", "amount": 3},
        {"instance_type": "*", "zone_id": "cn-hangzhou-h", "amount": None},
    ],
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the stack was asked."""
    heard: list[Any] = []

    def ask(endpoint: str, method: str, path: str, body: Any = None) -> Any:
        heard.append((method, path, body))
        return CONDITIONS

    monkeypatch.setattr(remote, "ask", ask)
    return heard


def run(*words: str) -> Any:
    return CliRunner().invoke(fleet.app, words, env={"COLUMNS": "80"})


def test_how_things_stand(asked: list[Any]) -> None:
    """Rate, time and stock; or all as JSON."""
    lines = [line.split() for line in run("show").stdout.splitlines()]
    assert lines[0] == ["Of", "new", "instances,", "25%", "fail."]
    assert lines[1] == ["A", "start", "takes", "1m30s."]
    assert lines[4:] == [["ecs.g7.large", "all", "3"], ["*", "cn-hangzhou-h", "unlimited"]]
    assert json.loads(run("show", "--json").stdout) == CONDITIONS
    assert asked == [("GET", "fleet", None)] * 2


@pytest.mark.parametrize(
    ("words", "body"),
    [
        (["stock", "ecs.g7.large", "3"], {"instance_type": "ecs.g7.large", "zone_id": "", "amount": 3}),
        (["stock", "*", "0", "--zone", "z"], {"instance_type": "*", "zone_id": "z", "amount": 0}),
        (["stock", "a", "unlimited"], {"instance_type": "a", "zone_id": "", "amount": None}),
    ],
)
def test_stock(asked: list[Any], words: list[str], body: dict[str, Any]) -> None:
    """How many more can be had, of a type, in a zone or in all."""
    assert "Stock (2)" in run(*words).stdout
    assert asked == [("POST", "fleet", {"stock": [body]})]


@pytest.mark.parametrize(
    ("words", "body"),
    [
        (["failure-rate", "0.2"], {"failure_rate": 0.2}),
        (["slow-start", "1m30s"], {"slow_start_seconds": 90.0}),
        (["reset"], {"reset": True}),
    ],
)
def test_what_else_goes_wrong(asked: list[Any], words: list[str], body: dict[str, Any]) -> None:
    """One thing at a time."""
    assert run(*words).exit_code == 0
    assert asked == [("POST", "fleet", body)]


@pytest.mark.parametrize(
    "words",
    [
        ["stock", "a", "many"],
        ["stock", "a", "6_00"],
        ["stock", "a", "1" * 10],
        ["failure-rate", "2"],
        ["slow-start", "soon"],
    ],
    ids=str,
)
def test_wrong_usage(asked: list[Any], words: list[str]) -> None:
    """Is told before anybody is asked."""
    assert (run(*words).exit_code, asked) == (2, [])
