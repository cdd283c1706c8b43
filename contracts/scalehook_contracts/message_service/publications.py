"""Messages published to a topic."""

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Fresh, Listed, Part, Reply
from scalehook_contracts.message_service.base import Property, TopicOperation
from scalehook_contracts.message_service.messages import BodyMD5
from scalehook_contracts.numbers import Int64


class Belongings(Part):
    """What a published message has beside its body and tag; every kind of subscriber gets it."""

    message_group_id: str | None = None
    user_properties: list[Property] = Listed("PropertyValue")
    system_properties: list[Property] = Listed("SystemPropertyValue")
    message_attributes: dict[str, str] = Fresh(dict)  # JSON texts: DirectMail, DirectSMS, DM, DYSMS


class MessagePublished(Event):
    """A topic has taken a message; `subscription_names` are those that it is meant for. Of a topic with
    many subscriptions they are the first: `MessageSpread` names the others.
    """

    topic_name: str
    message_id: str
    message_body_md5: str
    message_tag: str | None = None
    publish_time: Int64  # Unix milliseconds
    subscription_names: list[str] = Fresh(list)
    message_body: str = ""  # for those who listen, beside the topic's subscribers
    message_group_id: str | None = None
    user_properties: list[Property] = Listed("PropertyValue")


class MessageSpread(Event):
    """A published message has come to more of the topic's subscriptions."""

    topic_name: str
    message_id: str
    subscription_names: list[str]


class SpreadMessage(Belongings, Command[Done]):
    """Give a published message to the topic's next subscriptions: those behind `after` in order of names
    that were there when it was published, which are the first `subscribed` of the service.
    """

    topic_name: str
    message_id: str
    message_body: str
    message_tag: str | None = None
    publish_time: Int64  # Unix milliseconds
    after: str = ""
    subscribed: Int64


class NotificationDropped(Event):
    """A message could not be given to a subscription's queue, however often it was tried, and is lost to
    it.
    """

    topic_name: str
    subscription_name: str
    message_id: str
    reason: str
    request_id: str = ""  # of the call that all this began with


class MessagePublication(Reply):
    """The topic has taken the message."""

    message_id: str
    message_body_md5: str = Field(alias=BodyMD5)
    message_group_id: str | None = None


class PublishMessage(Belongings, TopicOperation[MessagePublication]):
    """Give a message to all subscriptions whose filter tag is absent or equal to its own."""

    message_body: str = ""
    message_tag: str | None = None

    def resources(self) -> list[str]:
        """The topic's messages."""
        return [f"/topics/{self.topic_name}/messages"]
