"""Publishing a message: into queues at once, to the web by effects."""

from itertools import islice

from scalehook.kit import Work
from scalehook.message_service import endpoints
from scalehook.message_service.bodies import body_md5, check_body
from scalehook.message_service.limits import is_tag
from scalehook.message_service.lookups import find_topic
from scalehook.message_service.push_work import attempt, notification_of
from scalehook.message_service.queue_work import enqueue, new_message_id
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription, Topic
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.base import Done
from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.message_service.messages import MessageEntry
from scalehook_contracts.message_service.publications import (
    MessagePublication,
    MessagePublished,
    MessageSpread,
    NotificationDropped,
    PublishMessage,
    SpreadMessage,
)
from scalehook_contracts.message_service.pushes import PushBegun

AT_ONCE = 50  # subscriptions; there may be thousands, and others wait meanwhile


def publish_message(command: PublishMessage, work: Work[State, Settings]) -> MessagePublication:
    """Every subscription that wants it gets it, the first ones at once; without any it is dropped."""
    topic = find_topic(work.state, command.topic_name)
    check_body(command.message_body, topic.maximum_message_size)
    if not is_tag(command.message_tag):
        raise InvalidArgument(name="MessageTag")
    message = SpreadMessage(
        topic_name=topic.topic_name,
        message_id=new_message_id(work),
        message_body=command.message_body,
        message_tag=command.message_tag or None,
        publish_time=milliseconds(work.now),
        subscribed=work.state.subscribed,
    )
    wanting = _next(message, topic, work)
    published = MessagePublished(
        topic_name=topic.topic_name,
        message_id=message.message_id,
        message_body_md5=body_md5(command.message_body),
        message_tag=message.message_tag,
        publish_time=message.publish_time,
        subscription_names=[subscription.subscription_name for subscription in wanting],
        message_body=command.message_body,
        message_group_id=command.message_group_id,
        user_properties=command.user_properties,
    )
    work.record(published)
    for subscription in wanting:
        _notify(subscription, message, work)
    return MessagePublication(
        message_id=published.message_id, message_body_md5=published.message_body_md5
    )


def spread_message(command: SpreadMessage, work: Work[State, Settings]) -> Done:
    """The next subscriptions get the message, unless the topic is gone."""
    topic = work.state.topics.get(command.topic_name)
    wanting = _next(command, topic, work) if topic else []
    if wanting:
        work.record(
            MessageSpread(
                topic_name=command.topic_name,
                message_id=command.message_id,
                subscription_names=[subscription.subscription_name for subscription in wanting],
            )
        )
    for subscription in wanting:
        _notify(subscription, command, work)
    return Done()


def _next(message: SpreadMessage, topic: Topic, work: Work[State, Settings]) -> list[Subscription]:
    """Those of the next subscriptions that get the message; those behind them have their turn after."""
    names = list(islice(topic.names.irange(message.after, inclusive=(False, True)), AT_ONCE + 1))
    some = [topic.subscriptions[name] for name in names[:AT_ONCE]]
    if len(names) > AT_ONCE:
        rest = message.model_copy(update={"after": some[-1].subscription_name})
        work.schedule(f"publication/{message.message_id}", work.now, rest)
    return [one for one in some if one.number <= message.subscribed and one.wants(message.message_tag)]


def _notify(subscription: Subscription, message: SpreadMessage, work: Work[State, Settings]) -> None:
    push = Push(
        push_id=f"{message.message_id}/{subscription.subscription_name}",
        topic_name=message.topic_name,
        subscription_name=subscription.subscription_name,
        message_id=message.message_id,
        message_body=message.message_body,
        message_tag=message.message_tag,
        publish_time=message.publish_time,
    )
    queue_name = endpoints.queue_name(subscription.endpoint)
    if queue_name is None:
        _push_to_web(push, subscription, work)
    else:
        _push_to_queue(push, subscription, queue_name, work)


def _push_to_queue(
    push: Push, subscription: Subscription, queue_name: str, work: Work[State, Settings]
) -> None:
    queue = work.state.queues.get(queue_name)
    if queue is None:
        work.record(
            NotificationDropped(
                topic_name=push.topic_name,
                subscription_name=push.subscription_name,
                message_id=push.message_id,
                reason=f"queue {queue_name} does not exist",
            )
        )
        return
    notification = notification_of(push, work.settings.account_id)
    text = notification.text(subscription.notify_content_format)
    enqueue(work, queue, [MessageEntry(message_body=text)], push.message_id)


def _push_to_web(push: Push, subscription: Subscription, work: Work[State, Settings]) -> None:
    work.record(
        PushBegun(
            push_id=push.push_id,
            topic_name=push.topic_name,
            subscription_name=push.subscription_name,
            message_id=push.message_id,
            message_body=push.message_body,
            message_tag=push.message_tag,
            publish_time=push.publish_time,
        )
    )
    attempt(work, push, subscription)
