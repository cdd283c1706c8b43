"""Tags of scaling groups."""

from typing import Generic

from scalehook_contracts.base import Done, Listed, Part, Reply, ReplyT_co
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import PageSize
from scalehook_contracts.scaling_controller.base import EssOperation


class GroupTag(Part):
    """A tag of a group. With `propagate`, instances that are made for the group get it, too."""

    key: str
    value: str = ""
    propagate: bool = False


class TagFilter(Part):
    """A tag that a group must have; without a value, any value will do."""

    key: str
    value: str | None = None


class TagOperation(EssOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on tags. Groups are the only resources that have any."""

    region_id: str
    resource_type: str


class TagResources(TagOperation[Done]):
    """Gives groups tags; a tag with the same key is replaced."""

    resource_ids: list[str] = Listed("ResourceId", max_length=50)
    tags: list[GroupTag] = Listed("Tag", max_length=20)

    def resources(self) -> list[str]:
        """The groups."""
        return [f"scalinggroup/{group_id}" for group_id in self.resource_ids]


class UntagResources(TagOperation[Done]):
    """Takes tags from groups: those with these keys, or `all` where no key is given."""

    resource_ids: list[str] = Listed("ResourceId", max_length=50)
    tag_keys: list[str] = Listed("TagKey", max_length=20)
    all: bool = False

    def resources(self) -> list[str]:
        """The groups."""
        return [f"scalinggroup/{group_id}" for group_id in self.resource_ids]


class TagResourceView(Part):
    """A tag, and which group has it."""

    resource_type: str
    resource_id: str
    tag_key: str
    tag_value: str
    propagate: bool


class TagResourcePage(Reply):
    """Some tags, and the token of the next page."""

    next_token: str = ""
    tag_resources: list[TagResourceView] = Listed("TagResource")


class TagCriterion(Part):
    """A tag that a group must have. Its key has to be given."""

    key: str = ""
    value: str | None = None


class ListTagResources(TagOperation[TagResourcePage]):
    """Lists the tags of these groups, of those that have these tags, or of those that are both."""

    resource_ids: list[str] = Listed("ResourceId", max_length=50)
    tags: list[TagCriterion] = Listed("Tag", max_length=20)
    next_token: str = ""


class TagKeyPage(Reply):
    """Some keys of tags."""

    page_size: Int64
    next_token: str = ""
    keys: list[str] = Listed("Key")


class ListTagKeys(TagOperation[TagKeyPage]):
    """Lists the keys of all groups' tags."""

    page_size: PageSize = 10
    next_token: str = ""


class TagValuePage(Reply):
    """Some values of tags."""

    page_size: Int64
    next_token: str = ""
    values: list[str] = Listed("Value")


class ListTagValues(TagOperation[TagValuePage]):
    """Lists the values that tags of this key have."""

    key: str
    page_size: PageSize = 10
    next_token: str = ""
