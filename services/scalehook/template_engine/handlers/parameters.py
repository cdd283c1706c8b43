"""Parameters of the Parameter Store."""

from scalehook.kit import Work
from scalehook.template_engine import stored_answers, storing
from scalehook.template_engine.parameter_views import updated_view, view
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.template_engine.parameters import (
    CreateParameter,
    DeleteParameter,
    GetParameter,
    GetParameters,
    GetParametersByPath,
    ListParameters,
    ListParameterVersions,
    UpdateParameter,
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


def create_parameter(command: CreateParameter, work: Work[State, Settings]) -> CreatedParameter:
    """In its first version."""
    return CreatedParameter(parameter=view(storing.create(command, work, secret=False)))


def update_parameter(command: UpdateParameter, work: Work[State, Settings]) -> UpdatedParameter:
    """In its next version, where its value is another."""
    return UpdatedParameter(parameter=updated_view(storing.update(command, work, secret=False)))


def delete_parameter(command: DeleteParameter, work: Work[State, Settings]) -> Done:
    """With all its versions."""
    storing.delete(command.name, work, secret=False)
    return Done()


def get_parameter(command: GetParameter, work: Work[State, Settings]) -> GivenParameter:
    """One of them."""
    return stored_answers.one(command, work, secret=False, shown=True)


def get_parameters(command: GetParameters, work: Work[State, Settings]) -> GivenParameters:
    """Several of them; names that are none are told of."""
    return stored_answers.several(command, work, secret=False, shown=True)


def get_parameters_by_path(
    command: GetParametersByPath, work: Work[State, Settings]
) -> ParametersOfPath:
    """Those below a path."""
    return stored_answers.below_path(command, work, secret=False, shown=True)


def list_parameters(command: ListParameters, work: Work[State, Settings]) -> ParameterList:
    """Without their values."""
    return stored_answers.listing(command, work, secret=False)


def list_parameter_versions(
    command: ListParameterVersions, work: Work[State, Settings]
) -> ParameterVersionList:
    """The newest first."""
    return stored_answers.versions(command, work, secret=False, shown=True)
