"""Tags of roles and policies."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scalehook_contracts.access_control.base import RamOperation
from scalehook_contracts.base import Bare, Done, Event, Listed, Part, Reply
from scalehook_contracts.given_json import each_exactly, json_text

ResourceType = Literal["role", "policy"]
MOST_TAGS = 20  # of one call, and of one resource


class Tag(Part):
    """A tag. As a filter, an empty value fits every value."""

    key: str = Field(min_length=1, max_length=128)
    value: str = Field("", max_length=256)


class TagView(Part):
    """A tag, as it is described."""

    tag_key: str
    tag_value: str


# Each is one JSON text, or spelt in parts: `Tag.1.Key`
GivenTags = Annotated[list[Tag], BeforeValidator(each_exactly(Tag))]
GivenTexts = Annotated[list[str], BeforeValidator(json_text)]


class TagResources(RamOperation[Done]):
    """Gives roles or policies tags; a tag with the same key is replaced."""

    resource_type: ResourceType
    resource_names: GivenTexts = Listed("ResourceName", max_length=50)
    tags: GivenTags = Listed("Tag", max_length=MOST_TAGS)

    def resources(self) -> list[str]:
        """Those that are named."""
        return [f"{self.resource_type}/{name}" for name in self.resource_names]


class UntagResources(RamOperation[Done]):
    """Takes tags from roles or policies: those with these keys, or `all` where no key is given."""

    resource_type: ResourceType
    resource_names: GivenTexts = Listed("ResourceName", max_length=50)
    tag_keys: GivenTexts = Listed("TagKey", max_length=MOST_TAGS)
    all: bool = False

    def resources(self) -> list[str]:
        """Those that are named."""
        return [f"{self.resource_type}/{name}" for name in self.resource_names]


class TagResourceView(Part):
    """A tag, and what has it."""

    resource_type: ResourceType
    resource_name: str
    tag_key: str
    tag_value: str


class TagResourcePage(Reply):
    """Some tags, and the token of the next page."""

    next_token: str = ""
    tag_resources: list[TagResourceView] = Bare("TagResource")


class ListTagResources(RamOperation[TagResourcePage]):
    """Lists the tags of these roles or policies, of those that have these tags, or of all."""

    resource_type: ResourceType
    resource_names: GivenTexts = Listed("ResourceName", max_length=50)
    tags: GivenTags = Listed("Tag", max_length=MOST_TAGS)
    page_size: int = Field(100, ge=1, le=100)
    next_token: str = ""

    def resources(self) -> list[str]:
        """Those that are named, or all."""
        return [f"{self.resource_type}/{name}" for name in self.resource_names or ["*"]]


class ResourcesTagged(Event):
    """These (`role/<name>`, `policy/<name>`) have these tags, too."""

    resources: list[str]
    tags: dict[str, str]


class ResourcesUntagged(Event):
    """These have none with these keys any more."""

    resources: list[str]
    tag_keys: list[str]
