"""What becomes of a push: taken, tried again, given up."""

from datetime import timedelta

from scalehook.kit import Work
from scalehook.kit.push_retries import wait_before
from scalehook.message_service.lookups import find_subscription
from scalehook.message_service.push_work import attempt
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.base import Done
from scalehook_contracts.message_service.pushes import (
    PushDiscarded,
    PushFailed,
    PushSucceeded,
    RecordPushOutcome,
    RetryPush,
)


def record_push_outcome(command: RecordPushOutcome, work: Work[State, Settings]) -> Done:
    """The outcome of a push that was called off meanwhile does not matter."""
    push = work.state.pushes.get(command.push_id)
    if push is None:
        return Done()
    if command.reason:
        _try_later(push, command.reason, work)
    else:
        work.record(PushSucceeded(push_id=push.push_id, attempts=push.failures + 1))
    return Done()


def retry_push(command: RetryPush, work: Work[State, Settings]) -> Done:
    """The wait is over: the next attempt."""
    push = work.state.pushes.get(command.push_id)
    if push is not None:
        attempt(work, push, find_subscription(work.state, push.topic_name, push.subscription_name))
    return Done()


def _try_later(push: Push, reason: str, work: Work[State, Settings]) -> None:
    subscription = find_subscription(work.state, push.topic_name, push.subscription_name)
    wait = wait_before(subscription.notify_strategy, push.failures + 1, work.random)
    if wait is None:
        work.record(PushDiscarded(push_id=push.push_id, reason=reason))
        return
    at = work.now + timedelta(seconds=wait)
    work.schedule(push.retry_key, at, RetryPush(push_id=push.push_id))
    work.record(PushFailed(push_id=push.push_id, reason=reason, next_attempt_time=milliseconds(at)))
