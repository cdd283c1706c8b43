"""Consumers are started, and ended with whatever they have left behind."""

import signal
import socket
import sys
from pathlib import Path

import httpx
import pytest

from scalehook.certify.actor import Activity
from scalehook.certify.consumer import Command, Container, Unusable, processes
from scalehook.certify.consumer.command import MARK
from scalehook.certify.consumer.environment import Place
from scalehook.certify.consumer.output import Output
from scalehook.certify.consumer.readiness import accepts, answers_well, bell
from scalehook.certify.effort import effort_noted
from scalehook.certify.facts import ProcessFacts
from scalehook.certify.warnings import warnings
from support.certify.facts import facts
from support.patience import wait_until

LONG = 60.0  # nothing here takes so long


def shell(text: str) -> Command:
    """A consumer that is these lines."""
    return Command(["sh", "-c", text])


def said(consumer: Command, word: str) -> None:
    """Returns when it has written the word."""
    while word not in consumer.stdout.text():
        assert not consumer.exited()


def test_a_command_is_told_of_its_stack_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of the shell that would name another stack are not handed on."""
    monkeypatch.setenv("SCALEHOOK_CONSUMER_QUEUE", "another")
    monkeypatch.setenv("KEPT", "kept")
    consumer = shell('echo "$SCALEHOOK_CONSUMER_QUEUE|$KEPT|$MINE"; echo trouble >&2; exit 3')
    consumer.start({"MINE": "mine"})
    assert consumer.end(LONG, signal.SIGCONT).in_time
    assert consumer.exited() == "it ended with code 3"
    assert consumer.stdout.tail() == ["|kept|mine"]
    assert consumer.stderr.tail() == ["trouble"]


def test_a_consumer_is_asked_to_end_first() -> None:
    """It may do what it has to."""
    consumer = shell('trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.01; done')
    consumer.start({})
    said(consumer, "up")
    assert consumer.end(LONG).in_time
    assert "bye" in consumer.stdout.text()


def test_a_consumer_that_does_not_end_is_killed() -> None:
    """With its children, when its time is over."""
    consumer = shell('trap "" TERM; echo up; while :; do sleep 0.01; done')
    consumer.start({})
    said(consumer, "up")
    assert not consumer.end(0.05).in_time
    assert consumer.exited() == "it was ended by SIGKILL"


@pytest.mark.skipif(not processes.is_seen(), reason="this system does not show processes")
def test_children_that_outlive_a_consumer_are_named_and_killed() -> None:
    """They would hold ports and connections."""
    consumer = shell('trap "exit 0" TERM; (trap "" TERM; echo up; sleep 1000) & wait')
    consumer.start({})
    said(consumer, "up")
    group = consumer._process.pid if consumer._process else 0
    ending = consumer.end(LONG)
    assert ending.in_time
    assert ending.survivors
    assert processes.of_group(group) == []


@pytest.mark.skipif(not processes.is_seen(), reason="this system does not show processes")
@pytest.mark.parametrize("ends", ['trap "exit 0" TERM', 'trap "" TERM'])
def test_children_that_leave_the_group_are_found(ends: str) -> None:
    """They have a session of their own, as daemons do; whether or not their parent ends by itself."""
    consumer = shell(f"{ends}; setsid sleep 1000 & echo up; while :; do sleep 0.01; done")
    consumer.start({})
    said(consumer, "up")
    group, mark = consumer._process.pid if consumer._process else 0, f"{MARK}={consumer._mark}"

    def outside() -> list[str]:
        inside = {seen.pid for seen in processes.of_group(group)}
        return [seen.name for seen in processes.marked(mark) if seen.pid not in inside]

    wait_until(lambda: "sleep" in outside(), lambda: repr(processes.marked(mark)))
    ending = consumer.end(LONG if "exit" in ends else 0.05)
    assert processes.marked(mark) == []
    assert [name.split()[0] for name in ending.survivors] == ["sleep"] * ending.in_time


def test_a_command_that_is_not_there_is_refused() -> None:
    """Before anything is started."""
    with pytest.raises(Unusable, match="no such command"):
        Command(["no-such-command"]).check()
    with pytest.raises(Unusable, match="cannot be started"):
        Command(["/"]).start({})
    Command([sys.executable]).check()


DOCKER = """#!/bin/sh
echo "$*" >> "$0.calls"
case "$1" in
  image) [ "$3" = here ] ;;
  pull) echo "no such image" >&2; exit 1 ;;
  run) trap 'exit 0' TERM; echo up; while [ ! -e "$0.end" ]; do sleep 0.01; done ;;
  kill) touch "$0.end" ;;
