"""What the operations of the Parameter Store share, of ordinary parameters and of secret ones."""

from typing import Annotated, Literal

from pydantic import Field

from scalehook_contracts.base import Fresh, Listed, Part, Reply
from scalehook_contracts.numbers import Int64

NAME = r"^[A-Za-z0-9_/-]{2,180}$"
Name = Annotated[str, Field(pattern=NAME)]
Value = Annotated[str, Field(min_length=1, max_length=4096)]
Description = Annotated[str, Field(max_length=200)]
SortField = Literal["Name", "CreatedDate"]
ShareType = Literal["", "Private", "Public"]


class ParameterFields(Part):
    """What every description of a parameter has."""

    id: str
    name: str
    type: str
    description: str
    created_by: str
    created_date: str
    updated_by: str
    updated_date: str
    share_type: str = "Private"
    resource_group_id: str = ""
    key_id: str = ""  # of secret ones
    dkms_instance_id: str = Field("", alias="DKMSInstanceId")  # of secret ones


class ParameterView(ParameterFields):
    """A parameter without its value."""

    parameter_version: Int64
    constraints: str
    tags: dict[str, str] = Fresh(dict)


class UpdatedParameterView(ParameterFields):
    """The same after an update: its tags are JSON text."""

    parameter_version: Int64
    constraints: str
    tags: str


class ListedParameter(ParameterFields):
    """The same in a list: its version is text."""

    parameter_version: str
    tags: dict[str, str] = Fresh(dict)


class ValuedParameter(ParameterView):
    """A parameter with its value; without it where a secret one is not decrypted."""

    value: str | None = None


class ParameterVersionView(Part):
    """A version of a parameter."""

    parameter_version: Int64
    updated_by: str
    updated_date: str
    value: str | None = None


class CreatedParameter(Reply):
    """The new parameter."""

    parameter: ParameterView


class UpdatedParameter(Reply):
    """The parameter, as it is now."""

    parameter: UpdatedParameterView


class GivenParameter(Reply):
    """One parameter, in one version."""

    parameter: ValuedParameter


class GivenParameters(Reply):
    """Those that are there, and the names of the others."""

    parameters: list[ValuedParameter] = Listed("Parameter")
    invalid_parameters: list[str] = Listed("InvalidParameter")


class ParametersOfPath(Reply):
    """Some of the parameters below a path, and the token of the next page."""

    parameters: list[ValuedParameter] = Listed("Parameter")
    max_results: Int64
    next_token: str = ""
    total_count: Int64


class ParameterList(Reply):
    """Some parameters, and the token of the next page."""

    parameters: list[ListedParameter] = Listed("Parameter")
    max_results: Int64
    next_token: str = ""
    total_count: Int64


class ParameterVersionList(Reply):
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
