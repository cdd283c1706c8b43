"""Where a group's instances come from: its active configuration, or its launch template."""

from scalehook.scaling_controller import launch_templates
from scalehook.scaling_controller.state import Group, Instance, State
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup


def known(group: Group) -> bool:
    """Whether there is one."""
    return bool(group.active_configuration_id or group.request.launch_template_id)


def of(group: Group, state: State) -> CreateScalingConfiguration:
    """What new instances look like. Refused when the group's launch template is gone."""
    return of_settings(group.active_configuration_id, group.request, group, state)


def of_settings(
    configuration_id: str, asked: CreateScalingGroup, group: Group, state: State
) -> CreateScalingConfiguration:
    """What new instances look like by this configuration; or, without one, by the launch template that
    the settings name.
    """
    if configuration_id:
        return group.configurations[configuration_id].request
    return _of_template(asked, group, state)


def of_instance(instance: Instance, group: Group, state: State) -> CreateScalingConfiguration:
    """What an instance of the group was made by; its configuration may be gone."""
    made_by = group.configurations.get(instance.configuration_id)
    return made_by.request if made_by is not None else _of_template(group.request, group, state)


def _of_template(asked: CreateScalingGroup, group: Group, state: State) -> CreateScalingConfiguration:
    """The group may name other types than its template."""
    said = launch_templates.read(asked.launch_template_id, asked.launch_template_version, state)
    types = [override.instance_type for override in asked.launch_template_overrides]
    own = {"instance_type": "", "instance_types": types} if types else {}
    return said.model_copy(update={"scaling_group_id": group.group_id, **own})
