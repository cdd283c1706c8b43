"""Tags of ECS instances."""

from typing import ClassVar

from scalehook_contracts.base import Done, Listed, Part, Reply
from scalehook_contracts.fleet.base import EcsOperation, InstanceTag, instances


class TagResources(EcsOperation[Done]):
    """Gives tags to up to 50 instances; a key that they have already gets the new value."""

    region_id: str
    resource_type: str
    resource_ids: list[str] = Listed("ResourceId")
    tags: list[InstanceTag] = Listed("Tag")

    def resources(self) -> list[str]:
        """The instances."""
        return instances(self.resource_ids)


class UntagResources(EcsOperation[Done]):
    """Takes these tags from up to 50 instances, or with `all` every one."""

    region_id: str
    resource_type: str
    resource_ids: list[str] = Listed("ResourceId")
    tag_keys: list[str] = Listed("TagKey")
    all: bool = False

    def resources(self) -> list[str]:
        """The instances."""
        return instances(self.resource_ids)


class TagResourceView(Part):
    """A tag of an instance."""

    resource_id: str
    resource_type: str
    tag_key: str
    tag_value: str


class TagResourcePage(Reply):
    """Tags of instances, 50 at a time."""

    next_token: str = ""
    tag_resources: list[TagResourceView] = Listed("TagResource")


class ListTagResources(EcsOperation[TagResourcePage]):
    """Lists the tags of these instances, or of all that have these tags."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"TagFilter"})

    region_id: str
    resource_type: str
    resource_ids: list[str] = Listed("ResourceId")
    tags: list[InstanceTag] = Listed("Tag")
    next_token: str = ""

    def resources(self) -> list[str]:
        """The instances."""
        return instances(self.resource_ids)
