"""Creating, changing, showing, listing and deleting topics."""

from scalehook.kit import Work
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.lookups import find_topic
from scalehook.message_service.names import check_topic_name
from scalehook.message_service.paging import page
from scalehook.message_service.push_work import discard_pushes
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Topic
from scalehook.message_service.timestamps import seconds
from scalehook_contracts.base import Done
from scalehook_contracts.errors.mns import TopicAlreadyExist
from scalehook_contracts.message_service.topics import (
    CreateTopic,
    DeleteTopic,
    GetTopicAttributes,
    ListTopic,
    SetTopicAttributes,
    TopicAttributes,
    TopicAttributesSet,
    TopicCreated,
    TopicCreation,
    TopicDeleted,
    TopicList,
    TopicSummary,
)


def create_topic(command: CreateTopic, work: Work[State, Settings]) -> TopicCreation:
    """What is not given has its default; the same topic may be created again."""
    check_topic_name(command.topic_name, work.settings.mns_name_length)
    LIMITS.maximum_message_size.check(command.maximum_message_size)
    size = LIMITS.maximum_message_size.high
    if command.maximum_message_size is not None:
        size = command.maximum_message_size
    logging = bool(command.logging_enabled)
    known = work.state.topics.get(command.topic_name)
    if known:
        if (known.maximum_message_size, known.logging_enabled) != (size, logging):
            raise TopicAlreadyExist()
        return TopicCreation(created=False)
    created = TopicCreated(
        topic_name=command.topic_name,
        maximum_message_size=size,
        logging_enabled=logging,
        create_time=seconds(work.now),
    )
    work.record(created)
    return TopicCreation(created=True)


def set_topic_attributes(command: SetTopicAttributes, work: Work[State, Settings]) -> Done:
    """What is not given stays."""
    topic = find_topic(work.state, command.topic_name)
    LIMITS.maximum_message_size.check(command.maximum_message_size)
    size, logging = command.maximum_message_size, command.logging_enabled
    work.record(
        TopicAttributesSet(
            topic_name=topic.topic_name,
            maximum_message_size=topic.maximum_message_size if size is None else size,
            logging_enabled=topic.logging_enabled if logging is None else logging,
            encryption=topic.encryption,
            last_modify_time=seconds(work.now),
        )
    )
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
    if command.topic_name in work.state.topics:
        work.record(TopicDeleted(topic_name=command.topic_name))
        discard_pushes(work, command.topic_name)
    return Done()


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
