"""An MNS topic."""

from typing import TYPE_CHECKING

from scalehook.testing.asking import ask
from scalehook.testing.builders.message import encoded
from scalehook.testing.builders.mns_handle import MnsHandle
from scalehook.testing.builders.queue import Queue
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.subscriptions import (
    ListSubscriptionByTopic,
    Subscribe,
    SubscriptionSummary,
)
from scalehook_contracts.message_service.topics import CreateTopic, DeleteTopic

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud


class Topic(MnsHandle):
    """`cloud.topic("t")`."""

    resource = "topic"

    @classmethod
    def make(cls, cloud: "Cloud", name: str, **attributes: int) -> "Topic":
        """Made if it is not there; TopicAlreadyExist when it is, with other attributes."""
        ask(cloud, CreateTopic, topic_name=name, **attributes)
        return cls(cloud, name)

    @property
    def subscriptions(self) -> list[SubscriptionSummary]:
        """Who gets its messages."""
        listed = self._ask(ListSubscriptionByTopic, topic_name=self.name, with_meta=True)
        return listed.subscriptions

    def subscribe(
        self, to: Queue | str, name: str = "", form: str = "SIMPLIFIED", tag: str | None = None
    ) -> str:
        """Push its messages to a queue or to an `http://` URL; the subscription's name. `form` is
        `SIMPLIFIED` (the message alone), `XML` or `JSON`.
        """
        name = name or f"s{len(self.subscriptions) + 1}"
        self._ask(
            Subscribe, topic_name=self.name, subscription_name=name, endpoint=_endpoint(to),
            notify_content_format=form, filter_tag=tag,
        )  # fmt: skip
        return name

    def publish(self, text: str, tag: str | None = None) -> str:
        """Publish a text, in Base64 as the SDKs do; the message's id."""
        names = {"topic_name": self.name, "message_body": encoded(text)}
        return self._ask(PublishMessage, **names, message_tag=tag).message_id

    def delete(self) -> None:
        """With its subscriptions."""
        self._ask(DeleteTopic, topic_name=self.name)


def _endpoint(to: Queue | str) -> str:
    """Subscriptions spell a queue in another way than hooks do."""
    return to.arn.replace(":queue/", ":queues/") if isinstance(to, Queue) else to
