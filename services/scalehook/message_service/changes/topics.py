"""Making, changing and deleting topics, whichever API asks for it.

`given` has what the API can say, by the names of `TopicCreated`; what was not said is None.
"""

from collections.abc import Mapping
from typing import Any

from scalehook.kit import Work
from scalehook.message_service.changes.sameness import differs
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.names import check_topic_name
from scalehook.message_service.pushes.attempts import discard_pushes
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Topic
from scalehook.message_service.timestamps import seconds
from scalehook_contracts.errors.mns import TopicAlreadyExist, TopicNumExceededLimit
from scalehook_contracts.message_service.topics import TopicAttributesSet, TopicCreated, TopicDeleted

DEFAULTS: Mapping[str, Any] = {
    "maximum_message_size": LIMITS.maximum_message_size.high,
    "logging_enabled": False,
    "encryption": None,
    "topic_type": "normal",
    "tags": [],
}


def make_topic(work: Work[State, Settings], topic_name: str, given: Mapping[str, Any]) -> bool:
    """Whether it is new; TopicAlreadyExist where one of the name is another."""
    check_topic_name(topic_name, work.settings.mns_name_length)
    LIMITS.maximum_message_size.check(given.get("maximum_message_size"))
    said = {name: DEFAULTS[name] if value is None else value for name, value in given.items()}
    known = work.state.topics.get(topic_name)
    if known is not None:
        if differs(said, vars(known)):
            raise TopicAlreadyExist()
        return False
    if len(work.state.topics) >= work.settings.mns_most_topics:
        raise TopicNumExceededLimit(most=work.settings.mns_most_topics)
    work.record(TopicCreated(topic_name=topic_name, create_time=seconds(work.now), **said))
    return True


def change_topic(work: Work[State, Settings], topic: Topic, given: Mapping[str, Any]) -> None:
    """What is None stays."""
    LIMITS.maximum_message_size.check(given.get("maximum_message_size"))
    known = {
        "maximum_message_size": topic.maximum_message_size,
        "logging_enabled": topic.logging_enabled,
        "encryption": topic.encryption,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    work.record(
        TopicAttributesSet(
            topic_name=topic.topic_name, last_modify_time=seconds(work.now), **known | changes
        )
    )


def remove_topic(work: Work[State, Settings], topic_name: str) -> None:
    """Nothing where there is none. Its subscriptions go with it, and pushes on their way are dropped."""
    if topic_name in work.state.topics:
        work.record(TopicDeleted(topic_name=topic_name))
        discard_pushes(work, topic_name)
