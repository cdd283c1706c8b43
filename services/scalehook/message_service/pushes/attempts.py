"""An attempt to push, what follows from its outcome, and calling pushes off."""

from datetime import datetime, timedelta

from scalehook.kit import Work
from scalehook.kit.push.retries import wait_before
from scalehook.message_service import endpoints
from scalehook.message_service.pushes.dead_letters import bury
from scalehook.message_service.pushes.targets import TARGETS
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription
from scalehook.message_service.timestamps import at_millisecond, milliseconds
from scalehook_contracts.message_service.publications import NotificationDropped
from scalehook_contracts.message_service.pushes import (
    PushBegun,
    PushDiscarded,
    PushFailed,
    PushSucceeded,
    RetryPush,
)

KEPT = tuple(PushBegun.model_fields.keys() - {"first_attempt_time"})


def begin(work: Work[State, Settings], push: Push, first_attempt_time: int = 0) -> None:
    """From now on it is under way."""
    values = {name: getattr(push, name) for name in KEPT}
    work.record(PushBegun(**values, first_attempt_time=first_attempt_time))


def line_up(work: Work[State, Settings], push: Push, subscription: Subscription) -> bool:
    """Whether the push has to wait for its first attempt: for its turn, if the subscription may get no
    more than so many in a second; or for one of the same group of a fifo topic, whose turn ends it.
    """
    follows = _predecessor(work.state, push) is not None
    if not follows and not subscription.milliseconds_each:
        return False
    now = milliseconds(work.now)
    at = max(now, subscription.next_turn) if subscription.milliseconds_each else 0
    begin(work, push, at)
    if not follows:
        work.schedule(push.retry_key, at_millisecond(at), RetryPush(push_id=push.push_id))
    return True


def attempt(work: Work[State, Settings], push: Push, subscription: Subscription) -> None:
    """The next attempt of a push that is under way."""
    outcome = give(work, push, subscription)
    if outcome is not None:
        conclude(work, push, subscription, outcome)


def give(work: Work[State, Settings], push: Push, subscription: Subscription) -> str | None:
    """Why the subscriber has not taken it, or nothing; None where that is not known yet."""
    endpoint = endpoints.parse(subscription.endpoint)
    return TARGETS[endpoint.kind](work, push, subscription, endpoint)


def conclude(work: Work[State, Settings], push: Push, subscription: Subscription, reason: str) -> None:
    """An attempt has ended, well or with a reason why not."""
    if not reason:
        work.record(
            PushSucceeded(
                push_id=push.push_id,
                attempts=push.failures + 1,
                at=milliseconds(work.now),
                request_id=push.request_id,
            )
        )
        _follow(work, push, subscription)
        return
    wait = wait_before(subscription.notify_strategy, push.failures + 1, work.random)
    if wait is None:
        _give_up(work, push, subscription, reason)
        _follow(work, push, subscription)
    else:
        _try_again(work, push, work.now + timedelta(seconds=wait), reason)


def discard_pushes(
    work: Work[State, Settings], topic_name: str, subscription_name: str | None = None
) -> None:
    """Call off what is on its way to a topic's subscribers, or to one of them."""
    for push in work.state.under_way.to(topic_name, subscription_name):
        work.end(push.attempt_key)
        work.cancel(push.retry_key)
        _discard(work, push, "the subscription is gone")


def _try_again(work: Work[State, Settings], push: Push, at: datetime, reason: str) -> None:
    work.schedule(push.retry_key, at, RetryPush(push_id=push.push_id))
    work.record(
        PushFailed(
            push_id=push.push_id,
            reason=reason,
            next_attempt_time=milliseconds(at),
            at=milliseconds(work.now),
            request_id=push.request_id,
        )
    )


def _give_up(work: Work[State, Settings], push: Push, subscription: Subscription, reason: str) -> None:
    _discard(work, push, reason, bury(work, push, subscription))
    if endpoints.queue_name(subscription.endpoint) is not None:
        work.record(
            NotificationDropped(
                topic_name=push.topic_name,
                subscription_name=push.subscription_name,
                message_id=push.message_id,
                reason=reason,
                request_id=push.request_id,
            )
        )


def _discard(work: Work[State, Settings], push: Push, reason: str, dead_letter_queue: str = "") -> None:
    work.record(
        PushDiscarded(
            push_id=push.push_id,
            reason=reason,
            at=milliseconds(work.now),
            dead_letter_queue=dead_letter_queue,
            request_id=push.request_id,
        )
    )


def _follow(work: Work[State, Settings], push: Push, subscription: Subscription) -> None:
    """The next of its group has waited for it, and comes as long after it as others do."""
    following = _predecessor(work.state, push)
    if following is not None:
        soonest = milliseconds(work.now) + subscription.milliseconds_each
        at = at_millisecond(max(soonest, following.first_attempt_time))
        work.schedule(following.retry_key, at, RetryPush(push_id=following.push_id))


def _predecessor(state: State, push: Push) -> Push | None:
    """The first that is under way to the same subscriber, of the same group of a fifo topic."""
    if push.message_group_id is None or state.topics[push.topic_name].topic_type != "fifo":
        return None
    return state.under_way.first(push.topic_name, push.subscription_name, push.message_group_id)
