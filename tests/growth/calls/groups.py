"""Calls on scaling groups, their tags and their processes."""

from scalehook_contracts.base import Message
from scalehook_contracts.scaling_controller.group_deletion import (
    DeleteScalingGroup,
    SetGroupDeletionProtection,
)
from scalehook_contracts.scaling_controller.groups import (
    ChangeResourceGroup,
    CreateScalingGroup,
    DescribeScalingGroupDetail,
    DescribeScalingGroups,
    ModifyScalingGroup,
)
from scalehook_contracts.scaling_controller.hooks import HookSpecification
from scalehook_contracts.scaling_controller.processes import ResumeProcesses, SuspendProcesses
from scalehook_contracts.scaling_controller.tags import (
    GroupTag,
    ListTagKeys,
    ListTagResources,
    ListTagValues,
    TagCriterion,
    TagResources,
    UntagResources,
)
from support.scaling.cloud import REGION

HERE = {"region_id": REGION}
OF_GROUPS = {**HERE, "resource_type": "scalinggroup"}
LARGE = "large"


def groups_calls(n: int) -> dict[str, Message]:
    hook = HookSpecification(lifecycle_transition="SCALE_OUT")
    tags = [GroupTag(key="new", value=f"v-{n}")]
    return {
        "create with a hook": CreateScalingGroup(
            **HERE, min_size=0, max_size=9, tags=tags, lifecycle_hooks=[hook]
        ),
        "modify group": ModifyScalingGroup(scaling_group_id=f"g-{n}", default_cooldown=1),
        "rename group": ModifyScalingGroup(scaling_group_id=LARGE, scaling_group_name="renamed"),
        "group in detail": DescribeScalingGroupDetail(**HERE, scaling_group_id=LARGE),
        "group by name": DescribeScalingGroups(**HERE, scaling_group_name="g-7"),
        "resource group": ChangeResourceGroup(
            **HERE, resource_id=f"g-{n}", new_resource_group_id="rg-new"
        ),
        "protect": SetGroupDeletionProtection(scaling_group_id=f"g-{n}", group_deletion_protection=True),
        "delete": DeleteScalingGroup(scaling_group_id="spare"),
        "delete by force": DeleteScalingGroup(scaling_group_id=f"g-{n + 1}", force_delete=True),
        "suspend": SuspendProcesses(
            scaling_group_id=f"g-{n}", processes=["ScaleIn"], client_token="suspend"
        ),
        "resume": ResumeProcesses(
            scaling_group_id=f"g-{n}", processes=["ScaleIn"], client_token="resume"
        ),
        "tag": TagResources(**OF_GROUPS, resource_ids=[f"g-{n}", LARGE], tags=tags),
        "tags of groups": ListTagResources(**OF_GROUPS, resource_ids=[f"g-{n}", LARGE]),
        "tagged groups": ListTagResources(**OF_GROUPS, tags=[TagCriterion(key="new")]),
        "tag keys": ListTagKeys(**OF_GROUPS),
        "tag values": ListTagValues(**OF_GROUPS, key="new"),
        "untag": UntagResources(**OF_GROUPS, resource_ids=[f"g-{n}", LARGE], all=True),
    }
