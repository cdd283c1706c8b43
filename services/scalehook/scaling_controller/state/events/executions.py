"""What happens when rules are executed."""

from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64


class ScalingRuleExecuted(Note):
    """An activity does what a rule asks for, and takes cooldown and warm-up from it, in seconds."""

    scaling_activity_id: str
    scaling_rule_id: str
    cooldown: Int64 | None
    warmup: Int64


def scaling_rule_executed(event: ScalingRuleExecuted, state: State) -> None:
    """They count when it has ended."""
    activity = state.activities[event.scaling_activity_id]
    activity.cooldown = event.cooldown
    activity.warmup = event.warmup
