"""What somebody wants instances to be refreshed to: checked, and read."""

from itertools import pairwise

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import launch_templates
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.state.instance_refreshes import InstanceRefresh
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.scaling import (
    InvalidParameterConflict,
    InvalidScalingConfigurationIdNotFound,
)
from scalehook_contracts.scaling_controller.instance_refreshes import (
    DesiredConfiguration,
    StartInstanceRefresh,
)

DESIRED = "DesiredConfiguration"


def check(command: StartInstanceRefresh, group: Group, work: Work[State, Settings]) -> Deferred | None:
    """What is asked for is one thing, is there, and can be had here; checkpoints end with 100. A launch
    template that has been made just now is waited for.
    """
    wanted = command.desired_configuration
    if wanted.containers:
        raise _refused("Containers")
    _check_alternatives(wanted)
    if wanted.scaling_configuration_id and wanted.scaling_configuration_id not in group.configurations:
        raise InvalidScalingConfigurationIdNotFound()
    if wanted.image_id and not group.active_configuration_id:
        raise InvalidParameter(name=f"{DESIRED}.ImageId")
    _check_checkpoints([checkpoint.percentage for checkpoint in command.checkpoints])
    if not wanted.launch_template_id:
        return None
    types = [override.instance_type for override in wanted.launch_template_overrides]
    if not all(types):
        raise MissingParameter(name=f"{DESIRED}.LaunchTemplateOverrides.InstanceType")
    return launch_templates.check(
        wanted.launch_template_id, wanted.launch_template_version, work, types=bool(types)
    )


def configuration_of(command: StartInstanceRefresh, group: Group) -> str:
    """The configuration that it leads to; none where a launch template takes its place."""
    wanted = command.desired_configuration
    if wanted.launch_template_id:
        return ""
    return wanted.scaling_configuration_id or group.active_configuration_id


def may_turn(task: InstanceRefresh, group: Group) -> bool:
    """Whether it is known what it would lead back from, and to: a launch template's version that is not
    a number may be another one by now.
    """
    ends = [(task.configuration_id, task.settings(group.request)), (task.former_id, group.request)]
    return not any(
        asked.launch_template_version in ("", launch_templates.DEFAULT, launch_templates.LATEST)
        for configuration_id, asked in ends
        if not configuration_id and asked.launch_template_id
    )


def image_of(command: StartInstanceRefresh, group: Group) -> str:
    """The image, unless it is what the configuration has anyhow."""
    image = command.desired_configuration.image_id
    configuration = group.configurations.get(group.active_configuration_id)
    return "" if configuration is None or configuration.request.image_id == image else image


def _check_alternatives(wanted: DesiredConfiguration) -> None:
    names = {
        "ScalingConfigurationId": wanted.scaling_configuration_id,
        "ImageId": wanted.image_id,
        "LaunchTemplateId": wanted.launch_template_id,
    }
    given = [f"{DESIRED}.{name}" for name, value in names.items() if value]
    if len(given) > 1:
        raise InvalidParameterConflict(one=given[0], other=given[1])
    details = wanted.launch_template_version or wanted.launch_template_overrides
    if details and not wanted.launch_template_id:
        raise MissingParameter(name=f"{DESIRED}.LaunchTemplateId")


def _check_checkpoints(percentages: list[int]) -> None:
    ascending = all(one < other for one, other in pairwise(percentages))
    if percentages and not (ascending and percentages[-1] == 100):
        raise InvalidParameter(name="Checkpoints")


def _refused(name: str) -> InvalidParameter:
    return InvalidParameter(
        f'The parameter "{DESIRED}.{name}" is not valid: not supported by this simulator.'
    )
