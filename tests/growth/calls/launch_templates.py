"""Launch templates, where a setting lets there be so many."""

from scalehook_contracts.base import Event, Message
from scalehook_contracts.fleet.described_launch_templates import (
    DescribeLaunchTemplates,
    DescribeLaunchTemplateVersions,
)
from scalehook_contracts.fleet.launch_template_data import LaunchTemplateData, Tag
from scalehook_contracts.fleet.launch_templates import (
    CreateLaunchTemplate,
    CreateLaunchTemplateVersion,
    DeleteLaunchTemplate,
    DeleteLaunchTemplateVersion,
    LaunchTemplateCreated,
    LaunchTemplateVersionCreated,
    ModifyLaunchTemplateDefaultVersion,
)
from support.scaling.cloud import REGION

HERE = {"region_id": REGION}


def launch_template(number: int) -> list[Event]:
    """What makes the template `lt-<number>` with two versions."""
    template = f"lt-{number}"
    versions = [
        LaunchTemplateVersionCreated(
            launch_template_id=template,
            version_number=version,
            version_description="",
            created_by="",
            created_at=0,
            data=LaunchTemplateData(),
        )
        for version in (1, 2)
    ]
    created = LaunchTemplateCreated(
        launch_template_id=template,
        launch_template_name=template,
        created_by="",
        created_at=0,
        tags=[Tag(key="number", value=str(number))],
    )
    return [created, *versions]


def launch_template_calls() -> dict[str, Message]:
    return {
        "template": CreateLaunchTemplate(**HERE, launch_template_name="new"),
        "version": CreateLaunchTemplateVersion(**HERE, launch_template_id="lt-7"),
        "default version": ModifyLaunchTemplateDefaultVersion(
            **HERE, launch_template_name="lt-8", default_version_number=2
        ),
        "delete version": DeleteLaunchTemplateVersion(
            **HERE, launch_template_id="lt-9", delete_versions=[2]
        ),
        "delete template": DeleteLaunchTemplate(**HERE, launch_template_id="lt-10"),
        "templates": DescribeLaunchTemplates(**HERE),
        "tagged templates": DescribeLaunchTemplates(
            **HERE, template_tags=[Tag(key="number", value="7")]
        ),
        "versions": DescribeLaunchTemplateVersions(
            **HERE, launch_template_name="lt-7", detail_flag=True
        ),
    }
