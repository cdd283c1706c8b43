"""`scalehook up` and its companions: exit codes and messages that a person can act on."""

import json
import os
import select
import socket
import subprocess
import sys
from pathlib import Path

from mns.queue import Message, QueueMeta
from mns.subscription import SubscriptionMeta
from mns.topic import TopicMeta

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.http import HTTP
from support.programs.program import quick, run


def test_the_clock_is_moved_from_the_command_line(process: StackProcess) -> None:
    """`clock advance` prints the new time."""
    done = run("clock", "advance", "60", "--endpoint", process.endpoint)
    assert done.returncode == 0, done.stderr
    assert "It is now" in done.stdout


def test_the_clock_says_what_it_is_asked(process: StackProcess, clients: Clients) -> None:
    """Whether an event has happened; all of it as JSON; what cannot be, in words."""
    at = ("--endpoint", process.endpoint)
    event = "scaling_controller.lifecycle_action_ended"
    done = run("clock", "advance", "1m", "--until", event, "--patience", "0", *at)
    assert f"{event} has not happened." in done.stdout
    told = json.loads(run("clock", "advance", "1m", "--json", *at).stdout)
    assert (told["busy"], told["names"], told["passed"]) == ([], [], [])
    assert "It is now" in run("clock", "settle", *at).stdout
    assert run("clock", "advance", *at).returncode == 2
    assert "valid datetime" in run("clock", "advance", "--to", "x", *at).stderr
    timed = clients.mns.get_queue("timed")
    timed.create(QueueMeta())
    timed.send_message(Message("it has a last day"))
    assert "It is now" in run("clock", "advance", "--to", "next", *at).stdout
    timed.delete()
    assert "no event is called 'x'" in run("clock", "advance", "--until", "x", *at).stderr


def test_no_stack_is_said_plainly() -> None:
    """Exit code 4, and what to do."""
    done = run("clock", "advance", "1", "--endpoint", "http://127.0.0.1:9")
    assert done.returncode == 4
    assert "scalehook up" in done.stderr
    assert "Traceback" not in done.stderr


def test_there_are_no_dead_letters(process: StackProcess) -> None:
    """A healthy stack has none."""
    done = run("dead", "list", "--endpoint", process.endpoint)
    assert (done.returncode, "No dead letters" in done.stdout) == (0, True), done.stdout + done.stderr


def test_messages_by_hand(process: StackProcess, clients: Clients) -> None:
    """Sent, looked at, received and purged, as SDKs see them, too."""
    clients.mns.get_queue("by-hand").create(QueueMeta())
    at = ("--endpoint", process.endpoint)
    sent = run("queue", "send", "by-hand", '{"n": 1}', "--base64", *at)
    assert sent.returncode == 0, sent.stderr
    assert '{"n": 1}' in run("queue", "peek", "by-hand", "--decode", *at).stdout
    message = clients.mns.get_queue("by-hand").receive_message()
    assert (message.message_id, message.message_body) == (sent.stdout.strip(), b'{"n": 1}')
    (row,) = json.loads(run("queue", "list", "--json", *at).stdout)
    assert (row["queue_name"], row["inactive_messages"]) == ("by-hand", 1)
    assert run("queue", "purge", "by-hand", "--yes", *at).stdout == "Deleted: 1\n"
    none = run("queue", "receive", "by-hand", *at)
    assert (none.returncode, none.stderr) == (5, "scalehook: 404 Message not exist.\n")
    assert "queue name you provided" in run("queue", "peek", "none", *at).stderr


def test_a_topic_by_hand(process: StackProcess, clients: Clients) -> None:
    """What is published comes to its subscription; `status` shows what the topic has to do."""
    clients.mns.get_topic("by-hand").create(TopicMeta())
    clients.mns.get_queue("from-topic").create(QueueMeta())
    endpoint = f"acs:mns:{clients.region}:{clients.account}:queues/from-topic"
    clients.mns.get_topic("by-hand").get_subscription("s").subscribe(
        SubscriptionMeta(endpoint, notify_content_format="SIMPLIFIED")
    )
    at = ("--endpoint", process.endpoint)
    published = run("topic", "publish", "by-hand", "hello", *at)
    assert published.returncode == 0, published.stderr
    (got,) = json.loads(run("queue", "receive", "from-topic", "--json", *at).stdout)
    assert got["message_body"] == "hello"
    assert "queues/from-topic" in run("topic", "list", "by-hand", *at).stdout
    (delivery,) = json.loads(run("topic", "log", "by-hand", "--json", *at).stdout)
    assert (delivery["message_id"], delivery["outcome"]) == (published.stdout.strip(), "taken")
    assert "Letters: none" in run("mailbox", *at).stdout
    (row,) = json.loads(run("status", "--json", *at).stdout)["topics"]
    assert row == {"name": "by-hand", "subscriptions": 1, "messages": 0, "pushes": 0}
    assert "Topics (1)" in run("status", *at).stdout


