"""What the policies of queues and subscriptions may say."""

from scalehook.message_service.lookups import find_queue
from scalehook.message_service.state import State
from scalehook_contracts.errors.mns import ArgumentNotValid
from scalehook_contracts.message_service.policies import DlqPolicy, Order, TenantRateLimitPolicy

COUNT, TARGET = "DlqPolicy.MaxReceiveCount", "DlqPolicy.DeadLetterTargetQueue"


def check_dlq_policy(policy: DlqPolicy | None, queue_name: str, queue_type: Order, state: State) -> None:
    """Refuse one whose target is not there, is the queue itself, or keeps another order. One that is off
    may say anything.
    """
    if policy is None or not policy.enabled:
        return
    if policy.max_receive_count is None or policy.max_receive_count < 1:
        raise ArgumentNotValid(name=COUNT)
    if policy.target_name == queue_name:
        raise _refused("a queue cannot be its own dead-letter queue")
    _check_target(policy, queue_type, state)


def check_subscription_policy(policy: DlqPolicy | None, topic_type: Order, state: State) -> None:
    """The same of a subscription: it counts no receives."""
    if policy is None:
        return
    if policy.max_receive_count is not None:
        raise ArgumentNotValid(name=COUNT)
    if policy.enabled:
        _check_target(policy, topic_type, state)


def check_rate_limit(policy: TenantRateLimitPolicy | None) -> None:
    """Refuse one that lets nothing pass."""
    if policy is not None and policy.enabled and (policy.max_receives_per_second or 0) < 1:
        raise ArgumentNotValid(name="TenantRateLimitPolicy.MaxReceivesPerSecond")


def _check_target(policy: DlqPolicy, order: Order, state: State) -> None:
    if not policy.target_name:
        raise _refused("it names no queue")
    target = find_queue(state, policy.target_name)
    if target.queue_type != order:
        raise _refused(f"the queue must be of the type {order}")


def _refused(why: str) -> ArgumentNotValid:
    return ArgumentNotValid(f'The specified value of parameter "{TARGET}" is not valid: {why}.')
