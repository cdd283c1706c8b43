"""Clients that are slow, silent, many, endless or in a hurry: the others do not notice."""

import itertools
import resource
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from mns.queue import Message, Queue, QueueMeta

from support.cloud import raw
from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.http import HTTP

IDLE = 2000
KIB_PER_CONNECTION = 24
TEXT = b'<Message xmlns="http://mns.aliyuncs.com/doc/v1/"><MessageBody>%s</MessageBody></Message>'
NUMBERS = itertools.count(1)
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
REFUSED = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 30000\r\n\r\n" + b"x" * 30_000
RPC = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture
def queue(clients: Clients) -> Queue:
    """A new one."""
    queue = clients.mns.get_queue(f"queue-{next(NUMBERS)}")
    queue.create(QueueMeta())
    return queue


@pytest.fixture
def many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 2 * IDLE if hard == resource.RLIM_INFINITY else min(hard, 2 * IDLE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def send(clients: Clients, queue: Queue, text: bytes = b"text") -> bytes:
    return raw.mns_request(clients, "POST", messages(queue), body=TEXT % text)


def receive(clients: Clients, queue: Queue, query: str = "") -> bytes:
    return raw.mns_request(clients, "GET", messages(queue) + query)


def messages(queue: Queue) -> str:
    return f"/queues/{queue.queue_name}/messages"


def test_one_byte_at_a_time(process: StackProcess, clients: Clients, queue: Queue) -> None:
    """Requests of every kind are answered."""
    for request, status in ((send(clients, queue), 201), (HEALTH, 200), (RPC, 400)):
        with raw.connect(process) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for at in range(len(request)):
                connection.sendall(request[at : at + 1])
            [(answered, _)] = raw.answers(connection)
        assert answered == status


@pytest.mark.parametrize("left_out", [200, 10])
def test_clients_that_stop_in_the_middle(
    process: StackProcess, clients: Clients, queue: Queue, left_out: int
) -> None:
    """Of their head or of their body: nobody waits for them, and nothing comes of what they sent."""
    with ExitStack() as open_ones:
        for _ in range(50):
            connection = open_ones.enter_context(raw.connect(process))
            connection.sendall(send(clients, queue)[:-left_out])
        for _ in range(3):
            assert HTTP.get(f"{process.endpoint}/healthz").status_code == 200
            queue.send_message(Message("whole"))
            message = queue.receive_message(1)
            assert message.message_body == b"whole"
            queue.delete_message(message.receipt_handle)


@pytest.mark.usefixtures("many_files")
def test_thousands_of_idle_connections(process: StackProcess, clients: Clients) -> None:
    """Each has been served, and keeps nothing of what it has said until it speaks again."""
    with ExitStack() as open_ones:
        idle = [open_ones.enter_context(raw.connect(process)) for _ in range(100)]
        assert {ask(connection, REFUSED) for connection in idle} == {400}
        before = memory_of(process)
        more = [open_ones.enter_context(raw.connect(process)) for _ in range(IDLE)]
        assert {ask(connection, REFUSED) for connection in more} == {400}
        assert memory_of(process) - before < IDLE * KIB_PER_CONNECTION
        assert ask(idle[0], HEALTH) == 200
        assert ask(more[-1], raw.mns_request(clients, "GET", "/queues")) == 200


@pytest.mark.parametrize("path", [b"/queues/bad/messages", b"/", b"/_scalehook/clock/advance"])
def test_a_body_that_never_ends(process: StackProcess, path: bytes) -> None:
    """Is refused in time, and its client is cut off; its memory is not the stack's."""
    before = memory_of(process)
    chunk = b"100000\r\n" + b"x" * 2**20 + b"\r\n"
    with raw.connect(process) as connection:
        head = b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head % path)
        sending = threading.Thread(target=send_without_end, args=(connection, chunk))
        sending.start()
        [(status, said)] = raw.answers(connection)
        assert (status, b"<RequestId>" in said) == (413, path.startswith(b"/queues"))
        sending.join()
    assert memory_of(process) - before < 16 * 1024


@pytest.mark.parametrize("path", [b"/queues/bad/messages", b"/"])
def test_a_body_that_will_be_too_large(process: StackProcess, path: bytes) -> None:
    """Is refused by what is said of its length: its client has sent hardly anything of it, and may go on
    with another request when it has.
    """
    size = 3 * 2**20
    with raw.connect(process) as connection:
        head = b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n"
        connection.sendall(head % (path, size) + b"x")
        [(status, said)] = raw.answers(connection)
        assert (status, b"<RequestId>" in said) == (413, path.startswith(b"/queues"))
        connection.sendall(b"x" * (size - 1))
        assert ask(connection, HEALTH) == 200


def test_pipelined_requests(process: StackProcess, clients: Clients, queue: Queue) -> None:
    """Of all kinds at once: answered one after the other."""
    get = receive(clients, queue)
    said = [send(clients, queue, b"first"), HEALTH, get, RPC, HEALTH, get, RPC]
    with raw.connect(process) as connection:
        connection.sendall(b"".join(said))
        answered = raw.answers(connection, len(said))
    assert [status for status, _ in answered] == [201, 200, 200, 400, 200, 404, 400]
    assert b"first" in answered[2][1]


def test_hundreds_of_requests_on_one_connection(
    process: StackProcess, clients: Clients, queue: Queue
) -> None:
    """One client, one connection."""
    with raw.connect(process) as connection:
        for _ in range(300):
            assert ask(connection, receive(clients, queue)) == 404


def test_a_stop_while_clients_are_there(tmp_path: Path) -> None:
    """Who waits is told, who is in the middle of a request is let go, and the process ends well."""
    state = tmp_path / "state"
    state.mkdir()
    process = StackProcess(state).start()
    clients = Clients(process.address, KEY_ID, SECRET)
    queue = clients.mns.get_queue("queue")
    queue.create(QueueMeta())
    with raw.connect(process) as waiting, raw.connect(process) as half, raw.connect(process) as idle:
        half.sendall(send(clients, queue)[:-10])
        assert ask(idle, HEALTH) == 200
        waiting.sendall(receive(clients, queue, "?waitseconds=30"))
        process.advance(0)
        assert process.stop() == 0, process.log()
        assert [status for status, _ in raw.answers(waiting)] == [503]
        assert [status for status, _ in raw.answers(half)] == [503]
        assert idle.recv(1) == b""


def ask(connection: socket.socket, request: bytes) -> int:
    """The status of the answer."""
    connection.sendall(request)
    return raw.answers(connection)[0][0]


def memory_of(process: StackProcess) -> int:
    """What it holds, in KiB."""
    assert process.process is not None
    lines = Path(f"/proc/{process.process.pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS:")))


def send_without_end(connection: socket.socket, chunk: bytes) -> None:
    """Until nobody takes it any more."""
    try:
        while True:
            connection.sendall(chunk)
    except OSError:
        return
