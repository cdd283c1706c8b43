"""`scalehook doctor`: what it finds, and what it says to do."""

import json
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import CliRunner

from scalehook.cli import app, doctor
from scalehook.cli.doctor.checks import (
    CHECKS,
    broker,
    database,
    docker,
    machine,
    sandbox,
    servers,
    stack,
    variables,
)
from scalehook.cli.doctor.finding import Finding, State
from scalehook.script_runner.executors import cgroups
from scalehook.testing.throwaway import free_port

RUNNER = CliRunner()
NOWHERE = "http://127.0.0.1:9"


def only(found: object) -> Finding:
    [finding] = found  # type: ignore[misc]  # an iterator of findings
    return finding  # type: ignore[no-any-return]  # the same


class Somebody(BaseHTTPRequestHandler):
    """Answers as a program does that is no stack, or as a stack that lacks a service."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.answer)  # type: ignore[attr-defined]  # set below

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (b'{"services": {"fleet": true}}', State.GOOD, "1 services"),
        (b'{"services": {"fleet": false}}', State.BAD, "without fleet"),
        (b"<html>", State.BAD, "is no stack"),
        (b"[]", State.BAD, "is no stack"),
    ],
)
def test_who_is_at_the_endpoint(answer: bytes, state: State, said: str) -> None:
    """A stack that is well or not, or another program."""
    with HTTPServer(("127.0.0.1", 0), Somebody) as server:
        server.answer = answer  # type: ignore[attr-defined]  # for Somebody
        thread = Thread(target=server.handle_request)
        thread.start()
        found = only(stack.look(f"http://127.0.0.1:{server.server_port}"))
        thread.join()
    assert found.state is state
    assert said in found.said


def test_a_port_that_is_free() -> None:
    """A stack can start there."""
    found = only(stack.look(f"http://127.0.0.1:{free_port()}"))
    assert (found.state, "is free" in found.said) == (State.GOOD, True)


def test_a_port_where_nobody_can_listen() -> None:
    """That somebody has, who takes no connection; it says which other to take."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = only(stack.look(f"http://127.0.0.1:{taken.getsockname()[1]}"))
    assert found.state is State.BAD
    assert "--port" in found.remedy


def test_servers_are_needed_by_those_who_ask_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that a variable names has to be there."""
    monkeypatch.setenv("SCALEHOOK_AMQP_URL", "amqp://guest:guest@127.0.0.1:9/")
    monkeypatch.setenv("SCALEHOOK_DATABASE_URL", "postgresql://u:p@127.0.0.1:9/d")
    for check in (broker.look, database.look):
        found = only(check(NOWHERE))
        assert found.state is State.BAD
        assert "_URL" in found.remedy
    assert servers.tell("b", "B", "away", "V", is_asked_for=False).state is State.LACKING
    assert servers.tell("b", "B", "", "V", is_asked_for=True).state is State.GOOD


def test_a_variable_that_nothing_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, with what was meant."""
    monkeypatch.setenv("SCALEHOOK_PROT", "1")
    found = only(variables.look(NOWHERE))
    assert (found.state, "SCALEHOOK_PROT" in found.said) == (State.LACKING, True)


def test_an_old_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing runs with it; this one is new enough."""
    assert only(machine.python(NOWHERE)).state is State.GOOD
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    found = only(machine.python(NOWHERE))
    assert (found.state, found.remedy) == (State.BAD, "install Python 3.11 or newer")


def test_where_the_state_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """There has to be room, and it has to be the user's own: else it says which option helps."""
    monkeypatch.setattr(machine, "STATE", tmp_path)
    monkeypatch.setattr(machine, "LEAST_BYTES", 1)
    assert only(machine.disk(NOWHERE)).state is State.GOOD
    monkeypatch.setattr(machine, "LEAST_BYTES", 2**80)
    found = only(machine.disk(NOWHERE))
    assert (found.state, "--state" in found.remedy) == (State.LACKING, True)
    monkeypatch.setattr("os.access", lambda path, mode: False)  # root may write anywhere
    found = only(machine.disk(NOWHERE))
    assert (found.state, str(tmp_path) in found.said, "--state" in found.remedy) == (
        State.BAD,
        True,
        True,
    )
    monkeypatch.setattr(machine, "STATE", tmp_path / "nowhere" / "at-all")
    found = only(machine.disk(NOWHERE))
    assert (found.state, "--state" in found.remedy) == (State.BAD, True)


