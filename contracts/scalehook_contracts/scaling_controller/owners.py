"""Which group something belongs to, and the tags of groups: for RAM."""

from scalehook_contracts.base import Command
from scalehook_contracts.ownership import Place, TagsFound


class FindGroup(Command[Place]):
    """The group of what is named: of the first of these that is not empty."""

    scaling_rule_id: str = ""
    scaling_rule_ari: str = ""
    scaling_configuration_id: str = ""
    lifecycle_hook_id: str = ""
    lifecycle_action_token: str = ""
    scaling_activity_id: str = ""
    scheduled_task_id: str = ""
    instance_id: str = ""


class FindGroupTags(Command[TagsFound]):
    """The tags of the groups among these resources, which are ARNs."""

    resources: list[str]
