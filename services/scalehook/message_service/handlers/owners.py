"""The tags of queues and topics: for RAM."""

from collections.abc import Mapping

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.state.queues import Queue
from scalehook.message_service.state.topics import Topic
from scalehook_contracts.arn import Arn
from scalehook_contracts.message_service.owners import FindQueueTags
from scalehook_contracts.ownership import TagsFound


def find_queue_tags(command: FindQueueTags, work: Work[State, Settings]) -> TagsFound:
    """Of `/queues/NAME`, `/topics/NAME`, and what belongs to them."""
    there: dict[str, Mapping[str, Queue | Topic]] = {
        "queues": work.state.queues,
        "topics": work.state.topics,
    }
    tags = {}
    for resource in command.resources:
        _, kind, name, *_ = [*Arn.parse(resource).relative_id.split("/"), "", ""]
        found = there.get(kind, {}).get(name)
        if found is not None and found.tags:
            tags[resource] = {tag.key: tag.value for tag in found.tags}
    return TagsFound(tags=tags)
