"""Sends over plain HTTP, sixteen at a time: ours signed and journaled, the SQS of three emulators."""

from collections.abc import Awaitable, Callable
from contextlib import ExitStack

import httpx

from benchmarks import requests_of_mns, requests_of_sqs, servers
from benchmarks.alternating import in_turn
from benchmarks.extent import Extent
from benchmarks.load import per_second
from benchmarks.row import Aim, Row
from benchmarks.servers import Server
from benchmarks.spent import Spent, compared, spending

AT_A_TIME = 16
COUNT = 6_000
OTHERS = {  # each with its aim, and the share of the sends that it is given: the slow ones take long
    "fauxqs": (servers.fauxqs, Aim(0.7, stretch=0.4), 1),
    "ministack": (servers.ministack, None, 1 / 4),
    "moto": (servers.moto, None, 1 / 20),
}
TEXT = "x" * 200

Side = Callable[[], Awaitable[Spent]]


async def rows(extent: Extent) -> list[Row]:
    """The processor time of the server's process per send; how many a second is printed beside it."""
    count = extent.count(COUNT)
    with ExitStack() as stack:
        ours = stack.enter_context(servers.scalehook())
        await per_second(ours.address, [requests_of_mns.create_queue(ours, "q")], 1)
        sides: dict[str, Side] = {}
        for name, (start, _, share) in OTHERS.items():
            if (other := stack.enter_context(start())) is not None:
                sides[name] = _sqs(other, round(count * share))
        own, *seen = await in_turn(extent.rounds, _ours(ours, count), *sides.values())
    found = dict(zip(sides, seen, strict=True))
    return [row for name in OTHERS for row in _compared(name, own, found.get(name))]


def _compared(name: str, own: list[Spent], other: list[Spent] | None) -> list[Row]:
    if other is None:
        return [Row("send_16", None, note=f"{name} is not installed")]
    who = f"{AT_A_TIME} at a time; other: {name} {servers.version_of(name)}"
    return [
        compared(
            "send_16", "µs of CPU", [s.micros for s in own], [s.micros for s in other], who,
            OTHERS[name][1],
        ),
        compared(
            "send_16_wall", "sends/s", [s.per_second for s in own], [s.per_second for s in other], who
        ),
    ]  # fmt: skip


def _ours(server: Server, count: int) -> Side:
    async def measure() -> Spent:
        sends = [requests_of_mns.send_message(server, "q", f"{TEXT}{n}") for n in range(count)]
        return await _spent(server, sends)

    return measure


def _sqs(server: Server, count: int) -> Side:
    url = _queue_url(server)
    sends = [
        requests_of_sqs.request(server, "SendMessage", {"QueueUrl": url, "MessageBody": f"{TEXT}{n}"})
        for n in range(count)
    ]
    return lambda: _spent(server, sends)


async def _spent(server: Server, sends: list[bytes]) -> Spent:
    async def work() -> None:
        await per_second(server.address, sends, AT_A_TIME)

    return await spending(len(sends), work, server.process_id)


def _queue_url(server: Server) -> str:
    raw = requests_of_sqs.request(server, "CreateQueue", {"QueueName": "q"})
    head, _, body = raw.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    answer = httpx.post(server.url, content=body, headers=headers, trust_env=False)
    return str(answer.json()["QueueUrl"])
