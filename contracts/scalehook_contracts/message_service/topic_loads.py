"""What topics have to do: whom they give their messages to, and which have not come there yet."""

from scalehook_contracts.base import Command, Fresh, Listed, Part, Reply
from scalehook_contracts.numbers import Int64


class TopicLoad(Part):
    """A topic, how many subscriptions it has, and how many of its pushes are under way."""

    topic_name: str
    subscriptions: Int64
    pushes: Int64


class TopicLoads(Reply):
    """In the order in which they were asked for."""

    loads: list[TopicLoad] = Listed("Load")


class DescribeTopicLoads(Command[TopicLoads]):
    """Of the topics of these names; one that is not there is left out."""

    topic_names: list[str] = Fresh(list)
