"""Notifications that a subscriber never took go to a queue."""

from scalehook.kit import Work
from scalehook.message_service.pushes.notifications import Notification
from scalehook.message_service.pushes.targets.queue import entry_of
from scalehook.message_service.queues.dead_letters import dead_letter_properties
from scalehook.message_service.queues.sending import enqueue
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, Queue, State, Subscription

KIND = "Subscription"


def bury(work: Work[State, Settings], push: Push, subscription: Subscription) -> str:
    """Into the queue of the subscription's policy, as the subscriber would have got it. The name of the
    queue, or nothing where there is none: then it is lost.
    """
    queue = _target(work.state, push, subscription)
    if queue is None:
        return ""
    text = Notification(push, work.settings.account_id).text(subscription.notify_content_format)
    properties = dead_letter_properties(
        push.system_properties, KIND, _arn(push, work.settings), push.message_id
    )
    entry = entry_of(push, text).model_copy(update={"system_properties": properties})
    enqueue(work, queue, [entry], request_id=push.request_id)
    return queue.queue_name


def _target(state: State, push: Push, subscription: Subscription) -> Queue | None:
    """A queue that keeps order as the topic does. The policy has no count: after the last attempt is
    after the last attempt.
    """
    policy = subscription.dlq_policy
    if policy is None or not policy.enabled:
        return None
    queue = state.queues.get(policy.target_name)
    order = state.topics[push.topic_name].topic_type
    return queue if queue is not None and queue.queue_type == order else None


def _arn(push: Push, settings: Settings) -> str:
    return settings.arn(f"/topics/{push.topic_name}/subscriptions/{push.subscription_name}")
