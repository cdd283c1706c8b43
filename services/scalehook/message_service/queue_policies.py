"""What the policies of a queue may say."""

from scalehook.message_service.lookups import find_queue
from scalehook.message_service.state import State, target_name
from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.message_service.policies import DlqPolicy, Order, TenantRateLimitPolicy


def check_dlq_policy(policy: DlqPolicy | None, queue_name: str, queue_type: Order, state: State) -> None:
    """Refuse one whose target is not there, is the queue itself, or keeps another order. One that is off
    may say anything.
    """
    if policy is None or not policy.enabled:
        return
    if policy.max_receive_count is None or policy.max_receive_count < 1:
        raise InvalidArgument(name="MaxReceiveCount")
    name = target_name(policy)
    if not name or name == queue_name:
        raise InvalidArgument(name="DeadLetterTargetQueue")
    if find_queue(state, name).queue_type != queue_type:
        raise InvalidArgument(name="DeadLetterTargetQueue")


def check_rate_limit(policy: TenantRateLimitPolicy | None) -> None:
    """Refuse one that lets nothing pass."""
    if policy is None or not policy.enabled:
        return
    if policy.max_receives_per_second is None or policy.max_receives_per_second < 1:
        raise InvalidArgument(name="MaxReceivesPerSecond")
