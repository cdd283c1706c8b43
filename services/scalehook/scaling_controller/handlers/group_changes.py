"""Scaling groups, changed."""

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import launch_templates, modifying, tag_checks
from scalehook.scaling_controller.group_changes import changed
from scalehook.scaling_controller.lookups import changeable, check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.base import Done
from scalehook_contracts.scaling_controller.groups import ChangeResourceGroup, ModifyScalingGroup


def modify_scaling_group(command: ModifyScalingGroup, work: Work[State, Settings]) -> Done | Deferred:
    """The group has other settings; its instances follow its limits."""
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    modifying.check(group, command, work)
    if command.launch_template_id or command.launch_template_version:
        later = launch_templates.await_source(changed(group.request, command), work)
        if later is not None:
            return later
    trigger = Trigger.of_caller(work, "A user requests to modify the scaling group")
    modifying.modify(group, command, trigger, work)
    return Done()


def change_resource_group(command: ChangeResourceGroup, work: Work[State, Settings]) -> Done:
    """The group belongs to another resource group."""
    tag_checks.check_resources(command.region_id, command.resource_type, work)
    group = changeable(group_of(command.resource_id, work.state))
    settled = {"resource_group_id": command.new_resource_group_id}
    modifying.settle(group, group.request.model_copy(update=settled), work)
    return Done()
