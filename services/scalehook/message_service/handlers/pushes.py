"""What becomes of a push: taken, tried again, given up."""

from scalehook.kit import Work
from scalehook.message_service.lookups import find_subscription
from scalehook.message_service.pushes.attempts import attempt, conclude
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.state.events.signing import SigningKeyMade
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.base import Done
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.pushes import (
    AttemptNow,
    PushBroughtForward,
    RecordPushOutcome,
    RetryPush,
)
from scalehook_contracts.message_service.signing import (
    GetSigningCertificate,
    KeepSigningKey,
    SigningCertificate,
)


def record_push_outcome(command: RecordPushOutcome, work: Work[State, Settings]) -> Done:
    """The outcome of a push that was called off meanwhile does not matter."""
    push = work.state.pushes.get(command.push_id)
    subscription = work.state.subscription_of(push) if push else None
    if push is not None and subscription is not None:
        conclude(work, push, subscription, command.reason)
    return Done()


def retry_push(command: RetryPush, work: Work[State, Settings]) -> Done:
    """The wait is over: the next attempt."""
    _attempt(command.push_id, work)
    return Done()


def attempt_now(command: AttemptNow, work: Work[State, Settings]) -> Done:
    """The wait before the next attempt ends at this instant; one that is under way is no wait."""
    subscription = find_subscription(work.state, command.topic_name, command.subscription_name)
    last = subscription.last_of(command.message_id)
    now = milliseconds(work.now)
    for push in work.state.under_way.to(command.topic_name, command.subscription_name):
        if push.message_id == command.message_id and last is not None and last.next_attempt_time > now:
            work.record(
                PushBroughtForward(
                    push_id=push.push_id, next_attempt_time=now, request_id=push.request_id
                )
            )
            work.schedule(push.retry_key, work.now, RetryPush(push_id=push.push_id))
            return Done()
    raise MessageNotExist()


def keep_signing_key(command: KeepSigningKey, work: Work[State, Settings]) -> Done:
    """The first one stays. Pushes that have waited for it begin."""
    if work.state.signing_key is None:
        held = list(work.state.held_pushes)
        work.record(SigningKeyMade(private_key=command.private_key, certificate=command.certificate))
        for push_id in held:
            _attempt(push_id, work)
    return Done()


def get_signing_certificate(
    command: GetSigningCertificate, work: Work[State, Settings]
) -> SigningCertificate:
    """There is none before the first push."""
    key = work.state.signing_key
    return SigningCertificate(certificate=key.certificate if key else "")


def _attempt(push_id: str, work: Work[State, Settings]) -> None:
    push = work.state.pushes.get(push_id)
    subscription = work.state.subscription_of(push) if push else None
    if push is not None and subscription is not None:
        attempt(work, push, subscription)
