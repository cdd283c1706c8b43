"""What happens to topics."""

from scalehook.message_service.state.root import State
from scalehook.message_service.state.topics import Topic
from scalehook_contracts.message_service.topics import TopicAttributesSet, TopicCreated, TopicDeleted


def topic_created(event: TopicCreated, state: State) -> None:
    """A topic is there, without subscriptions."""
    state.add_topic(
        Topic(
            event.topic_name,
            event.create_time,
            event.create_time,
            event.maximum_message_size,
            event.logging_enabled,
            encryption=event.encryption,
            topic_type=event.topic_type,
            tags=event.tags,
        )
    )


def topic_attributes_set(event: TopicAttributesSet, state: State) -> None:
    """The topic has other attributes."""
    topic = state.topics[event.topic_name]
    topic.maximum_message_size = event.maximum_message_size
    topic.logging_enabled = event.logging_enabled
    topic.encryption = event.encryption
    topic.last_modify_time = event.last_modify_time


def topic_deleted(event: TopicDeleted, state: State) -> None:
    """The topic is gone, its subscriptions with it."""
    state.remove_topic(event.topic_name)
