"""Which instances a scale-in takes."""

from collections.abc import Callable

from scalehook.scaling_controller.state import Group, Instance

NEVER = float("inf")


def choose(group: Group, amount: int) -> list[Instance]:
    """The first `amount` by the group's removal policies, of those in service."""
    keys = [_keys(group)[policy] for policy in group.removal_policies if policy in _keys(group)]
    serving = [i for i in group.instances.values() if i.lifecycle_state == "InService"]
    return sorted(serving, key=lambda instance: [key(instance) for key in keys])[:amount]


def _keys(group: Group) -> dict[str, Callable[[Instance], float]]:
    def configured(instance: Instance) -> float:
        configuration = group.configurations.get(instance.configuration_id)
        return configuration.created_at if configuration else NEVER  # added by hand: last

    return {
        "OldestScalingConfiguration": configured,
        "OldestInstance": lambda instance: instance.created_at,
        "NewestInstance": lambda instance: -instance.created_at,
    }
