"""What happens on the wire when clients are old, odd, or gone."""

import json

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20220222 import models as ess
from alibabacloud_oos20190601 import models as oos
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from mns.queue import Message, QueueMeta

from support.cloud import raw
from support.cloud.clients import Clients
from support.cloud.leaving import check_that_only_who_is_left_gets_it
from support.cloud.process import StackProcess
from support.http import HTTP

BROKEN = b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz"


def test_a_client_that_is_gone_consumes_nothing(process: StackProcess, clients: Clients) -> None:
    """Its long poll is forgotten; the message is the next client's, for the first time."""
    queue = clients.mns.get_queue("gone")
    queue.create(QueueMeta())
    connection = raw.connect(process)
    connection.sendall(raw.mns_request(clients, "GET", "/queues/gone/messages?waitseconds=30"))
    assert HTTP.get(f"{process.endpoint}/healthz").status_code == 200
    connection.close()
    process.advance(0)
    queue.send_message(Message("for somebody who is there"))
    assert (queue.peek_message().dequeue_count, queue.get_attributes().active_messages) == (0, 1)
    received = queue.receive_message(1)
    assert received.dequeue_count == 1


def test_who_still_waits_gets_what_others_have_gone_from(
    process: StackProcess, clients: Clients
) -> None:
    """Of those who waited all but one are gone: the message is that one's."""
    check_that_only_who_is_left_gets_it(process, clients)


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


@pytest.mark.parametrize(
    ("target", "answered"),
    [
        ("/queues?", 200),
        ("/queues/?&&", 200),
        ("/queues/..", 404),
        ("/queues/../queues", 400),
        ("/queues/a#b", 400),
        ("/queues/%61bsolute#", 400),
        ("/queues/none/messages?peekonly=true#x", 400),
        ("//queues", 400),
        ("/foo", 400),
    ],
)
def test_odd_targets(process: StackProcess, clients: Clients, target: str, answered: int) -> None:
    """Signed is what stands on the line, character by character; nothing in it is resolved."""
    with raw.connect(process) as connection:
        connection.sendall(raw.mns_request(clients, "GET", target))
        [(status, body)] = raw.answers(connection)
    assert status == answered, body
    assert b"Signature" not in body
    assert body.startswith(b"<?xml ")


@pytest.mark.parametrize(
    ("said", "form"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00", b"application/json"),
        (b"GET\r\n\r\n", b"application/json"),
        (b"G" * 200_000, b"application/json"),
        (b"GET /queues HTTP/1.1\r\nno header\r\n", b"text/xml"),
        (b"GET /foo HTTP/1.1\r\nx-mns-version: 1\r\nA: b\r\nno header\r\n", b"text/xml"),
        (b"GET /healthz HTTP/1.1\r\nno header\r\n", b"application/json"),
        (BROKEN % b"/", b"application/json"),
        (BROKEN % b"/queues/q/messages", b"text/xml"),
        (BROKEN % b"/_scalehook/clock/advance", b"application/json"),
    ],
)
def test_requests_that_are_no_http(process: StackProcess, said: bytes, form: bytes) -> None:
    """Are turned away in a form that a client can read; the next is served."""
    with raw.connect(process) as connection:
        connection.sendall(said + b"\r\n\r\n")
        answer = connection.recv(1000)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: " + form in answer
    assert HTTP.get(f"{process.endpoint}/healthz").status_code == 200


@pytest.mark.parametrize(
    ("content", "too_large"),
    [
        ("echo\n" * 3500, False),
        ("\n" * 24 * 1024, False),
        ("x" * 70_000, False),
        ("x" * 300_000, True),
        ("x" * 5_000_000, True),
    ],
)
def test_scripts_in_the_query(clients: Clients, content: str, too_large: bool) -> None:
    """Where the SDK puts them: what is documented gets through, more is refused in a form it reads."""
    request = ecs.RunCommandRequest(
        region_id=clients.region,
        type="RunShellScript",
        command_content=content,
        instance_id=["i-none"],
    )
    with pytest.raises(AlibabaCloudException) as caught:
        clients.ecs.run_command(request)
    assert (caught.value.code == "RequestEntityTooLarge") == too_large
    assert (caught.value.status_code == 413) == too_large


def test_an_endpoint_with_a_scheme(clients: Clients) -> None:
    """The SDK sends it as the host; its user is told what to write instead."""
    wrong = Clients(f"http://{clients.address}", clients.key_id, clients.secret)
    with pytest.raises(AlibabaCloudException) as caught:
        wrong.sts.get_caller_identity()
    assert caught.value.code == "Forbidden.Host"
    assert "without http://" in str(caught.value)


def test_another_region(clients: Clients) -> None:
    """It does not exist: one region is played."""
    request = ess.DescribeScalingGroupsRequest(region_id="cn-beijing")
    with pytest.raises(AlibabaCloudException) as caught:
        clients.ess.describe_scaling_groups(request)
    assert caught.value.code == "InvalidRegionId.NotFound"
    assert caught.value.data["Message"] == "The specified region does not exist."


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
    text = HTTP.get(f"{process.endpoint}/metrics").text
    for name in ("messages_total", "batch_size", "commit_seconds", "queue_lag_seconds"):
        assert f"scalehook_{name}" in text, name
    for service in ("scaling_controller", "message_service", "fleet"):
        assert f'scalehook_dead_letters{{service="{service}"}} 0.0' in text
