"""Publishing a message: into queues at once, to the web by effects."""

from scalehook.kit import Work
from scalehook.message_service import endpoints
from scalehook.message_service.bodies import body_md5, check_body
from scalehook.message_service.limits import is_tag
from scalehook.message_service.lookups import find_topic
from scalehook.message_service.push_work import attempt, notification_of
from scalehook.message_service.queue_work import enqueue, new_message_id
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.message_service.messages import MessageEntry
from scalehook_contracts.message_service.publications import (
    MessagePublication,
    MessagePublished,
    NotificationDropped,
    PublishMessage,
)
from scalehook_contracts.message_service.pushes import PushBegun


def publish_message(command: PublishMessage, work: Work[State, Settings]) -> MessagePublication:
    """Every subscription that wants the message gets it; without any it is dropped."""
    topic = find_topic(work.state, command.topic_name)
    check_body(command.message_body, topic.maximum_message_size)
    if not is_tag(command.message_tag):
        raise InvalidArgument(name="MessageTag")
    tag = command.message_tag or None
    wanting = [one for one in topic.subscriptions.values() if one.wants(tag)]
    published = MessagePublished(
        topic_name=topic.topic_name,
        message_id=new_message_id(work),
        message_body_md5=body_md5(command.message_body),
        message_tag=tag,
        publish_time=milliseconds(work.now),
        subscription_names=[subscription.subscription_name for subscription in wanting],
    )
    work.record(published)
    for subscription in wanting:
        _notify(subscription, published, command.message_body, work)
    return MessagePublication(
        message_id=published.message_id, message_body_md5=published.message_body_md5
    )


def _notify(
    subscription: Subscription, published: MessagePublished, body: str, work: Work[State, Settings]
) -> None:
    push = Push(
        push_id=f"{published.message_id}/{subscription.subscription_name}",
        topic_name=published.topic_name,
        subscription_name=subscription.subscription_name,
        message_id=published.message_id,
        message_body=body,
        message_tag=published.message_tag,
        publish_time=published.publish_time,
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
    enqueue(work, queue, [MessageEntry(message_body=text)])


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
