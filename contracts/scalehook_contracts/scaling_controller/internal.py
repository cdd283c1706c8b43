"""Commands that only the scaling controller's own timers send."""

from scalehook_contracts.base import Command, Done


class ExpireLifecycleAction(Command[Done]):
    """The wait has reached its deadline."""

    scaling_activity_id: str
    lifecycle_action_token: str
