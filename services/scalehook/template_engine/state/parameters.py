"""A parameter of the Parameter Store. Times are Unix seconds, virtual."""

from dataclasses import dataclass, field


@dataclass
class ParameterVersion:
    """One value of a parameter."""

    number: int
    value: str
    at: float
    by: str


@dataclass
class StoredParameter:
    """A parameter and its versions, the oldest first."""

    name: str
    secret: bool
    type: str
    created_at: float
    created_by: str
    description: str = ""
    constraints: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    resource_group_id: str = ""
    client_token: str = ""
    key_id: str = ""
    dkms_instance_id: str = ""
    updated_at: float = 0
    updated_by: str = ""
    versions: list[ParameterVersion] = field(default_factory=list)

    @property
    def newest(self) -> ParameterVersion:
        """The value that counts."""
        return self.versions[-1]

    def version(self, number: int | None) -> ParameterVersion | None:
        """The value in this version; the newest where none is named."""
        if number is None:
            return self.newest
        return next((version for version in self.versions if version.number == number), None)
