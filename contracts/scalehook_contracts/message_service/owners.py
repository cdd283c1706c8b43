"""The tags of queues and topics: for RAM."""

from scalehook_contracts.base import Command
from scalehook_contracts.ownership import TagsFound


class FindQueueTags(Command[TagsFound]):
    """The tags of the queues and topics that these resources, which are ARNs, are or belong to."""

    resources: list[str]
