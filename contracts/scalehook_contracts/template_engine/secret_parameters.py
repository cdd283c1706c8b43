"""Secret parameters of the Parameter Store."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Done, Listed, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.template_engine.base import OosOperation, SortOrder
from scalehook_contracts.template_engine.stored_parameters import (
    CreatedParameter,
    Description,
    GivenParameter,
    ListedParameter,
    Name,
    ParameterVersionView,
    ShareType,
    SortField,
    UpdatedParameter,
    Value,
    ValuedParameter,
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


class GivenSecretParameters(Reply):
    """Those that are there, and the names of the others."""

    parameters: list[ValuedParameter] = Listed("Parameter")
    invalid_parameters: list[str] = Listed("InvalidParameter")


class GetSecretParameters(OosOperation[GivenSecretParameters]):
    """Gives several secret parameters by their names."""

    names: str  # a JSON array, as text
    with_decryption: bool = False
    region_id: str = ""

    def resources(self) -> list[str]:
        """All of them."""
        return ["secretparameter/*"]


class SecretParametersOfPath(Reply):
    """Some of the parameters below a path, and the token of the next page."""

    parameters: list[ValuedParameter] = Listed("Parameter")
    max_results: Int64
    next_token: str = ""
    total_count: Int64


class GetSecretParametersByPath(OosOperation[SecretParametersOfPath]):
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


class SecretParameterList(Reply):
    """Some parameters, and the token of the next page."""

    parameters: list[ListedParameter] = Listed("Parameter")
    max_results: Int64
    next_token: str = ""
    total_count: Int64


class ListSecretParameters(OosOperation[SecretParameterList]):
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


class SecretParameterVersionList(Reply):
    """Some versions of a parameter, the newest first, and the token of the next page."""

    id: str
    name: str
    type: str
    description: str
    created_by: str
    created_date: str
    parameter_versions: list[ParameterVersionView] = Listed("ParameterVersion")
    max_results: Int64
    next_token: str = ""
    total_count: Int64


class ListSecretParameterVersions(OosOperation[SecretParameterVersionList]):
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
