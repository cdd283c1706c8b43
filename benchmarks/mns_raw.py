"""Sends per second over plain HTTP, sixteen at a time: ours signed and journaled, and two of SQS."""

import httpx

from benchmarks import requests_of_mns, requests_of_sqs, servers
from benchmarks.alternating import Measure, medians
from benchmarks.load import per_second
from benchmarks.row import Row
from benchmarks.servers import Server

AT_A_TIME = 16
COUNT, COUNT_OF_MOTO = 6_000, 300
TEXT = "x" * 200


async def rows() -> list[Row]:
    """Against moto, and against fauxqs where there is Node."""
    with servers.scalehook() as ours, servers.moto() as moto, servers.fauxqs() as fauxqs:
        await per_second(ours.address, [requests_of_mns.create_queue(ours, "q")], 1)
        sides = [_ours(ours), _sqs(moto, COUNT_OF_MOTO)]
        if fauxqs is not None:
            sides.append(_sqs(fauxqs, COUNT))
        seen = await medians(*sides)
    return [
        Row("mns_raw_16", seen[0], "sends/s", f"{AT_A_TIME} at a time; other: {who}", other)
        for who, other in zip(("moto_server", "fauxqs"), seen[1:], strict=False)
    ]


def _ours(server: Server) -> Measure:
    async def measure() -> float:
        sends = [requests_of_mns.send_message(server, "q", f"{TEXT}{n}") for n in range(COUNT)]
        return await per_second(server.address, sends, AT_A_TIME)

    return measure


def _sqs(server: Server, count: int) -> Measure:
    url = _queue_url(server)
    sends = [
        requests_of_sqs.request(server, "SendMessage", {"QueueUrl": url, "MessageBody": f"{TEXT}{n}"})
        for n in range(count)
    ]

    async def measure() -> float:
        return await per_second(server.address, sends, AT_A_TIME)

    return measure


def _queue_url(server: Server) -> str:
    raw = requests_of_sqs.request(server, "CreateQueue", {"QueueName": "q"})
    head, _, body = raw.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    answer = httpx.post(server.url, content=body, headers=headers, trust_env=False)
    return str(answer.json()["QueueUrl"])
