"""Calls through official SDKs, and the same SDK on canned answers: its own ceiling.

Client and server take turns, so that the time of a call is that of both. The aims are held against the
calls in a second of processor time, client and server together; those on the wall stand beside.
Instructions (`sdk_instructions`) tell the same without the cold caches of a busy machine.
"""

import http.client
import json
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from alibabacloud_ess20220222 import models as m
from mns.account import Account
from mns.queue import Message, QueueMeta

from benchmarks import requests_of_mns, servers
from benchmarks.alternating import in_turn
from benchmarks.canned import canned
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from benchmarks.scaling import REGION, ess_client, rule_that_adds, scaling_group
from benchmarks.servers import KEY_ID, SECRET, Server
from benchmarks.spent import Spent, compared, spending

MNS_TURNS, ESS_CALLS = 400, 150
TEXT = "x" * 200


AIM = Aim(0.85, stretch=0.9, least=True)

Call = Callable[[], object]
Side = Callable[[], Awaitable[Spent]]


async def rows(extent: Extent) -> list[Row]:
    """Message Service and Auto Scaling."""
    with servers.scalehook() as ours:
        return [*await _mns(ours, extent), *await _ess(ours, extent)]


async def _mns(ours: Server, extent: Extent) -> list[Row]:
    answers, count = mns_answers(ours), extent.count(MNS_TURNS)
    with canned(answers) as other:
        sides = [_repeated(server, mns_turn(server), count) for server in (ours, other)]
        seen = await in_turn(extent.rounds, *sides)
    return _rows("mns_sdk", "turns", "send + receive + delete", *seen)


def mns_turn(server: Server) -> Call:
    """A message is sent, received and deleted."""
    queue = Account(server.url, KEY_ID, SECRET).get_queue("q")

    def turn() -> None:
        queue.send_message(Message(TEXT))
        queue.delete_message(queue.receive_message().receipt_handle)

    return turn


def mns_answers(ours: Server) -> dict[str, bytes]:
    """Our own answers to the three calls, byte by byte; the queue is made."""
    Account(ours.url, KEY_ID, SECRET).get_queue("q").create(QueueMeta())
    sent = _exchange(ours, requests_of_mns.send_message(ours, "q", TEXT))
    received = _exchange(ours, requests_of_mns.receive_message(ours, "q"))
    handle = requests_of_mns.handle_of(received)
    deleted = _exchange(ours, requests_of_mns.delete_message(ours, "q", handle))
    return {"POST": sent, "GET": received, "DELETE": deleted}


async def _ess(ours: Server, extent: Extent) -> list[Row]:
    (group, answers), count = ess_answers(ours), extent.count(ESS_CALLS)
    with canned(answers) as other:
        sides = [_repeated(server, ess_call(server, group), count) for server in (ours, other)]
        seen = await in_turn(extent.rounds, *sides)
    return _rows("ess_sdk", "calls", "DescribeScalingInstances, 10 of them", *seen)


def ess_call(server: Server, group: str) -> Call:
    """The instances of a group are described."""
    client = ess_client(server)
    request = m.DescribeScalingInstancesRequest(region_id=REGION, scaling_group_id=group)
    return lambda: client.describe_scaling_instances(request)


def ess_answers(ours: Server) -> tuple[str, dict[str, bytes]]:
    """A group with ten instances, and our own answer to the call."""
    client = ess_client(ours)
    group = scaling_group(client, max_size=20)
    ari = rule_that_adds(client, group, 10)
    client.execute_scaling_rule(m.ExecuteScalingRuleRequest(scaling_rule_ari=ari))
    request = m.DescribeScalingInstancesRequest(region_id=REGION, scaling_group_id=group)
    while len((found := client.describe_scaling_instances(request).body).scaling_instances) < 10:
        time.sleep(0.01)
    answer = _ess_answer(found.to_map())
    return group, {"POST": answer, "GET": answer}


def _rows(name: str, unit: str, what: str, ours: list[Spent], other: list[Spent]) -> list[Row]:
    note = f"{what}; other: canned answers"
    cpu = [[spent.per_cpu_second for spent in side] for side in (ours, other)]
    wall = [[spent.per_second for spent in side] for side in (ours, other)]
    return [
        compared(name, f"{unit}/s of CPU", *cpu, note, AIM),
        compared(f"{name}_wall", f"{unit}/s", *wall, note),
    ]


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


def _repeated(server: Server, call: Call, count: int) -> Side:
    async def work() -> None:
        for _ in range(count):
            call()

    return lambda: spending(count, work, os.getpid(), server.process_id)
