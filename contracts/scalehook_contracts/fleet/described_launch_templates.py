"""Launch templates of ECS as they are described."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Listed, Operation, Part, Reply
from scalehook_contracts.fleet.launch_template_data import LaunchTemplateData, Tag
from scalehook_contracts.fleet.launch_templates import TemplateReference, VersionNumber
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.products import ECS, Product


class TemplateTagView(Part):
    """A tag of a template."""

    tag_key: str
    tag_value: str


class LaunchTemplateView(Part):
    """A template."""

    launch_template_id: str
    launch_template_name: str
    created_by: str
    create_time: str
    modified_time: str
    default_version_number: VersionNumber
    latest_version_number: VersionNumber
    resource_group_id: str
    tags: list[TemplateTagView] = Listed("Tag")


class LaunchTemplatePage(Page, Reply):
    """One page of templates."""

    launch_template_sets: list[LaunchTemplateView] = Listed("LaunchTemplateSet")


class DescribeLaunchTemplates(Operation[LaunchTemplatePage]):
    """Lists templates; ids and names that do not exist are passed over."""

    product: ClassVar[Product] = ECS

    region_id: str
    launch_template_ids: list[str] = Listed("LaunchTemplateId", max_length=100)
    launch_template_names: list[str] = Listed("LaunchTemplateName", max_length=100)
    template_resource_group_id: str = ""
    template_tags: list[Tag] = Listed("TemplateTag", max_length=20)
    page_number: PageNumber = 1
    page_size: PageSize = 10

    def resources(self) -> list[str]:
        """All templates."""
        return ["launchtemplate/*"]


class LaunchTemplateDataView(LaunchTemplateData):
    """What a version says. Older clients find the system disk under names of their own."""

    system_disk_category: str | None = Field(None, alias="SystemDisk.Category")
    system_disk_size: Int64 | None = Field(None, alias="SystemDisk.Size")
    system_disk_name: str | None = Field(None, alias="SystemDisk.DiskName")
    system_disk_description: str | None = Field(None, alias="SystemDisk.Description")
    tags: list[Tag] = Listed("InstanceTag")


class LaunchTemplateVersionView(Part):
    """A version of a template; what it says only when details were asked for."""

    launch_template_id: str
    launch_template_name: str
    version_number: VersionNumber
    version_description: str
    default_version: bool
    created_by: str
    create_time: str
    modified_time: str
    launch_template_data: LaunchTemplateDataView | None = None


class LaunchTemplateVersionPage(Page, Reply):
    """One page of versions, the newest first."""

    launch_template_version_sets: list[LaunchTemplateVersionView] = Listed("LaunchTemplateVersionSet")


class DescribeLaunchTemplateVersions(TemplateReference, Operation[LaunchTemplateVersionPage]):
    """Lists the versions of a template: these numbers, or those in a range, or the default one."""

    product: ClassVar[Product] = ECS

    launch_template_versions: list[VersionNumber] = Listed("LaunchTemplateVersion", max_length=30)
    min_version: VersionNumber | None = None
    max_version: VersionNumber | None = None
    default_version: bool = False
    detail_flag: bool = False
    page_number: PageNumber = 1
    page_size: PageSize = 10