esac
"""


def test_a_container_runs_on_the_hosts_network_and_is_ended_by_docker(tmp_path: Path) -> None:
    """Values of variables are on no command line; signals go to the container."""
    docker = tmp_path / "docker"
    docker.write_text(DOCKER)
    docker.chmod(0o755)
    with pytest.raises(Unusable, match="neither here nor to be pulled: no such image"):
        Container("elsewhere", str(docker)).check()
    consumer = Container("here", str(docker))
    consumer.check()
    consumer.start({"SECRET": "value"})
    said(consumer, "up")
    assert consumer.end(LONG).in_time
    calls = Path(f"{docker}.calls").read_text().splitlines()
    started, killed = calls[-2], calls[-1]
    assert started.startswith("run --rm --init --network host --name scalehook-certify-")
    assert started.endswith("--env SECRET here")
    assert killed.startswith("kill --signal SIGTERM scalehook-certify-")
    assert "value" not in " ".join(calls)


def test_output_keeps_its_beginning_and_its_end() -> None:
    """What is between is counted."""
    output = Output(each_end=4)
    for piece in (b"abcdef", b"ghi", b"jklmnop"):
        output.add(piece)
    assert output.text() == "abcd\n… 8 bytes left out …\nmnop"
    assert Output().text() == ""


def test_a_consumer_says_that_it_is_ready_by_any_call_of_its_url() -> None:
    """GET or POST, with or without a body; and a port that accepts is a sign, too."""
    with bell() as ringing:
        assert not ringing.rung.is_set()
        assert answers_well(ringing.url)
        assert httpx.post(ringing.url, json={}, trust_env=False).status_code == 204
        assert ringing.rung.is_set()
        port = int(ringing.url.split(":")[2].split("/")[0])
        assert accepts(port)
        ringing.rung.clear()
        place = ("127.0.0.1", port)
        with socket.create_connection(place), socket.create_connection(place) as late:  # one is silent
            late.sendall(b"POST /ready HTTP/1.1\r\nContent-Length: 70000\r\n\r\n")
            late.sendall(b"x" * 70000)
            answer = b"".join(iter(lambda: late.recv(100), b""))
        assert answer.startswith(b"HTTP/1.1 204")
        assert ringing.rung.is_set()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert not accepts(closed.getsockname()[1])


def test_a_consumer_is_busy_when_it_computes_and_never_calls() -> None:
    """For the whole window; one call is a sign of life."""
    busy = Activity(window=2.0)
    assert busy.add(0.0, 0.0, 0) == ""
    assert busy.add(1.0, 1.0, 0) == ""
    assert busy.add(2.0, 2.0, 0) == "100% of a processor for 2.0 s"
    assert busy.add(3.0, 3.0, 1) == ""
    assert busy.add(4.0, 3.1, 1) == ""


@pytest.mark.parametrize(
    ("spent", "much"),
    [([1.0, 1.9], ""), ([1.0, 2.2], "60% of a processor for 2.0 s"), ([None, None], "")],
)
def test_effort_while_nothing_answers_is_noted(
    monkeypatch: pytest.MonkeyPatch, spent: list[float | None], much: str
) -> None:
    """From half of a processor on, where it can be seen."""
    consumer, times = shell("true"), [10.0, 12.0]
    monkeypatch.setattr(consumer, "demand_seconds", lambda: spent.pop(0))
    monkeypatch.setattr("time.monotonic", lambda: times.pop(0))
    found = ProcessFacts()
    with effort_noted(consumer, found):
        pass
    monkeypatch.undo()
    assert found.effort == much
    assert bool(warnings(facts(process=found))) == bool(much)


def test_a_place_is_told_by_its_source() -> None:
    """A queue, a topic that pushes, or a queue of the broker."""
    assert Place(queue="q").variables() == {"SCALEHOOK_CERTIFY_QUEUE": "q"}
    pushed = Place(topic="t", push_port=8000).variables()
    assert pushed["SCALEHOOK_CERTIFY_PUSH_PORT"] == "8000"
    assert Place(amqp_queue="e").variables()["SCALEHOOK_AMQP_QUEUE"] == "e"
