"""What somebody wants instances to be refreshed to: checked, and read."""

from itertools import pairwise

from scalehook.scaling_controller.state import Group
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import (
    InvalidParameterConflict,
    InvalidScalingConfigurationIdNotFound,
)
from scalehook_contracts.scaling_controller.instance_refreshes import StartInstanceRefresh

DESIRED = "DesiredConfiguration"


def check(command: StartInstanceRefresh, group: Group) -> None:
    """What is asked for is one thing, is there, and can be had here; checkpoints end with 100."""
    wanted = command.desired_configuration
    for name in ("launch_template_id", "launch_template_version", "launch_template_overrides"):
        if getattr(wanted, name):
            raise _refused(name)
    if wanted.containers:
        raise _refused("containers")
    if wanted.scaling_configuration_id and wanted.image_id:
        names = [f"{DESIRED}.{name}" for name in ("ScalingConfigurationId", "ImageId")]
        raise InvalidParameterConflict(one=names[0], other=names[1])
    if wanted.scaling_configuration_id and wanted.scaling_configuration_id not in group.configurations:
        raise InvalidScalingConfigurationIdNotFound()
    if wanted.image_id and not group.active_configuration_id:
        raise InvalidParameter(name=f"{DESIRED}.ImageId")
    _check_checkpoints([checkpoint.percentage for checkpoint in command.checkpoints])


def image_of(command: StartInstanceRefresh, group: Group) -> str:
    """The image, unless it is what the configuration has anyhow."""
    image = command.desired_configuration.image_id
    configuration = group.configurations.get(group.active_configuration_id)
    return "" if configuration is None or configuration.request.image_id == image else image


def _check_checkpoints(percentages: list[int]) -> None:
    ascending = all(one < other for one, other in pairwise(percentages))
    if percentages and not (ascending and percentages[-1] == 100):
        raise InvalidParameter(name="Checkpoints")


def _refused(name: str) -> InvalidParameter:
    alias = "".join(word.capitalize() for word in name.split("_"))
    return InvalidParameter(
        f'The parameter "{DESIRED}.{alias}" is not valid: not supported by this simulator.'
    )
