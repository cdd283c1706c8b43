"""Making, changing and deleting topics, whichever API asks for it.

`given` has what the API can say, by the names of `Topic`; what was not said is None.
"""

from collections.abc import Mapping
from typing import Any

from scalehook.kit import Work
from scalehook.message_service.names import check_topic_name
from scalehook.message_service.push_work import discard_pushes
from scalehook.message_service.sameness import differs
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Topic
from scalehook.message_service.timestamps import seconds
from scalehook_contracts.errors.mns import TopicAlreadyExist
from scalehook_contracts.message_service.topics import TopicAttributesSet, TopicCreated, TopicDeleted

DEFAULTS: Mapping[str, Any] = {
    "maximum_message_size": 65536,
    "logging_enabled": False,
    "encryption": None,
    "topic_type": "normal",
    "tags": [],
}


def make_topic(work: Work[State, Settings], topic_name: str, given: Mapping[str, Any]) -> bool:
    """Whether it is new; TopicAlreadyExist where one of the name is another."""
    check_topic_name(topic_name, work.settings.mns_name_length)
    said = {name: DEFAULTS[name] if value is None else value for name, value in given.items()}
    wanted = TopicCreated(topic_name=topic_name, create_time=seconds(work.now), **said)
    known = work.state.topics.get(topic_name)
    if known is None:
        work.record(wanted)
        return True
    if differs(wanted, vars(known)):
        raise TopicAlreadyExist()
    return False


def change_topic(work: Work[State, Settings], topic: Topic, given: Mapping[str, Any]) -> None:
    """What is None stays."""
    attributes = {
        "maximum_message_size": topic.maximum_message_size,
        "logging_enabled": topic.logging_enabled,
        "encryption": topic.encryption,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    work.record(
        TopicAttributesSet(
            topic_name=topic.topic_name,
            last_modify_time=seconds(work.now),
            **attributes | changes,
        )
    )


def remove_topic(work: Work[State, Settings], topic_name: str) -> None:
    """Nothing where there is none. Its subscriptions go with it, and pushes on their way are dropped."""
    if topic_name in work.state.topics:
        work.record(TopicDeleted(topic_name=topic_name))
        discard_pushes(work, topic_name)
