"""Secret parameters of the Parameter Store."""

from scalehook.kit import Work
from scalehook.template_engine import stored_answers, storing
from scalehook.template_engine.parameter_views import updated_view, view
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.template_engine.secret_parameters import (
    CreateSecretParameter,
    DeleteSecretParameter,
    GetSecretParameter,
    GetSecretParameters,
    GetSecretParametersByPath,
    ListSecretParameters,
    ListSecretParameterVersions,
    UpdateSecretParameter,
)
from scalehook_contracts.template_engine.stored_parameters import (
    CreatedParameter,
    GivenParameter,
    GivenParameters,
    ParameterList,
    ParametersOfPath,
    ParameterVersionList,
    UpdatedParameter,
)


def create_secret_parameter(
    command: CreateSecretParameter, work: Work[State, Settings]
) -> CreatedParameter:
    """In its first version."""
    return CreatedParameter(parameter=view(storing.create(command, work, secret=True)))


def update_secret_parameter(
    command: UpdateSecretParameter, work: Work[State, Settings]
) -> UpdatedParameter:
    """In its next version, where its value is another."""
    return UpdatedParameter(parameter=updated_view(storing.update(command, work, secret=True)))


def delete_secret_parameter(command: DeleteSecretParameter, work: Work[State, Settings]) -> Done:
    """With all its versions."""
    storing.delete(command.name, work, secret=True)
    return Done()


def get_secret_parameter(command: GetSecretParameter, work: Work[State, Settings]) -> GivenParameter:
    """One of them."""
    return stored_answers.one(command, work, secret=True, shown=command.with_decryption)


def get_secret_parameters(command: GetSecretParameters, work: Work[State, Settings]) -> GivenParameters:
    """Several of them; names that are none are told of."""
    return stored_answers.several(command, work, secret=True, shown=command.with_decryption)


def get_secret_parameters_by_path(
    command: GetSecretParametersByPath, work: Work[State, Settings]
) -> ParametersOfPath:
    """Those below a path."""
    return stored_answers.below_path(command, work, secret=True, shown=command.with_decryption)


def list_secret_parameters(command: ListSecretParameters, work: Work[State, Settings]) -> ParameterList:
    """Without their values."""
    return stored_answers.listing(command, work, secret=True)


def list_secret_parameter_versions(
    command: ListSecretParameterVersions, work: Work[State, Settings]
) -> ParameterVersionList:
    """The newest first."""
    return stored_answers.versions(command, work, secret=True, shown=command.with_decryption)
