"""Creating, changing, showing, listing and deleting topics."""

from typing import Any

from scalehook.kit import Work
from scalehook.message_service import encryption, tags
from scalehook.message_service.changes.topics import change_topic, make_topic, remove_topic
from scalehook.message_service.limits import Range
from scalehook.message_service.lookups import find_topic
from scalehook.message_service.pages.by_number import Found, Section, page_of
from scalehook.message_service.pages.filters import chosen
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.views.control_plane import topic_view
from scalehook_contracts.errors.mns import TopicNotExist
from scalehook_contracts.message_service.control_plane.base import Written
from scalehook_contracts.message_service.control_plane.topics import (
    CreateTopic,
    DeleteTopic,
    GetTopicAttributes,
    ListTopic,
    SetTopicAttributes,
    TopicAnswer,
    TopicChoice,
    TopicList,
    TopicPage,
)
from scalehook_contracts.message_service.policies import Encryption, Order, Tag

SIZE = Range("MaxMessageSize", 1024, 65536, "bytes")


def create_topic(command: CreateTopic, work: Work[State, Settings]) -> Written:
    """What is not given has its default; the same topic may be created again."""
    given = _given(command, None)
    given |= {"topic_type": command.topic_type, "tags": tags.in_order(command.tag)}
    make_topic(work, command.topic_name, given)
    return Written()


def set_topic_attributes(command: SetTopicAttributes, work: Work[State, Settings]) -> Written:
    """What is not given stays."""
    topic = find_topic(work.state, command.topic_name)
    change_topic(work, topic, _given(command, topic.encryption))
    return Written()


def get_topic_attributes(command: GetTopicAttributes, work: Work[State, Settings]) -> TopicAnswer:
    """A topic without the tags that are named is none that was asked for."""
    topic = find_topic(work.state, command.topic_name)
    if not tags.bears(topic.tags, command.tag):
        raise TopicNotExist()
    return TopicAnswer(data=topic_view(topic, work))


def list_topic(command: ListTopic, work: Work[State, Settings]) -> TopicList:
    """One page."""
    names, page = page_of(_found(command, work.state), command)
    views = [topic_view(work.state.topics[name], work) for name in names]
    return TopicList(data=TopicPage.model_validate({**page, "page_data": views}))


def delete_topic(command: DeleteTopic, work: Work[State, Settings]) -> Written:
    """Its subscriptions go with it."""
    remove_topic(work, command.topic_name)
    return Written()


def _given(command: TopicChoice, known: Encryption | None) -> dict[str, Any]:
    SIZE.check(command.max_message_size)
    return {
        "maximum_message_size": command.max_message_size,
        "logging_enabled": command.enable_logging,
        "encryption": encryption.chosen(command, known),
    }


def _found(command: ListTopic, state: State) -> Found[str]:
    def of(name: str) -> tuple[Order, list[Tag]]:
        topic = state.topics[name]
        return topic.topic_type, topic.tags

    names = Section(state.topic_names, command.topic_name)
    return chosen(names, command.topic_type, command.tag, of)
