"""Tags of templates and of what the Parameter Store has."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Bare, Done, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.template_engine.base import OosOperation, named

ResourceType = Literal["template", "parameter", "secretparameter"]


class TagResources(OosOperation[Done]):
    """Gives resources tags, by their names; all of them, or none."""

    resource_type: ResourceType
    resource_ids: str  # a JSON array, as text
    tags: str  # a JSON object, as text
    region_id: str

    def resources(self) -> list[str]:
        """Those that are named, or all of the kind."""
        return named(self.resource_type, self.resource_ids)


class UntagResources(OosOperation[Done]):
    """Takes tags from resources: those that are named, or all."""

    resource_type: ResourceType
    resource_ids: str  # a JSON array, as text
    tag_keys: str = ""  # a JSON array, as text
    all: bool = False
    region_id: str

    def resources(self) -> list[str]:
        """Those that are named, or all of the kind."""
        return named(self.resource_type, self.resource_ids)


class TagResource(Part):
    """A tag of a resource."""

    resource_id: str
    resource_type: str
    tag_key: str
    tag_value: str


class TagResourceList(Part):
    """Tags, as the list of them is wrapped."""

    tag_resource: list[TagResource] = Bare("TagResource")


class TaggedResources(Reply):
    """Some tags, and the token of the next page."""

    tag_resources: TagResourceList
    next_token: str = ""


class ListTagResources(OosOperation[TaggedResources]):
    """Lists the tags of resources: of those that are named, and that have these tags."""

    resource_type: ResourceType
    resource_ids: str = ""  # a JSON array, as text
    tags: str = ""  # a JSON object, as text
    next_token: str = ""
    region_id: str

    def resources(self) -> list[str]:
        """Those that are named, or all of the kind."""
        return named(self.resource_type, self.resource_ids)


class TagKeyList(Reply):
    """Some keys, and the token of the next page."""

    keys: list[str] = Listed("Key")
    max_results: Int64
    next_token: str = ""


class ListTagKeys(OosOperation[TagKeyList]):
    """Lists the keys of all tags, of one kind of resource or of all."""

    resource_type: Literal["", "template", "parameter", "secretparameter"] = ""
    max_results: int = Field(50, ge=1, le=100)
    next_token: str = ""
    region_id: str = ""


class TagValueList(Reply):
    """Some values, and the token of the next page."""

    values: list[str] = Listed("Value")
    max_results: Int64
    next_token: str = ""


class ListTagValues(OosOperation[TagValueList]):
    """Lists the values that a key has, among one kind of resource or all."""

    key: str
    resource_type: Literal["", "template", "parameter", "secretparameter"] = ""
    max_results: int = Field(50, ge=1, le=100)
    next_token: str = ""
    region_id: str = ""
