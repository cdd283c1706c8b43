"""What topics have to do."""

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Topic
from scalehook_contracts.message_service.topic_loads import DescribeTopicLoads, TopicLoad, TopicLoads


def describe_topic_loads(command: DescribeTopicLoads, work: Work[State, Settings]) -> TopicLoads:
    """Nothing changes by it."""
    topics = work.state.topics
    return TopicLoads(
        loads=[_load(topics[name], work.state) for name in command.topic_names if name in topics]
    )


def _load(topic: Topic, state: State) -> TopicLoad:
    return TopicLoad(
        topic_name=topic.topic_name,
        subscriptions=len(topic.subscriptions),
        pushes=state.under_way.count(topic.topic_name),
    )