def test_a_port_in_use(tmp_path: Path) -> None:
    """Exit code 3, naming the port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("up", "--port", str(port), "--state", str(tmp_path))
    assert done.returncode == 3
    assert str(port) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_locked_state_directory(process: StackProcess) -> None:
    """A second stack on the same directory is turned away; the first goes on."""
    done = run("up", "--port", "0", "--state", str(process.state))
    assert done.returncode == 3
    assert "in use by another stack" in done.stderr


def test_a_damaged_state_directory(tmp_path: Path) -> None:
    """The file is named, and it is not overwritten."""
    (tmp_path / "journal.db").write_bytes(b"no database " * 500)
    done = run("up", "--port", "0", "--state", str(tmp_path))
    assert done.returncode == 3
    assert "journal.db" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "journal.db").read_bytes().startswith(b"no database")


def test_the_contracts_are_printed() -> None:
    """JSON Schema, from the models; AsyncAPI is for unit/contracts/test_asyncapi.py to print."""
    schema = json.loads(run("contracts", "json-schema").stdout)
    assert "CreateLifecycleHook" in json.dumps(schema)


def test_two_stacks_run_side_by_side(process: StackProcess, tmp_path: Path) -> None:
    """Each with its own port, state and time: of one it jumps by itself to who sleeps for six hours."""
    (tmp_path / "state").mkdir()
    other = StackProcess(tmp_path / "state", options=("--auto-advance",)).start()
    try:
        assert other.port != process.port
        asleep = {"seconds": "6h"}
        HTTP.get(f"{other.endpoint}/_scalehook/clock/wait", params=asleep).raise_for_status()
    finally:
        assert other.stop() == 0


def test_tail_shows_what_happens(process: StackProcess, clients: Clients) -> None:
    """One line an event, until it is ended."""
    command = [quick("scalehook"), "tail", "--endpoint", process.endpoint]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as tail:
        assert tail.stdout is not None
        try:
            seen = ""
            while "scaling_group_created" not in seen:
                Group(clients)  # the tail may not have been listening yet
                if select.select([tail.stdout], [], [], 0.2)[0]:
                    seen = tail.stdout.readline()
        finally:
            tail.terminate()
    assert "scaling_controller." in seen


def test_dead_letters_of_a_stack_without_any(process: StackProcess) -> None:
    """Sending none again is no error."""
    done = run("dead", "retry", "--endpoint", process.endpoint)
    assert (done.returncode, "Sent again: 0" in done.stdout) == (0, True)


def test_a_dead_letter_that_is_none(process: StackProcess) -> None:
    """Exit code 5, and its name."""
    done = run("dead", "retry", "nope", "--endpoint", process.endpoint)
    assert done.returncode == 5
    assert "no such dead letter: nope" in done.stderr


def test_a_refusal_is_told(process: StackProcess) -> None:
    """Exit code 5, with the stack's reason."""
    done = run("clock", "advance", "1e300", "--endpoint", process.endpoint)
    assert done.returncode == 5
    assert "seconds" in done.stderr


def test_a_setting_that_does_not_fit(tmp_path: Path) -> None:
    """Exit code 3, naming the setting."""
    environment = {**os.environ, "SCALEHOOK_SCRIPT_RUNNER_EXECUTOR": "magic"}
    done = run("up", "--port", "0", "--state", str(tmp_path), environment=environment)
    assert done.returncode == 3
    assert "EXECUTOR" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_every_command() -> None:
    """The groups too, though their modules are imported only for that."""
    told = run("--help").stdout
    for name in ("up", "service", "demo", "tail", "contracts", "clock", "dead"):
        assert f" {name} " in told
    assert run("nonsense").returncode == 2


def test_an_embedded_stack_needs_no_client_of_broker_or_database() -> None:
    """They are not even imported: a start is quick and a server at rest is small."""
    program = "import sys, scalehook.cli.commands, scalehook.cli.up; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "scalehook.embedded" in done.stdout.split()
    assert {"aio_pika", "asyncpg", "httpx"}.isdisjoint(done.stdout.split())
