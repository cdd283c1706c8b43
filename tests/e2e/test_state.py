"""A disk that is full, and state that cannot be read: said, survived, set aside; state that moves."""

import json
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pytest
from mns.mns_exception import MNSServerException
from mns.queue import Message, QueueMeta

from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.programs.program import Program, run, start

ROOM = 800_000  # bytes that a file of the stack may have while the disk is «full»
MESSAGE = "x" * 20_000


@dataclass
class WithInit(StackProcess):
    """One that is listened to."""

    told: BinaryIO | int = subprocess.DEVNULL

    def launch(self, log: BinaryIO) -> Program:
        where = ["--port", str(self.port), "--state", str(self.state), *self.options]
        return start("up", *where, environment=self.full_environment(), output=self.told, errors=log)


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[StackProcess]:
    """A stack of its own: it is to suffer."""
    (tmp_path / "state").mkdir()
    running = StackProcess(tmp_path / "state").start()
    yield running
    if running.process is not None and running.process.poll() is None:
        running.kill()


def repair(state: Path) -> "subprocess.CompletedProcess[str]":
    return run("state", "repair", "--state", str(state))


def test_a_full_disk_refuses_what_it_cannot_keep(stack: StackProcess) -> None:
    """Sends are a 503, what was sent can be read, and with room again all goes on; nothing is lost."""
    queue = Clients(stack.address, KEY_ID, SECRET).mns.get_queue("q")
    queue.create(QueueMeta())
    assert stack.process is not None
    _, most = resource.prlimit(stack.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(stack.process.pid, resource.RLIMIT_FSIZE, (ROOM, most))
    sent = 0
    with pytest.raises(MNSServerException) as refusal:
        while sent < 200:
            queue.send_message(Message(MESSAGE))
            sent += 1
    assert (refusal.value.type, sent > 0) == ("ServiceUnavailable", True)
    assert queue.get_attributes().active_messages == sent
    resource.prlimit(stack.process.pid, resource.RLIMIT_FSIZE, (most, most))
    queue.send_message(Message(MESSAGE))
    stack.kill()
    stack.start()
    queue = Clients(stack.address, KEY_ID, SECRET).mns.get_queue("q")
    assert queue.get_attributes().active_messages == sent + 1
    assert stack.stop() == 0


def test_a_bad_entry_is_named_and_set_aside(stack: StackProcess) -> None:
    """Exit code 3 with the entry and the way out; after it the stack starts with the rest."""
    clients = Clients(stack.address, KEY_ID, SECRET)
    for name in ("a", "b"):
        clients.mns.get_queue(name).create(QueueMeta())
    stack.kill()
    journal = sqlite3.connect(stack.state / "journal.db")
    with journal:
        journal.execute("UPDATE entries_message_service SET body = x'7b' WHERE seq = 1")
    journal.close()
    with pytest.raises(
        RuntimeError, match=r"ended with 3: .*entry 1 in the journal of message_service.*state repair"
    ):
        stack.start()
    assert "Traceback" not in stack.log()
    done = repair(stack.state)
    assert done.returncode == 0, done.stderr
    assert "entry 1 of message_service was set aside" in done.stdout.replace("\n", " ")
    stack.start()
    names, _ = Clients(stack.address, KEY_ID, SECRET).mns.list_queue()
    assert [url.rpartition("/")[2] for url in names] == ["b"]
    assert repair(stack.state).returncode == 3  # in use
    assert stack.stop() == 0
    assert "Nothing had to be set aside" in repair(stack.state).stdout


def test_state_goes_to_a_file_and_on_from_it(stack: StackProcess, tmp_path: Path) -> None:
    """Of a running stack and into it; of the directory of a killed one, and into a new one."""
    queue = Clients(stack.address, KEY_ID, SECRET).mns.get_queue("q")
    queue.create(QueueMeta())
    queue.send_message(Message("hello"))
    file, here = tmp_path / "state.json", ("--endpoint", stack.endpoint)
    assert run("state", "export", str(file), *here).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    queue.delete()
    told = run("state", "import", str(file), *here)
    assert (told.returncode, "It is now" in told.stdout) == (0, True), told.stderr
    assert queue.peek_message().message_body == b"hello"

    stack.kill()
    left, there = tmp_path / "left.json", tmp_path / "new"
    assert run("state", "export", str(left), "--state", str(stack.state), "--keys").returncode == 0
    assert run("state", "import", str(left), "--state", str(there)).returncode == 0
    again = run("state", "import", str(left), "--state", str(there))
    assert (again.returncode, "has a past already" in again.stderr.replace("\n", " ")) == (3, True)
    moved = tmp_path / "moved.json"
    assert run("state", "export", str(moved), "--state", str(there), "--keys").returncode == 0
    one, other = json.loads(left.read_text()), json.loads(moved.read_text())
    assert (one["services"], one["keys"]) == (other["services"], other["keys"])
    assert one["services"]["message_service"]["state"]["queues"]["q"]["messages"]
    begins_with(there, tmp_path)

    left.write_text(left.read_text().replace('"queues":', '"queue":', 1))
    broken = run("state", "import", str(left), "--state", str(tmp_path / "newer"))
    assert broken.returncode == 3
    assert "services.message_service.state.queue" in broken.stderr


def begins_with(state: Path, folder: Path) -> None:
    """An init file adds what is not there yet; one that is broken starts nothing."""
    file = folder / "cloud.yaml"
    file.write_text("queues: [{name: q, visibility_timeout: 7}, {name: new}]")
    with (folder / "told").open("wb") as told:
        running = WithInit(state, options=("--init", str(file)), told=told).start()
    names, _ = Clients(running.address, KEY_ID, SECRET).mns.list_queue()
    assert sorted(url.rpartition("/")[2] for url in names) == ["new", "q"]
    assert running.stop() == 0
    assert "1 made, 1 there already, and left as they are" in (folder / "told").read_text()
    file.write_text("queues: [{nam: q}]")
    refused = run("up", "--state", str(state), "--port", "0", "--init", str(file))
    assert refused.returncode == 2
    assert 'cloud.yaml:1:11: unknown key "nam"; did you mean "name"?' in refused.stderr
    assert json.loads(run("up", "--init-schema").stdout)["$defs"]["queue"]
