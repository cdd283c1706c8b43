"""Queues: the notification becomes an ordinary message, with what the published one had."""

from functools import lru_cache

from scalehook.kit import Work
from scalehook.message_service.endpoints import Endpoint
from scalehook.message_service.messages.bodies import body_md5
from scalehook.message_service.messages.contents import contents_size
from scalehook.message_service.pushes.notifications import Notification
from scalehook.message_service.queues.sending import enqueue
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, Queue, State, Subscription
from scalehook_contracts.exact import maker
from scalehook_contracts.message_service.messages import MessageEntry

entry = maker(MessageEntry)
BARE = "SIMPLIFIED"  # nothing is put around the text
remembered_md5 = lru_cache(maxsize=1)(body_md5)  # most queues of a topic get the same text


def put_into_queue(
    work: Work[State, Settings], push: Push, subscription: Subscription, endpoint: Endpoint
) -> str | None:
    """At once; a queue that is not there, or does not take it, is a failed attempt."""
    queue = work.state.queues.get(endpoint.name)
    if queue is None:
        return f"queue {endpoint.name} does not exist"
    if reason := _refusal(queue, push, work.state):
        return reason
    form, text = subscription.notify_content_format, push.message_body
    if form != BARE:
        text = Notification(push, work.settings.account_id).text(form)
    enqueue(work, queue, [entry_of(push, text)], push.message_id, push.request_id, remembered_md5)
    return ""


def entry_of(push: Push, text: str) -> MessageEntry:
    """What is put into a queue."""
    return entry(  # of all its fields: that takes half of what some of them do
        message_body=text,
        delay_seconds=None,
        priority=None,
        message_group_id=push.message_group_id,
        user_properties=push.user_properties,
        system_properties=push.system_properties,
    )


def _refusal(queue: Queue, push: Push, state: State) -> str:
    """The size is that of what was published: what a format puts around it does not count."""
    longest = queue.options.maximum_message_size
    if contents_size(push) > longest:
        return f"queue {queue.queue_name} takes no more than {longest} bytes"
    if queue.queue_type == "fifo" and not push.message_group_id:
        return f"queue {queue.queue_name} is fifo, and the message has no MessageGroupId"
    if queue.queue_type != "fifo" and state.topics[push.topic_name].topic_type == "fifo":
        return f"the topic is fifo, and queue {queue.queue_name} is not"
    return ""
