"""`scalehook resource`, over what a stack answers."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from scalehook.cli import remote, resource

EIP = {
    "kind": "eip",
    "resource_id": "eip-1",
    "attributes": {"Status": "InUse", "InstanceId": "", "Tags": [{"Key": "a", "Value": "b"}]},
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the stack was asked."""
    heard: list[Any] = []

    def ask(endpoint: str, method: str, path: str, body: Any = None) -> Any:
        heard.append((method, path, body))
        return {"resources": [EIP]}

    monkeypatch.setattr(remote, "ask", ask)
    return heard


def run(*words: str) -> Any:
    return CliRunner().invoke(resource.app, words, env={"COLUMNS": "80"})


def test_what_there_is(asked: list[Any]) -> None:
    """A row for each, with what it has in a word; or all as JSON."""
    lines = [line.split() for line in run("list").stdout.splitlines()]
    assert lines[1:] == [["kind", "id", "attributes"], ["eip", "eip-1", "Status=InUse"]]
    assert json.loads(run("list", "eip", "--json").stdout) == [EIP]
    assert asked == [("GET", "resources?kind=", None), ("GET", "resources?kind=eip", None)]


def test_a_long_body(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is cut in a row: an object of OSS may have half a megabyte."""
    made = {"kind": "object", "resource_id": "b/o", "attributes": {"Body": "x" * 9999}}
    monkeypatch.setattr(remote, "ask", lambda *_: {"resources": [made]})
    told = run("list").stdout
    assert "Body=xxx" in told
    assert told.count("x") == resource.LONGEST
    assert "…" in told


def test_one_of_them(asked: list[Any]) -> None:
    """All that it has."""
    assert json.loads(run("show", "eip", "eip-1").stdout) == EIP
    assert asked == [("GET", "resources?kind=eip&id=eip-1", None)]


@pytest.mark.parametrize(
    ("words", "resource_id", "attributes"),
    [
        (["r-1"], "r-1", {}),
        ([], "", {}),
        (["InstanceName=a=b"], "", {"InstanceName": "a=b"}),
        (["r-1", 'Tags=[{"Key": "a"}]', "Port="], "r-1", {"Tags": [{"Key": "a"}], "Port": ""}),
    ],
)
def test_one_more(
    asked: list[Any], words: list[str], resource_id: str, attributes: dict[str, Any]
) -> None:
    """With an id or without, and what it is to have."""
    assert run("add", "redis", *words).exit_code == 0
    body = {"kind": "redis", "id": resource_id, "attributes": attributes}
    assert asked == [("POST", "resources", body)]


@pytest.mark.parametrize("word", ["=x", "Port"])
def test_what_is_no_attribute(asked: list[Any], word: str) -> None:
    """Is told, and nothing is asked."""
    assert run("add", "redis", "r-1", word).exit_code == 2
    assert run("add", "redis", "r-1", "Tags=[").exit_code == 2
    assert asked == []


def test_one_less(asked: list[Any]) -> None:
    """By kind and id."""
    assert run("remove", "eip", "eip-1").exit_code == 0
    assert asked == [("DELETE", "resources?kind=eip&id=eip-1", None)]
