"""What happens on the wire when clients are old, odd, or gone."""

import json

import httpx
from alibabacloud_oos20190601 import models as oos
from mns.queue import Message, QueueMeta

from support.cloud import raw
from support.cloud.clients import Clients
from support.cloud.process import StackProcess


def test_a_client_that_is_gone_consumes_nothing(process: StackProcess, clients: Clients) -> None:
    """Its long poll is forgotten; the message is the next client's, for the first time."""
    queue = clients.mns.get_queue("gone")
    queue.create(QueueMeta())
    connection = raw.connect(process)
    connection.sendall(raw.mns_request(clients, "GET", "/queues/gone/messages?waitseconds=30"))
    assert httpx.get(f"{process.endpoint}/healthz", trust_env=False).status_code == 200
    connection.close()
    process.advance(0)
    queue.send_message(Message("for somebody who is there"))
    received = queue.receive_message(1)
    assert received.dequeue_count == 1


def test_a_long_poll_wakes_up_on_a_send(process: StackProcess, clients: Clients) -> None:
    """While it waits the queue is empty."""
    queue = clients.mns.get_queue("waiting")
    queue.create(QueueMeta())
    with raw.connect(process) as connection:
        connection.sendall(raw.mns_request(clients, "GET", "/queues/waiting/messages?waitseconds=30"))
        queue.send_message(Message("here"))
        assert raw.status(connection) == 200


def test_a_long_poll_ends_when_its_time_is_over(process: StackProcess, clients: Clients) -> None:
    """Virtual time: half a minute passes at once."""
    clients.mns.get_queue("empty").create(QueueMeta())
    with raw.connect(process) as connection:
        connection.sendall(raw.mns_request(clients, "GET", "/queues/empty/messages?waitseconds=30"))
        connection.settimeout(0.05)
        while True:
            process.advance(30)
            try:
                answered = raw.status(connection)
                break
            except TimeoutError:
                continue  # the poll came after the clock was moved
        assert answered == 404


def test_absolute_targets(process: StackProcess, clients: Clients) -> None:
    """As proxies send them; signed is the path alone."""
    clients.mns.get_queue("absolute").create(QueueMeta())
    target = "/queues/absolute"
    with raw.connect(process) as connection:
        line = f"http://{clients.address}{target}"
        connection.sendall(raw.mns_request(clients, "GET", target, line))
        assert raw.status(connection) == 200


def test_requests_that_are_no_http(process: StackProcess) -> None:
    """Are turned away; the next is served."""
    for garbage in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"G" * 200_000):
        with raw.connect(process) as connection:
            try:
                connection.sendall(garbage + b"\r\n\r\n")
                answer = connection.recv(1000)
            except OSError:
                answer = b""
            assert not answer or b" 400 " in answer or b" 403 " in answer or b" 431 " in answer
    assert httpx.get(f"{process.endpoint}/healthz", trust_env=False).status_code == 200


def test_parameters_of_executions(clients: Clients) -> None:
    """JSON text when an execution is started, an object when executions are listed."""
    request = oos.StartExecutionRequest(
        template_name="ACS-ESS-LifeCycleRunCommand",
        parameters=json.dumps({"instanceIds": []}),
        safety_check="Skip",
    )
    started = clients.oos.start_execution(request).body.execution
    assert json.loads(started.parameters)["instanceIds"] == []
    assert json.loads(started.outputs) == {}
    listed = oos.ListExecutionsRequest(execution_id=started.execution_id)
    [execution] = clients.oos.list_executions(listed).body.executions
    assert execution.parameters["instanceIds"] == []
    assert isinstance(execution.counters, dict)


def test_metrics_of_every_service(process: StackProcess) -> None:
    """Messages, batches, commits, lag, dead letters."""
    text = httpx.get(f"{process.endpoint}/metrics", trust_env=False).text
    for name in ("messages_total", "batch_size", "commit_seconds", "queue_lag_seconds"):
        assert f"scalehook_{name}" in text, name
    for service in ("scaling_controller", "message_service", "fleet"):
        assert f'scalehook_dead_letters{{service="{service}"}} 0.0' in text