ENGINE, COMPOSE = "echo 27.1", "echo 2.29"
DOWN = "echo Cannot connect >&2; exit 1"


@pytest.mark.parametrize(
    ("engine", "compose", "expected"),
    [
        (ENGINE, COMPOSE, [("docker", State.GOOD, ""), ("compose", State.GOOD, "")]),
        (DOWN, COMPOSE, [("docker", State.LACKING, "start it: systemctl start docker")]),
        ("kill $$", COMPOSE, [("docker", State.LACKING, "start it: systemctl start docker")]),
        (
            ENGINE,
            "echo no such command >&2; exit 1",
            [("docker", State.GOOD, ""), ("compose", State.LACKING, "install Docker's plugin Compose")],
        ),
    ],
)
def test_docker(
    engine: str,
    compose: str,
    expected: list[tuple[str, State, str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Its Engine and Compose, which may each be away; and nothing of it at all."""
    program = tmp_path / "docker"
    program.write_text(f"#!/bin/sh\nif [ $1 = info ]; then {engine}; else {compose}; fi\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    found = list(docker.look(NOWHERE))
    assert [(each.name, each.state, each.remedy) for each in found] == expected
    assert all(each.said for each in found)
    monkeypatch.setenv("PATH", "")
    assert only(docker.look(NOWHERE)).said == "not installed"


@pytest.mark.parametrize(("problem", "state"), [("", State.GOOD), ("no namespaces", State.LACKING)])
def test_the_sandbox(problem: str, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it does not work, it says why, what to install, and what is done until then."""

    class Sandbox:
        def unavailable(self) -> str:
            return problem

    monkeypatch.setattr(sandbox, "executor_of", lambda name: Sandbox())
    found = only(sandbox.look(NOWHERE))
    assert (found.state, problem in found.said, "simulated" in found.remedy) == (
        state,
        True,
        bool(problem),
    )


def test_what_bounds_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """By which control groups; without, how to get them."""
    monkeypatch.setattr(cgroups, "usable", lambda: "version 2")
    found = only(sandbox.limits(NOWHERE))
    assert (found.state, "version 2" in found.said) == (State.GOOD, True)
    monkeypatch.setattr(cgroups, "usable", lambda: "")
    found = only(sandbox.limits(NOWHERE))
    assert (found.state, "Delegate=yes" in found.remedy) == (State.LACKING, True)


@pytest.mark.parametrize(("state", "code"), [(State.LACKING, 0), (State.BAD, 1)])
def test_what_is_shown(monkeypatch: pytest.MonkeyPatch, state: State, code: int) -> None:
    """A line each, and what to do; only what has to be mended is a failure."""
    finding = Finding("thing", state, "it is so", "do this")
    monkeypatch.setattr(doctor, "CHECKS", [lambda endpoint: [finding]])
    shown = RUNNER.invoke(app, ["doctor"])
    assert shown.exit_code == code
    assert "thing  it is so" in shown.stdout
    assert "do this" in shown.stdout
    as_json = RUNNER.invoke(app, ["doctor", "--json"])
    assert json.loads(as_json.stdout) == [
        {"name": "thing", "state": state, "said": "it is so", "remedy": "do this"}
    ]


def test_the_checks_of_this_machine() -> None:
    """Each says something, and raises nothing, whatever there is."""
    endpoint = f"http://127.0.0.1:{free_port()}"
    assert all(finding.said for check in CHECKS for finding in check(endpoint))
