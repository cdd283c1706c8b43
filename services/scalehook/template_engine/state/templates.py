"""A template."""

from dataclasses import dataclass, field, replace


@dataclass
class StoredVersion:
    """An earlier version of a template."""

    version: str
    content: str
    registered_at: float
    version_name: str = ""


@dataclass
class StoredTemplate:
    """A template in its newest version, and the earlier ones, oldest first."""

    name: str
    version: str
    public: bool
    content: str
    registered_at: float  # of this version
    version_name: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    resource_group_id: str = ""
    earlier: list[StoredVersion] = field(default_factory=list)

    @property
    def created_at(self) -> float:
        """When its first version was there."""
        return self.earlier[0].registered_at if self.earlier else self.registered_at

    def versions(self) -> list[StoredVersion]:
        """All of them, the newest first."""
        newest = StoredVersion(self.version, self.content, self.registered_at, self.version_name)
        return [newest, *reversed(self.earlier)]

    def in_version(self, version: str) -> "StoredTemplate | None":
        """Itself as it was in this version, in the newest where none is named."""
        if version in ("", self.version):
            return self
        for each in self.earlier:
            if each.version == version:
                return replace(
                    self,
                    version=version,
                    content=each.content,
                    registered_at=each.registered_at,
                    version_name=each.version_name,
                )
        return None
