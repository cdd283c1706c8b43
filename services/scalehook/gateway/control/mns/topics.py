"""`/_scalehook/mns/…` of topics: shown with their subscriptions, and published to by hand."""

from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.asking import ask
from scalehook.gateway.control.bodies import body_of, fitting, json_answer, query_of
from scalehook.gateway.control.mns.listing import all_of
from scalehook.gateway.control.mns.messages import MESSAGE_BYTES, MessageGiven
from scalehook.gateway.http import Answer, HttpRequest
from scalehook.kit import Requester
from scalehook_contracts.message_service.deliveries import ListDeliveries
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.pushes import AttemptNow
from scalehook_contracts.message_service.subscriptions import (
    ListSubscriptionByTopic,
    SubscriptionSummary,
)
from scalehook_contracts.message_service.topic_loads import DescribeTopicLoads, TopicLoad
from scalehook_contracts.message_service.topics import ListTopic, TopicSummary


class TopicRequest(BaseModel):
    """The query of `GET /_scalehook/mns/subscriptions`."""

    model_config = ConfigDict(extra="forbid")
    topic: str = Field(min_length=1)


class DeliveriesRequest(TopicRequest):
    """The query of `GET /_scalehook/mns/deliveries`."""

    subscription: str = ""
    message: str = ""
    most: int = 100


class PublishRequest(TopicRequest, MessageGiven):
    """The body of `POST /_scalehook/mns/publish`."""

    tag: str | None = None


class AttemptRequest(TopicRequest):
    """The body of `POST /_scalehook/mns/attempt`: which message waits for which subscription."""

    subscription: str = Field(min_length=1)
    message: str = Field(min_length=1)


class TopicEndpoints:
    """What each of them does."""

    def __init__(self, bus: Requester) -> None:
        self._bus = bus

    async def show_all(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/mns/topics`: all, with their attributes and what they have to do."""
        return json_answer({"topics": await all_of(partial(topics_behind, self._bus))})

    async def show_subscriptions(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/mns/subscriptions?topic=NAME`: all of a topic, with their attributes."""
        asked = query_of(request, TopicRequest)
        found = await all_of(partial(self._subscriptions_behind, asked.topic))
        return json_answer({"subscriptions": [each.model_dump(mode="json") for each in found]})

    async def publish(self, request: HttpRequest) -> Answer:
        """`POST /_scalehook/mns/publish`: a message goes to a topic's subscriptions."""
        asked = body_of(request, PublishRequest, MESSAGE_BYTES)
        given = {"topic_name": asked.topic, "message_tag": asked.tag, **asked.fields()}
        published = await ask(self._bus, fitting(lambda: PublishMessage.model_validate(given)))
        return json_answer(published.model_dump(mode="json"))

    async def deliveries(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/mns/deliveries?topic=NAME`: the last attempts, and what came of them."""
        asked = query_of(request, DeliveriesRequest)
        command = fitting(
            lambda: ListDeliveries(
                topic_name=asked.topic,
                subscription_name=asked.subscription,
                message_id=asked.message,
                most=asked.most,
            )
        )
        return json_answer((await ask(self._bus, command)).model_dump(mode="json"))

    async def attempt(self, request: HttpRequest) -> Answer:
        """`POST /_scalehook/mns/attempt`: a message that waits for its next attempt waits no longer."""
        asked = body_of(request, AttemptRequest)
        command = AttemptNow(
            topic_name=asked.topic, subscription_name=asked.subscription, message_id=asked.message
        )
        await ask(self._bus, command)
        return json_answer({"message_id": asked.message})

    async def _subscriptions_behind(
        self, topic: str, marker: str
    ) -> tuple[list[SubscriptionSummary], str | None]:
        command = ListSubscriptionByTopic(topic_name=topic, with_meta=True, marker=marker)
        page = await ask(self._bus, command)
        return page.subscriptions, page.next_marker


async def topics_behind(bus: Requester, marker: str) -> tuple[list[dict[str, Any]], str | None]:
    """A page of topics with what they have to do, and the marker of the next page."""
    page = await ask(bus, ListTopic(with_meta=True, marker=marker))
    names = [topic.topic_name for topic in page.topics]
    loads = await ask(bus, DescribeTopicLoads(topic_names=names))
    return _rows(page.topics, loads.loads), page.next_marker


def _rows(topics: list[TopicSummary], loads: list[TopicLoad]) -> list[dict[str, Any]]:
    """One that is gone meanwhile is left out."""
    found = {topic.topic_name: topic.model_dump(mode="json") for topic in topics}
    return [{**found[load.topic_name], **load.model_dump(mode="json")} for load in loads]
