"""Which group something belongs to, and the tags of groups: for RAM."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.arn import Arn
from scalehook_contracts.ownership import Place, TagsFound
from scalehook_contracts.scaling_controller.owners import FindGroup, FindGroupTags


def find_group(command: FindGroup, work: Work[State, Settings]) -> Place:
    """None of what is not there: whoever does the operation refuses it."""
    found = _group_id(command, work.state)
    return Place(resources=[f"scalinggroup/{found}"] if found else [])


def find_group_tags(command: FindGroupTags, work: Work[State, Settings]) -> TagsFound:
    """Of groups that are there."""
    tags = {}
    for resource in command.resources:
        group = work.state.groups.get(Arn.parse(resource).name)
        if group is not None and group.request.tags:
            tags[resource] = {tag.key: tag.value for tag in group.request.tags}
    return TagsFound(tags=tags)


def _group_id(named: FindGroup, state: State) -> str:
    catalogue = state.catalogue
    if rule_id := named.scaling_rule_id or named.scaling_rule_ari.rpartition("/")[2]:
        rule = catalogue.rules.things.get(rule_id)
        return rule.request.scaling_group_id if rule else ""
    if named.scaling_configuration_id:
        made = catalogue.configurations.things.get(named.scaling_configuration_id)
        return made.request.scaling_group_id if made else ""
    if named.lifecycle_hook_id or named.lifecycle_action_token:
        hook = state.hooks.get(named.lifecycle_hook_id)
        waiting = hook or catalogue.activities.get(named.lifecycle_action_token)
        return waiting.group_id if waiting else ""
    if named.scaling_activity_id:
        activity = state.activities.get(named.scaling_activity_id)
        return activity.group_id if activity else ""
    if named.scheduled_task_id:
        task = state.scheduled_tasks.get(named.scheduled_task_id)
        return task.acts_on if task else ""
    instance = catalogue.instances.things.get(named.instance_id)
    return instance.group_id if instance else ""
