"""Parameters of the Parameter Store."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Done
from scalehook_contracts.template_engine.base import OosOperation, SortOrder, named
from scalehook_contracts.template_engine.stored_parameters import (
    CreatedParameter,
    Description,
    GivenParameter,
    GivenParameters,
    Name,
    ParameterList,
    ParametersOfPath,
    ParameterVersionList,
    ShareType,
    SortField,
    UpdatedParameter,
    Value,
)


class CreateParameter(OosOperation[CreatedParameter]):
    """Stores a parameter under a new name."""

    name: Name
    type: Literal["String", "StringList"]
    value: Value
    description: Description = ""
    constraints: str = Field("", max_length=1024)  # a JSON object, as text
    tags: str = ""  # a JSON object, as text
    resource_group_id: str = ""
    client_token: str = Field("", max_length=64)
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"parameter/{self.name}"]


class UpdateParameter(OosOperation[UpdatedParameter]):
    """Changes a parameter; another value makes another version."""

    name: Name
    value: Value | None = None
    description: Description | None = None
    tags: str | None = None  # a JSON object, as text
    resource_group_id: str | None = None
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"parameter/{self.name}"]


class DeleteParameter(OosOperation[Done]):
    """Deletes a parameter, with all its versions."""

    name: Name
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"parameter/{self.name}"]


class GetParameter(OosOperation[GivenParameter]):
    """Gives a parameter, in its newest version unless another is named."""

    name: Name
    parameter_version: int | None = Field(None, ge=1, le=2**31 - 1)
    resource_group_id: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"parameter/{self.name}"]


class GetParameters(OosOperation[GivenParameters]):
    """Gives several parameters by their names."""

    names: str  # a JSON array, as text
    region_id: str = ""

    def resources(self) -> list[str]:
        """Those that are named."""
        return named("parameter", self.names)


class GetParametersByPath(OosOperation[ParametersOfPath]):
    """Gives the parameters below a path: `/a/b` is below `/a`."""

    path: str = Field(pattern=r"^/[A-Za-z0-9_/-]{0,179}$")
    recursive: bool = False  # those deeper than one level, too
    max_results: int = Field(50, ge=1, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """All of them."""
        return ["parameter/*"]


class ListParameters(OosOperation[ParameterList]):
    """Lists parameters, without their values."""

    name: str = ""  # part of it
    path: str = Field("", pattern=r"^(/[A-Za-z0-9_/-]{0,179})?$")
    recursive: bool = False
    type: Literal["", "String", "StringList"] = ""
    share_type: ShareType = ""
    resource_group_id: str = ""
    tags: str = ""  # a JSON object, as text
    sort_field: SortField = "CreatedDate"
    sort_order: SortOrder = "Descending"
    max_results: int = Field(50, ge=1, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """All of them."""
        return ["parameter/*"]


class ListParameterVersions(OosOperation[ParameterVersionList]):
    """Lists the versions of a parameter."""

    name: Name
    share_type: ShareType = ""
    max_results: int = Field(50, ge=1, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"parameter/{self.name}"]
