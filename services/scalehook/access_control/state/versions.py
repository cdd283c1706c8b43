"""The versions of a policy."""

from dataclasses import dataclass, field

from scalehook_contracts.access_control.policies import PolicyCreated


@dataclass
class Version:
    """One document."""

    policy_document: str
    created_at: float


@dataclass
class Versions:
    """All of a policy, oldest first, of which `default` counts. A number never comes again."""

    items: dict[str, Version] = field(default_factory=dict)
    default: str = "v1"
    latest: int = 1
    updated_at: float = 0

    @classmethod
    def of(cls, created: PolicyCreated) -> "Versions":
        """The first."""
        first = Version(created.policy_document, created.created_at)
        return cls({"v1": first}, updated_at=created.created_at)

    @property
    def document(self) -> str:
        """That counts."""
        return self.items[self.default].policy_document
