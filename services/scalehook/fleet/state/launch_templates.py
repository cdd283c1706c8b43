"""A launch template and its versions."""

from dataclasses import dataclass, field

from scalehook.kit.shelves import Mark
from scalehook_contracts.fleet.launch_template_data import LaunchTemplateData, Tag


@dataclass
class TemplateVersion:
    """A version, which never changes."""

    number: int
    description: str
    created_by: str
    created_at: float
    data: LaunchTemplateData
    tags: list[Tag] = field(default_factory=list)


@dataclass
class LaunchTemplate:
    """A template. The next version has the number `next_version`, whichever are gone."""

    template_id: str
    name: str
    created_by: str
    created_at: float
    modified_at: float
    resource_group_id: str
    tags: list[Tag] = field(default_factory=list)
    default_version: int = 1
    next_version: int = 1
    versions: dict[int, TemplateVersion] = field(default_factory=dict)

    @property
    def latest_version(self) -> int:
        """The newest that there is."""
        return next(reversed(self.versions), 0)

    def marks(self) -> list[Mark]:
        """What can be asked of it."""
        tags = [("tag", tag.key, value) for tag in self.tags for value in {"", tag.value}]
        return [("name", self.name), ("resources", self.resource_group_id), *tags]
