"""Secret parameters of the Parameter Store."""

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


class CreateSecretParameter(OosOperation[CreatedParameter]):
    """Stores a secret parameter under a new name."""

    name: Name
    type: Literal["Secret"] = "Secret"
    value: Value
    description: Description = ""
    constraints: str = Field("", max_length=1024)  # a JSON object, as text
    tags: str = ""  # a JSON object, as text
    resource_group_id: str = ""
    client_token: str = Field("", max_length=64)
    key_id: str = ""  # of KMS, which is not asked
    dkms_instance_id: str = Field("", alias="DKMSInstanceId")
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"secretparameter/{self.name}"]


class UpdateSecretParameter(OosOperation[UpdatedParameter]):
    """Changes a secret parameter; another value makes another version."""

    name: Name
    value: Value | None = None
    description: Description | None = None
    tags: str | None = None  # a JSON object, as text
    resource_group_id: str | None = None
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"secretparameter/{self.name}"]


class DeleteSecretParameter(OosOperation[Done]):
    """Deletes a secret parameter, with all its versions."""

    name: Name
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"secretparameter/{self.name}"]


class GetSecretParameter(OosOperation[GivenParameter]):
    """Gives a secret parameter, in its newest version unless another is named."""

    name: Name
    parameter_version: int | None = Field(None, ge=1, le=2**31 - 1)
    with_decryption: bool = False
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"secretparameter/{self.name}"]


class GetSecretParameters(OosOperation[GivenParameters]):
    """Gives several secret parameters by their names."""

    names: str  # a JSON array, as text
    with_decryption: bool = False
    region_id: str = ""

    def resources(self) -> list[str]:
        """Those that are named."""
        return named("secretparameter", self.names)


class GetSecretParametersByPath(OosOperation[ParametersOfPath]):
    """Gives the secret parameters below a path: `/a/b` is below `/a`."""

    path: str = Field(pattern=r"^/[A-Za-z0-9_/-]{0,179}$")
    recursive: bool = False  # those deeper than one level, too
    with_decryption: bool = False
    max_results: int = Field(50, ge=1, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """All of them."""
        return ["secretparameter/*"]


class ListSecretParameters(OosOperation[ParameterList]):
    """Lists secret parameters, without their values."""

    name: str = ""  # part of it
    path: str = Field("", pattern=r"^(/[A-Za-z0-9_/-]{0,179})?$")
    recursive: bool = False
    resource_group_id: str = ""
    tags: str = ""  # a JSON object, as text
    sort_field: SortField = "CreatedDate"
    sort_order: SortOrder = "Descending"
    max_results: int = Field(50, ge=1, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """All of them."""
        return ["secretparameter/*"]


class ListSecretParameterVersions(OosOperation[ParameterVersionList]):
    """Lists the versions of a secret parameter."""

    name: Name
    share_type: ShareType = ""
    with_decryption: bool = False
    max_results: int = Field(50, ge=1, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """The parameter."""
        return [f"secretparameter/{self.name}"]
