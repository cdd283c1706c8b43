"""A queue of ours, or of an emulator of SQS: the same work by other requests."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks import requests_of_mns, requests_of_sqs
from benchmarks.load import asked, per_second
from benchmarks.servers import Server

AT_A_TIME = 16
TEXT = "x" * 200


class Queue(Protocol):
    """Requests as bytes, and what their answers mean."""

    server: Server
    most: int  # messages in a batch

    def send(self, text: str) -> bytes: ...

    def send_batch(self, texts: Sequence[str]) -> bytes: ...

    def receive(self, count: int = 1, wait: int = 0) -> bytes: ...

    def handles(self, answer: bytes) -> list[str]:
        """Of the messages that were received."""

    def delete(self, handles: Sequence[str]) -> bytes:
        """One, or a batch of them."""

    def count(self) -> bytes: ...

    def counted(self, answer: bytes) -> int:
        """The messages that can be received."""


@dataclass(frozen=True)
class MnsQueue:
    """Ours."""

    server: Server
    name: str
    most: int = 16

    def send(self, text: str) -> bytes:
        return requests_of_mns.send_message(self.server, self.name, text)

    def send_batch(self, texts: Sequence[str]) -> bytes:
        return requests_of_mns.send_messages(self.server, self.name, texts)

    def receive(self, count: int = 1, wait: int = 0) -> bytes:
        return requests_of_mns.receive_message(self.server, self.name, count, wait)

    def handles(self, answer: bytes) -> list[str]:
        return requests_of_mns.handles_of(answer)

    def delete(self, handles: Sequence[str]) -> bytes:
        if len(handles) == 1:
            return requests_of_mns.delete_message(self.server, self.name, handles[0])
        return requests_of_mns.delete_messages(self.server, self.name, handles)

    def count(self) -> bytes:
        return requests_of_mns.request(self.server, "GET", f"/queues/{self.name}")

    def counted(self, answer: bytes) -> int:
        return int(answer.partition(b"<ActiveMessages>")[2].partition(b"<")[0])


@dataclass(frozen=True)
class SqsQueue:
    """An emulator's."""

    server: Server
    url: str
    most: int = 10

    def send(self, text: str) -> bytes:
        return self._request("SendMessage", MessageBody=text)

    def send_batch(self, texts: Sequence[str]) -> bytes:
        entries = [{"Id": str(n), "MessageBody": text} for n, text in enumerate(texts)]
        return self._request("SendMessageBatch", Entries=entries)

    def receive(self, count: int = 1, wait: int = 0) -> bytes:
        return self._request("ReceiveMessage", MaxNumberOfMessages=count, WaitTimeSeconds=wait)

    def handles(self, answer: bytes) -> list[str]:
        return [message["ReceiptHandle"] for message in json.loads(answer).get("Messages", ())]

    def delete(self, handles: Sequence[str]) -> bytes:
        if len(handles) == 1:
            return self._request("DeleteMessage", ReceiptHandle=handles[0])
        entries = [{"Id": str(n), "ReceiptHandle": handle} for n, handle in enumerate(handles)]
        return self._request("DeleteMessageBatch", Entries=entries)

    def count(self) -> bytes:
        return self.attribute("ApproximateNumberOfMessages")

    def counted(self, answer: bytes) -> int:
        return int(self.value(answer, "ApproximateNumberOfMessages"))

    def attribute(self, name: str) -> bytes:
        return self._request("GetQueueAttributes", AttributeNames=[name])

    def value(self, answer: bytes, name: str) -> str:
        return str(json.loads(answer)["Attributes"][name])

    def _request(self, action: str, **parameters: object) -> bytes:
        return requests_of_sqs.request(self.server, action, {"QueueUrl": self.url, **parameters})


async def mns_queue(server: Server, name: str) -> MnsQueue:
    """A new one."""
    await asked(server.address, requests_of_mns.create_queue(server, name))
    return MnsQueue(server, name)


async def sqs_queue(server: Server, name: str) -> SqsQueue:
    """A new one."""
    request = requests_of_sqs.request(server, "CreateQueue", {"QueueName": name})
    [answer] = await asked(server.address, request)
    return SqsQueue(server, json.loads(answer)["QueueUrl"])


async def fill(queue: Queue, count: int) -> None:
    """So many messages go in, by batches."""
    await per_second(queue.server.address, batches(queue, count), AT_A_TIME)


def batches(queue: Queue, count: int) -> list[bytes]:
    """The requests that send so many messages."""
    texts = [f"{TEXT}{number}" for number in range(count)]
    return [queue.send_batch(texts[at : at + queue.most]) for at in range(0, count, queue.most)]
