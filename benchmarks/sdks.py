"""Calls per second through official SDKs, and the same SDK on canned answers: its own ceiling."""

import http.client
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from alibabacloud_ess20220222 import models as m
from alibabacloud_ess20220222.client import Client as EssClient
from mns.account import Account
from mns.queue import Message, QueueMeta

from benchmarks import requests_of_mns, servers
from benchmarks.alternating import Measure, medians
from benchmarks.canned import canned
from benchmarks.row import Row
from benchmarks.scaling import REGION, ess_client, rule_that_adds, scaling_group
from benchmarks.servers import KEY_ID, SECRET, Server

MNS_TURNS, ESS_CALLS = 400, 150
TEXT = "x" * 200


async def rows() -> list[Row]:
    """Message Service and Auto Scaling."""
    with servers.scalehook() as ours:
        return [await _mns(ours), await _ess(ours)]


async def _mns(ours: Server) -> Row:
    Account(ours.url, KEY_ID, SECRET).get_queue("q").create(QueueMeta())
    answers = _mns_answers(ours)
    with canned(answers) as other:
        seen = await medians(_mns_turns(ours), _mns_turns(other))
    return Row("mns_sdk", seen[0], "turns/s", "send + receive + delete; other: canned answers", seen[1])


def _mns_turns(server: Server) -> Measure:
    queue = Account(server.url, KEY_ID, SECRET).get_queue("q")

    def turn() -> None:
        queue.send_message(Message(TEXT))
        queue.delete_message(queue.receive_message().receipt_handle)

    return _per_second(turn, MNS_TURNS)


def _mns_answers(ours: Server) -> dict[str, bytes]:
    """Our own answers to the three calls, byte by byte."""
    sent = _exchange(ours, requests_of_mns.send_message(ours, "q", TEXT))
    received = _exchange(ours, requests_of_mns.receive_message(ours, "q"))
    handle = received.partition(b"<ReceiptHandle>")[2].partition(b"</ReceiptHandle>")[0].decode()
    target = f"/queues/q/messages?ReceiptHandle={handle}"
    deleted = _exchange(ours, requests_of_mns.request(ours, "DELETE", target))
    return {"POST": sent, "GET": received, "DELETE": deleted}


async def _ess(ours: Server) -> Row:
    client = ess_client(ours)
    group = scaling_group(client, max_size=20)
    ari = rule_that_adds(client, group, 10)
    client.execute_scaling_rule(m.ExecuteScalingRuleRequest(scaling_rule_ari=ari))
    request = m.DescribeScalingInstancesRequest(region_id=REGION, scaling_group_id=group)
    while len((found := client.describe_scaling_instances(request).body).scaling_instances) < 10:
        time.sleep(0.01)
    answer = _ess_answer(found.to_map())
    with canned({"POST": answer, "GET": answer}) as other:
        seen = await medians(
            _per_second(lambda: client.describe_scaling_instances(request), ESS_CALLS),
            _per_second(_calls(ess_client(other), request), ESS_CALLS),
        )
    note = "DescribeScalingInstances, 10 of them; other: canned answers"
    return Row("ess_sdk", seen[0], "calls/s", note, seen[1])


def _calls(client: EssClient, request: Any) -> Callable[[], Any]:
    return lambda: client.describe_scaling_instances(request)


def _ess_answer(body: dict[str, Any]) -> bytes:
    raw = json.dumps(body).encode()
    head = "HTTP/1.1 200 OK\r\ncontent-type: application/json;charset=utf-8\r\n"
    return f"{head}content-length: {len(raw)}\r\n\r\n".encode() + raw


def _exchange(server: Server, raw: bytes) -> bytes:
    """One request, and its answer as bytes."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, target, _ = first.split(" ")
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
    connection.request(method, target, body or None, dict(line.split(": ", 1) for line in lines))
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status < 300, content
    headers = "".join(f"{name}: {value}\r\n" for name, value in answer.getheaders())
    return f"HTTP/1.1 {answer.status} {answer.reason}\r\n{headers}\r\n".encode() + content


def _per_second(call: Callable[[], Any], count: int) -> Measure:
    async def measure() -> float:
        started = time.perf_counter()
        for _ in range(count):
            call()
        return count / (time.perf_counter() - started)

    return measure
