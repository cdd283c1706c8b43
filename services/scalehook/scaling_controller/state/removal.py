"""Which instances of a group go first, as its removal policies say."""

import sys
from collections.abc import Mapping, Sequence

from scalehook.scaling_controller.state.configurations import Configuration
from scalehook.scaling_controller.state.instances import Instance

DEFAULT_POLICIES = ["OldestScalingConfiguration", "OldestInstance"]
NEVER = float("inf")  # the rank of what was added by hand: last
LAST = sys.float_info.max  # the rank of what may be of any version: before that


def rank(
    instance: Instance, number: int, policies: Sequence[str], configurations: Mapping[str, Configuration]
) -> tuple[float, ...]:
    """What the policies say of it, the first one first; `number` is the place in which it came."""
    ranks: list[float] = []
    for policy in policies:
        match policy:
            case "OldestScalingConfiguration":
                ranks.append(_age_of_source(instance, configurations))
            case "OldestInstance":
                ranks += (instance.created_at, number)
            case "NewestInstance":
                ranks += (-instance.created_at, -number)
    return (*ranks, number)


def _age_of_source(instance: Instance, configurations: Mapping[str, Configuration]) -> float:
    """The oldest one goes first: of configurations by their time, of versions of a launch template by
    their number. The version that is not a number is always the newest.
    """
    configuration = configurations.get(instance.configuration_id)
    if configuration is not None:
        return configuration.created_at
    version = instance.launch_template_version
    if not instance.launch_template_id:
        return NEVER
    return float(version) if version.isdecimal() else LAST
