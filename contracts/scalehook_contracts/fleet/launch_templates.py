"""Launch templates of ECS (2014-05-26): made, given versions, deleted."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Event, Listed, Operation, Part, Reply
from scalehook_contracts.fleet.launch_template_data import LaunchTemplateData, Tag
from scalehook_contracts.numbers import Int64
from scalehook_contracts.products import ECS, Product

VersionNumber = Int64


class TemplateReference(Part):
    """Names a template: by its id, or else by its name."""

    region_id: str
    launch_template_id: str = ""
    launch_template_name: str = ""

    def resources(self) -> list[str]:
        """The template."""
        return [f"launchtemplate/{self.launch_template_id or '*'}"]


class LaunchTemplateCreation(Reply):
    """The template and its newest version."""

    launch_template_id: str
    launch_template_version_number: VersionNumber


class CreateLaunchTemplate(LaunchTemplateData, Operation[LaunchTemplateCreation]):
    """Creates a template with its first version, which is the default one."""

    product: ClassVar[Product] = ECS

    region_id: str
    launch_template_name: str
    version_description: str = ""
    tags: list[Tag] = Listed("Tag", max_length=20)
    template_resource_group_id: str = ""
    template_tags: list[Tag] = Listed("TemplateTag", max_length=20)

    def resources(self) -> list[str]:
        """All templates."""
        return ["launchtemplate/*"]


class CreateLaunchTemplateVersion(
    LaunchTemplateData, TemplateReference, Operation[LaunchTemplateCreation]
):
    """Creates one more version of a template, which is not the default one."""

    product: ClassVar[Product] = ECS

    version_description: str = ""
    tags: list[Tag] = Listed("Tag", max_length=20)


class ModifiedLaunchTemplate(Reply):
    """The template that was changed."""

    launch_template_id: str


class ModifyLaunchTemplateDefaultVersion(TemplateReference, Operation[ModifiedLaunchTemplate]):
    """Makes another version the default one."""

    product: ClassVar[Product] = ECS

    default_version_number: VersionNumber


class DeletedLaunchTemplate(Reply):
    """The template that is gone, and its versions."""

    launch_template_id: str
    launch_template_version_numbers: list[VersionNumber] = Listed("versionNumbers")


class DeleteLaunchTemplate(TemplateReference, Operation[DeletedLaunchTemplate]):
    """Deletes a template with all its versions."""

    product: ClassVar[Product] = ECS


class DeletedVersion(Part):
    """A version that is gone."""

    launch_template_id: str
    launch_template_version_number: VersionNumber


class DeletedLaunchTemplateVersions(Reply):
    """The versions that are gone."""

    launch_template_versions: list[DeletedVersion] = Listed("LaunchTemplateVersion")


class DeleteLaunchTemplateVersion(TemplateReference, Operation[DeletedLaunchTemplateVersions]):
    """Deletes versions of a template, but never the default one."""

    product: ClassVar[Product] = ECS

    delete_versions: list[VersionNumber] = Listed("DeleteVersion", max_length=30)


class LaunchTemplateCreated(Event):
    """A template exists. Its first version follows."""

    launch_template_id: str
    launch_template_name: str
    created_by: str
    created_at: float
    resource_group_id: str = ""
    tags: list[Tag] = Listed("Tag")


class LaunchTemplateVersionCreated(Event):
    """A template has one more version. Other users of it may learn of it from here."""

    launch_template_id: str
    version_number: VersionNumber
    version_description: str
    created_by: str
    created_at: float
    data: LaunchTemplateData = Field(repr=False)
    tags: list[Tag] = Listed("Tag")


class LaunchTemplateDefaultVersionModified(Event):
    """Another version is the default one."""

    launch_template_id: str
    default_version_number: VersionNumber
    at: float


class LaunchTemplateVersionsDeleted(Event):
    """These versions are gone."""

    launch_template_id: str
    version_numbers: list[VersionNumber] = Listed("VersionNumber")
    at: float


class LaunchTemplateDeleted(Event):
    """The template is gone with all its versions."""

    launch_template_id: str
