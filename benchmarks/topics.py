"""A topic of ours, or of an emulator of SNS: the same work by other requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks import requests_of_mns, requests_of_sns
from benchmarks.load import asked
from benchmarks.queues import MnsQueue, Queue, SqsQueue, mns_queue, sqs_queue
from benchmarks.servers import Server

ACCOUNT, REGION = "1234567890123456", "cn-hangzhou"


class Topic(Protocol):
    """With subscribers who get the bare text of each message."""

    server: Server

    async def subscribe_queues(self, count: int) -> Sequence[Queue]:
        """New queues."""

    async def subscribe_urls(self, urls: Sequence[str]) -> None: ...

    def publish(self, text: str) -> bytes: ...


@dataclass(frozen=True)
class MnsTopic:
    """Ours."""

    server: Server
    name: str

    async def subscribe_queues(self, count: int) -> list[MnsQueue]:
        queues = [await mns_queue(self.server, f"{self.name}{number:03}") for number in range(count)]
        await self._subscribe([f"acs:mns:{REGION}:{ACCOUNT}:queues/{queue.name}" for queue in queues])
        return queues

    async def subscribe_urls(self, urls: Sequence[str]) -> None:
        await self._subscribe(urls)

    def publish(self, text: str) -> bytes:
        return requests_of_mns.publish_message(self.server, self.name, text)

    async def _subscribe(self, endpoints: Sequence[str]) -> None:
        requests = [
            requests_of_mns.subscribe(self.server, self.name, f"s{number:03}", endpoint)
            for number, endpoint in enumerate(endpoints)
        ]
        await asked(self.server.address, *requests)


@dataclass(frozen=True)
class SnsTopic:
    """An emulator's."""

    server: Server
    arn: str

    async def subscribe_queues(self, count: int) -> list[SqsQueue]:
        name = self.arn.rpartition(":")[2]
        queues = [await sqs_queue(self.server, f"{name}{number:03}") for number in range(count)]
        arns = [await self._arn(queue) for queue in queues]
        await self._subscribe("sqs", arns)
        return queues

    async def subscribe_urls(self, urls: Sequence[str]) -> None:
        await self._subscribe("http", urls)

    def publish(self, text: str) -> bytes:
        return requests_of_sns.request(self.server, "Publish", TopicArn=self.arn, Message=text)

    async def _arn(self, queue: SqsQueue) -> str:
        [answer] = await asked(self.server.address, queue.attribute("QueueArn"))
        return queue.value(answer, "QueueArn")

    async def _subscribe(self, protocol: str, endpoints: Sequence[str]) -> None:
        raw = {"Attributes.entry.1.key": "RawMessageDelivery", "Attributes.entry.1.value": "true"}
        requests = [
            requests_of_sns.request(
                self.server, "Subscribe", TopicArn=self.arn, Protocol=protocol, Endpoint=endpoint, **raw
            )
            for endpoint in endpoints
        ]
        await asked(self.server.address, *requests)


async def mns_topic(server: Server, name: str) -> MnsTopic:
    """A new one."""
    await asked(server.address, requests_of_mns.create_topic(server, name))
    return MnsTopic(server, name)


async def sns_topic(server: Server, name: str) -> SnsTopic:
    """A new one."""
    [answer] = await asked(server.address, requests_of_sns.request(server, "CreateTopic", Name=name))
    return SnsTopic(server, answer.partition(b"<TopicArn>")[2].partition(b"<")[0].decode())
