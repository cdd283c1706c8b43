"""Creating, changing, showing, listing and deleting topics."""

from scalehook.kit import Work
from scalehook.message_service.changes.topics import change_topic, make_topic, remove_topic
from scalehook.message_service.lookups import find_topic
from scalehook.message_service.pages.by_marker import page
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Topic
from scalehook_contracts.base import Done
from scalehook_contracts.message_service.topics import (
    CreateTopic,
    DeleteTopic,
    GetTopicAttributes,
    ListTopic,
    SetTopicAttributes,
    TopicAttributes,
    TopicCreation,
    TopicList,
    TopicSummary,
)


def create_topic(command: CreateTopic, work: Work[State, Settings]) -> TopicCreation:
    """What is not given has its default; the same topic may be created again."""
    return TopicCreation(created=make_topic(work, command.topic_name, _given(command)))


def set_topic_attributes(command: SetTopicAttributes, work: Work[State, Settings]) -> Done:
    """What is not given stays."""
    change_topic(work, find_topic(work.state, command.topic_name), _given(command))
    return Done()


def get_topic_attributes(command: GetTopicAttributes, work: Work[State, Settings]) -> TopicAttributes:
    """The seven attributes."""
    return _attributes(find_topic(work.state, command.topic_name), work.state)


def list_topic(command: ListTopic, work: Work[State, Settings]) -> TopicList:
    """One page, with the attributes where they are asked for."""
    names, marker = page(work.state.topic_names, command)
    topics = [_summary(work.state.topics[name], command.with_meta, work.state) for name in names]
    return TopicList(topics=topics, next_marker=marker)


def delete_topic(command: DeleteTopic, work: Work[State, Settings]) -> Done:
    """Its subscriptions go with it, and pushes on their way are dropped."""
    remove_topic(work, command.topic_name)
    return Done()


def _given(command: CreateTopic | SetTopicAttributes) -> dict[str, object]:
    return {
        "maximum_message_size": command.maximum_message_size,
        "logging_enabled": command.logging_enabled,
    }


def _attributes(topic: Topic, state: State) -> TopicAttributes:
    return TopicAttributes(
        topic_name=topic.topic_name,
        create_time=topic.create_time,
        last_modify_time=topic.last_modify_time,
        maximum_message_size=topic.maximum_message_size,
        message_count=state.under_way.messages(topic.topic_name),
        logging_enabled=topic.logging_enabled,
    )


def _summary(topic: Topic, with_meta: bool, state: State) -> TopicSummary:
    if not with_meta:
        return TopicSummary(topic_name=topic.topic_name)
    return TopicSummary(**_attributes(topic, state).model_dump())
