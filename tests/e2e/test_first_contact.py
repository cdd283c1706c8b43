"""What a newcomer types first: the version, keys into the shell, a look at the stack, and mistakes."""

import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

import scalehook
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.http import HTTP
from support.patience import PATIENCE_SECONDS
from support.programs import program


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return program.run(*arguments, environment={**os.environ, **environment})


def test_the_version() -> None:
    """The same from the command line and from Python."""
    command = [sys.executable, "-m", "scalehook", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert done.stdout == f"scalehook {scalehook.__version__}\n"


@pytest.mark.parametrize("command", ["up", "service"])
def test_a_log_level_that_does_not_exist(command: str) -> None:
    """Wrong usage, with the levels that there are."""
    done = run(command, *(["fleet"] if command == "service" else []), "--log-level", "loud")
    assert done.returncode == 2
    assert "warning" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("duration", ["10x", "nan", "-60", ""])
def test_what_is_no_length_of_time(duration: str) -> None:
    """Wrong usage, and how to write one."""
    done = run("clock", "advance", "--", duration)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_clock_takes_lengths_of_time(process: StackProcess) -> None:
    """As people write them."""
    before = run("clock", "now", "--endpoint", process.endpoint).stdout[:13]
    done = run("clock", "advance", "1h30m", "--endpoint", process.endpoint)
    assert done.returncode == 0, done.stderr
    assert "It is now" in done.stdout
    assert before not in done.stdout


def test_a_setting_that_nobody_reads(tmp_path: Path) -> None:
    """The start warns of it, with what was meant; the stack runs all the same."""
    state = tmp_path / "state"
    state.mkdir()
    stack = StackProcess(state, environment={"SCALEHOOK_FLEET_STARTUP_SECONDS": "9"}).start()
    assert stack.stop() == 0
    assert "did you mean SCALEHOOK_FLEET_START_UP_SECONDS?" in stack.log()
    assert "SCALEHOOK_ACCESS_KEY_ID" not in stack.log()


def test_how_to_reach_the_stack(process: StackProcess) -> None:
    """Its endpoint and its keys, also when these came from its environment."""
    done = run("env", "--json", "--state", str(process.state))
    assert json.loads(done.stdout) == {
        "SCALEHOOK_ENDPOINT": process.endpoint,
        "SCALEHOOK_ACCESS_KEY_ID": KEY_ID,
        "SCALEHOOK_ACCESS_KEY_SECRET": SECRET,
        "SCALEHOOK_REGION": "cn-hangzhou",
        "SCALEHOOK_ACCOUNT_ID": "1234567890123456",
    }
    assert "export SCALEHOOK_ENDPOINT=" in run("env", "--state", str(process.state)).stdout


def test_there_is_nothing_to_reach(tmp_path: Path) -> None:
    """Exit code 4, and what to do."""
    done = run("env", "--state", str(tmp_path))
    assert (done.returncode, done.stdout) == (4, "")
    assert "scalehook up" in done.stderr


def test_the_status_of_a_stack(process: StackProcess, clients: Clients) -> None:
    """Groups, the waiting action with its token, and queues; ids are whole, whatever the width."""
    from mns.queue import QueueMeta

    clients.mns.get_queue("looked-at").create(QueueMeta())
    group = Group(clients)
    group.hook(heartbeat_timeout=600, notification_arn=clients.arn("mns", "queue/looked-at"))
    activity = group.execute(group.rule(1))
    process.advance(5)
    [action] = group.actions(activity)
    done = run("status", "--endpoint", process.endpoint, COLUMNS="40")
    assert done.returncode == 0, done.stderr
    for part in (group.id, "1 Pending:Wait", action.lifecycle_action_token, "looked-at  1  "):
        assert part in done.stdout
    status = json.loads(run("status", "--json", "--endpoint", process.endpoint).stdout)
    assert action.lifecycle_action_token in [waiting["token"] for waiting in status["waiting"]]
    assert {"name": "looked-at", "active": 1, "inactive": 0, "delayed": 0} in status["queues"]


@pytest.mark.parametrize("command", ["status", "tail"])
def test_no_stack_is_said_in_one_way(command: str) -> None:
    """Exit code 4, and what to do."""
    done = run(command, "--endpoint", "http://127.0.0.1:9")
    assert done.returncode == 4
    assert "no stack answers at http://127.0.0.1:9" in done.stderr
    assert "scalehook up" in done.stderr


def test_a_tail_ends_with_its_stack(tmp_path: Path) -> None:
    """It says so as if there had been none: exit code 4. Until then, a JSON object per line."""
    state = tmp_path / "state"
    state.mkdir()
    stack = StackProcess(state).start()
    with subprocess.Popen(
        [
            *(program.quick("scalehook"), "tail", "--json"),
            *("--type", "ScalingGroupCreated", "--endpoint", stack.endpoint),
        ],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as tail:  # fmt: skip
        assert tail.stdout is not None
        assert tail.stderr is not None
        groups = _until_heard(stack, tail)
        assert stack.stop() == 0
        heard = [json.loads(line) for line in tail.stdout]
        assert tail.wait(PATIENCE_SECONDS) == 4
        assert f"no stack answers at {stack.endpoint}" in tail.stderr.read()
    assert {event["type"] for event in heard} <= {"scaling_controller.scaling_group_created"}
    assert groups


def _until_heard(stack: StackProcess, tail: "subprocess.Popen[str]") -> list[str]:
    """Make groups until the tail has shown one: it may not have been listening at first."""
    made = []
    clients = Clients(stack.address, KEY_ID, SECRET)
    while True:
        made.append(Group(clients).id)
        if select.select([tail.stdout], [], [], 0.2)[0]:
            assert tail.stdout is not None
            event = json.loads(tail.stdout.readline())
            assert event["body"]["ScalingGroupId"] in made
            return made


def test_a_tail_on_a_terminal_keeps_to_its_width(process: StackProcess) -> None:
    """One row an event, however long the event is; the end of the row says that there is more."""
    ours, theirs = pty.openpty()
    command = [program.quick("scalehook"), "tail", "--endpoint", process.endpoint]
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm"}
    with subprocess.Popen(command, stdout=theirs, env=environment) as tail:
        clients = Clients(process.address, KEY_ID, SECRET)
        shown = b""
        while shown.count(b"\n") < 3:
            Group(clients)
            if select.select([ours], [], [], 0.2)[0]:
                shown += os.read(ours, 65536)
        tail.terminate()
    rows = re.sub(r"\x1b\[[\d;]*m", "", shown.decode()).splitlines()[:3]
    assert all(len(row) <= 60 for row in rows)
    assert all("scaling_controller." in row for row in rows)
    assert any(row.endswith("…") for row in rows)


def test_the_clock_takes_lengths_of_time_over_http(process: StackProcess) -> None:
    """As the command line does."""
    url = f"{process.endpoint}/_scalehook/clock/advance"
    for written, status in (("1m", 200), (60, 200), ("1 minute", 400), ("-1m", 400)):
        answer = HTTP.post(url, json={"seconds": written})
        assert answer.status_code == status, answer.text
