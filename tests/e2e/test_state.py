"""A disk that is full, and state that cannot be read: said, survived, set aside."""

import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from mns.mns_exception import MNSServerException
from mns.queue import Message, QueueMeta

from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.programs.program import run

ROOM = 300_000  # bytes that a file of the stack may have while the disk is «full»
MESSAGE = "x" * 20_000


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
