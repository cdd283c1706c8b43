"""Launch templates, as the fleet tells of them."""

from typing import Any

from scalehook_contracts.fleet.launch_template_data import LaunchTemplateData, Tag
from scalehook_contracts.fleet.launch_templates import LaunchTemplateVersionCreated
from support.scaling.cloud import Cloud

COMPLETE = {"image_id": "img", "instance_type": "ecs.g7.large", "security_group_id": "sg-1"}


def told(
    cloud: Cloud, number: int = 1, tags: tuple[Tag, ...] = (), template: str = "lt-1", **data: Any
) -> None:
    """The fleet tells of a version that says this."""
    cloud.rehearsal.tell(
        LaunchTemplateVersionCreated(
            launch_template_id=template,
            version_number=number,
            version_description="",
            created_by="",
            created_at=0,
            data=LaunchTemplateData(**data),
            tags=list(tags),
        )
    )


def with_templates(cloud: Cloud) -> Cloud:
    """There are `lt-1`, with two versions, and `lt-2`."""
    told(cloud, **COMPLETE)
    told(cloud, 2, **COMPLETE)
    told(cloud, template="lt-2", **COMPLETE)
    return cloud
