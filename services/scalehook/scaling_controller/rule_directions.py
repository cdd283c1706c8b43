"""Where a rule leads that could not be executed: to more instances or to fewer."""

from scalehook.scaling_controller.state import Group, Rule


def shrinks(rule: Rule, group: Group) -> bool | None:
    """Whether to fewer; None where the rule itself does not say."""
    value = rule.request.adjustment_value
    if value is None:
        return None
    return value < (group.heading if rule.request.adjustment_type == "TotalCapacity" else 0)
