"""The tags of a group, as they are described."""

from scalehook.scaling_controller.state import Group
from scalehook_contracts.scaling_controller.tags import TagResourceView

RESOURCE_TYPE = "ALIYUN::ESS::SCALINGGROUP"


def tag_views(group: Group) -> list[TagResourceView]:
    """Each tag, with the group."""
    return [
        TagResourceView(
            resource_type=RESOURCE_TYPE,
            resource_id=group.group_id,
            tag_key=tag.key,
            tag_value=tag.value,
            propagate=tag.propagate,
        )
        for tag in group.request.tags
    ]
