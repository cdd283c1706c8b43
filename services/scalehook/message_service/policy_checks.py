"""Whether the policies of queues and subscriptions can be kept."""

from scalehook.message_service.state import State
from scalehook_contracts.arn import Arn
from scalehook_contracts.errors.mns import ArgumentNotValid
from scalehook_contracts.message_service.policies import DlqPolicy, Order, TenantRateLimitPolicy

COUNT = "DlqPolicy.MaxReceiveCount"


def target_of(policy: DlqPolicy) -> str:
    """The name of the queue that dead letters go to: given as such, or as
    `acs:mns:REGION:ACCOUNT:/queues/NAME`, whatever region and account.
    """
    text = policy.dead_letter_target_queue
    try:
        arn = Arn.parse(text)
    except ValueError:
        return text
    kind, _, name = arn.relative_id.removeprefix("/").partition("/")
    return name if (arn.service, kind) == ("mns", "queues") else text


def check_queue_policy(policy: DlqPolicy | None, state: State, queue_name: str, order: Order) -> None:
    """A policy that is on needs a count, and another queue of the same type."""
    if policy is None or not policy.enabled:
        return
    if policy.max_receive_count is None or policy.max_receive_count < 1:
        raise ArgumentNotValid(name=COUNT)
    if target_of(policy) == queue_name:
        raise _refused("a queue cannot be its own dead-letter queue")
    _check_target(policy, state, order)


def check_subscription_policy(policy: DlqPolicy | None, state: State, order: Order) -> None:
    """A subscription counts no receives; its dead letters go to a queue of the topic's type."""
    if policy is None:
        return
    if policy.max_receive_count is not None:
        raise ArgumentNotValid(name=COUNT)
    if policy.enabled:
        _check_target(policy, state, order)


def check_rate_limit(policy: TenantRateLimitPolicy | None) -> None:
    """A limit that is on lets at least one message a second pass."""
    if policy is not None and policy.enabled and (policy.max_receives_per_second or 0) < 1:
        raise ArgumentNotValid(name="TenantRateLimitPolicy.MaxReceivesPerSecond")


def _check_target(policy: DlqPolicy, state: State, order: Order) -> None:
    target = state.queues.get(target_of(policy))
    if target is None:
        raise _refused("there is no such queue")
    if target.queue_type != order:
        raise _refused(f"the queue must be of the type {order}")


def _refused(why: str) -> ArgumentNotValid:
    return ArgumentNotValid(
        f'The specified value of parameter "DlqPolicy.DeadLetterTargetQueue" is not valid: {why}.'
    )
