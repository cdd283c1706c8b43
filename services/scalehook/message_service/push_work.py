"""What handlers share that push to HTTP endpoints: starting an attempt, calling pushes off."""

from scalehook.kit import Work
from scalehook.message_service.content_formats import Notification
from scalehook.message_service.endpoints import push_url
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription
from scalehook_contracts.message_service.pushes import PushDiscarded, PushNotification


def notification_of(push: Push, account: str) -> Notification:
    """What is pushed."""
    return Notification(
        account=account,
        topic_name=push.topic_name,
        subscription_name=push.subscription_name,
        message_id=push.message_id,
        message_body=push.message_body,
        message_tag=push.message_tag,
        publish_time=push.publish_time,
    )


def attempt(work: Work[State, Settings], push: Push, subscription: Subscription) -> None:
    """Start the next attempt."""
    notification = notification_of(push, work.settings.account_id)
    form = subscription.notify_content_format
    request_id = f"{work.random.getrandbits(96):024X}"
    intent = PushNotification(
        push_id=push.push_id,
        endpoint=push_url(subscription.endpoint) or subscription.endpoint,
        body=notification.text(form),
        headers=notification.headers(form, request_id, work.now),
    )
    work.begin(push.attempt_key, intent)


def discard_pushes(
    work: Work[State, Settings], topic_name: str, subscription_name: str | None = None
) -> None:
    """Call off what is on its way to a topic's subscribers, or to one of them."""
    for push in work.state.under_way.to(topic_name, subscription_name):
        work.end(push.attempt_key)
        work.cancel(push.retry_key)
        work.record(PushDiscarded(push_id=push.push_id, reason="the subscription is gone"))
