"""Where throwaway servers come from, and what is told and left behind when there is none."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from scalehook.testing import container, postgres, rabbit
from scalehook.testing.postgres import private as private_postgres
from scalehook.testing.postgres.given import GivenServer
from scalehook.testing.rabbit import private as private_rabbit
from scalehook.testing.rabbit.administration import MANAGEMENT_VARIABLE
from scalehook.testing.rabbit.broker import OwnBroker
from scalehook.testing.throwaway import NoServer, even_if_killed, free_port
from support.patience import wait_until

NEEDS_A_RESTART = """
    def test_restart({server}):
        {server}.restart()
"""


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address in the environment, and no CI."""
    for name in (rabbit.VARIABLE, postgres.VARIABLE, MANAGEMENT_VARIABLE, "CI"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def no_docker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a Docker Engine."""
    monkeypatch.setattr(container, "docker_runs", lambda: False)


@pytest.fixture
def listening() -> Iterator[int]:
    """The port of somebody who says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("module", "find", "installed"),
    [(rabbit, rabbit.rabbit_broker, "rabbitmq-server"), (postgres, postgres.postgres_server, "initdb")],
)
def test_nothing_at_all(module, find, installed: str, no_docker: None, monkeypatch) -> None:
    """The message names the variable, Docker and the program."""
    monkeypatch.setattr(module, "programs", lambda: None)
    with pytest.raises(NoServer) as caught, find():
        pass
    told = str(caught.value)
    assert all(word in told for word in (module.VARIABLE, "no Docker Engine", installed))


def test_testcontainers_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A private server serves then; the reason says what to install."""
    for name, answer in (("docker_runs", True), ("has_image", True), ("find_spec", None)):
        monkeypatch.setattr(container, name, lambda *_, answer=answer: answer)

    @contextmanager
    def private(folder: Path) -> Iterator[str]:
        yield f"private of {folder}"

    monkeypatch.setattr(rabbit, "programs", lambda: "here")
    monkeypatch.setattr(rabbit, "private_broker", private)
    assert ".[testing]" in container.why_no_container("any")
    with rabbit.rabbit_broker() as broker:
        assert broker == "private of here"


def test_an_image_that_is_not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason says that none is pulled, and how to get it."""
    monkeypatch.setattr(container, "docker_runs", lambda: True)
    monkeypatch.setattr(container, "has_image", lambda name: False)
    assert "docker pull some:1" in container.why_no_container("some:1")


@pytest.mark.parametrize(
    ("variable", "find"),
    [(rabbit.VARIABLE, rabbit.rabbit_broker), (postgres.VARIABLE, postgres.postgres_server)],
)
def test_nobody_at_the_given_address(variable: str, find, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told at once, with the variable's name; another server is not taken in its place."""
    monkeypatch.setenv(variable, f"some://u:p@127.0.0.1:{free_port()}/x")
    with pytest.raises(NoServer, match=variable), find():
        pass


def test_no_vhost_can_be_made(listening: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither by the management API nor by rabbitmqctl: both are named, with what was wrong."""
    monkeypatch.setenv(MANAGEMENT_VARIABLE, f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv(rabbit.VARIABLE, f"amqp://guest:guest@127.0.0.1:{listening}/")
    program(tmp_path, "rabbitmqctl", """echo '{"listeners": [{"port": 1}]}'""")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with rabbit.rabbit_broker() as broker, pytest.raises(NoServer) as caught:
        broker.vhost()
    assert MANAGEMENT_VARIABLE in str(caught.value)
    assert "rabbitmqctl controls another broker" in str(caught.value)


class Silent(OwnBroker):
    """One that a test has stopped."""

    port = management_port = 1

    def control(self, *arguments: str) -> str:
        raise NoServer("it is stopped")


def test_a_vhost_on_a_broker_that_does_not_answer() -> None:
    """It stays there until the broker ends, and is not waited for."""
    with pytest.raises(httpx.ConnectError):
        Silent().vhost()
    Silent().drop("amqp://guest:guest@127.0.0.1:1/t1")


def test_a_given_database_address_keeps_its_options() -> None:
    """Only the database's name is another."""
    server = GivenServer("postgresql://u:p@host:5432/mine?sslmode=require")
    assert server.url("t1") == "postgresql://u:p@host:5432/t1?sslmode=require"


@pytest.mark.parametrize(("ci", "outcome"), [("", "skipped"), ("true", "failed")])
@pytest.mark.parametrize(
    ("variable", "server"), [(rabbit.VARIABLE, "broker"), (postgres.VARIABLE, "postgres")]
)
def test_what_somebody_elses_server_does_not_do(
    variable: str, server: str, ci: str, outcome: str, listening: int, pytester, monkeypatch
) -> None:
    """A test that wants a restart is skipped with the reason; in CI it fails."""
    monkeypatch.setenv(variable, f"some://u:p@127.0.0.1:{listening}/x")
    monkeypatch.setenv("CI", ci)
    pytester.makepyfile(NEEDS_A_RESTART.format(server=server))
    result = pytester.runpytest_inprocess("-p", "scalehook.testing.servers", "-p", "no:asyncio", "-rsf")
    result.assert_outcomes(**{outcome: 1})
    result.stdout.fnmatch_lines([f"*{variable} is not ours: it is not restarted*"])


def test_a_broker_that_ends_at_once_is_not_waited_for(tmp_path: Path, monkeypatch) -> None:
    """What it has said is told; its folder is removed."""
    program(tmp_path, "rabbitmq-server", "echo no Erlang; exit 1")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(NoServer, match="no Erlang"), private_rabbit.private_broker(tmp_path):
        pass
    assert list(tmp_path.glob("scalehook-*")) == []


def test_a_server_goes_with_a_process_that_is_killed(tmp_path: Path) -> None:
    """What would have to be done in the end is done by somebody else."""
    (tmp_path / "left").touch()
    killed = (
        "import os; from scalehook.testing.throwaway import even_if_killed\n"
        f"with even_if_killed('rm {tmp_path}/left'): os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == -signal.SIGKILL
    wait_until(lambda: not (tmp_path / "left").exists(), lambda: "nobody does it")
    with suppress(ValueError), even_if_killed(f"touch {tmp_path}/left"):
        raise ValueError
    assert not (tmp_path / "left").exists()


def test_a_broker_that_does_not_start_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    """Its process is ended and its folder removed."""
    pid = tmp_path / "pid"

    def in_vain(*_: object) -> bool:
        return not wait_until(pid.exists, lambda: "it is not even started")

    monkeypatch.setattr(private_rabbit, "poll", in_vain)
    program(tmp_path, "rabbitmq-server", f"echo $$ >{pid}.new; mv {pid}.new {pid}; exec sleep 600")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(NoServer, match="does not start"), private_rabbit.private_broker(tmp_path):
        pass
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), signal.SIGCONT)
    assert list(tmp_path.glob("scalehook-*")) == []


def test_a_database_server_that_does_not_start_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    """It is stopped, in case it has started late, and its folder removed."""
    program(tmp_path, "initdb", "exit 0")
    program(tmp_path, "pg_ctl", f'echo "$@" >>{tmp_path}/calls; exit 1')
    monkeypatch.setattr(private_postgres, "is_root", lambda: False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(NoServer, match="start"), private_postgres.private_server(tmp_path):
        pass
    calls = (tmp_path / "calls").read_text().splitlines()
    assert [call.endswith(end) for call, end in zip(calls, ("start", "stop -m immediate"), strict=True)]
    assert list(tmp_path.glob("scalehook-*")) == []
