"""Parameters of the Parameter Store."""

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine import parameter_store, storing
from scalehook.template_engine.parameter_views import (
    heading,
    listed,
    updated_view,
    valued,
    version_view,
    view,
)
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.stored_listing import listed_parameters, of_path
from scalehook.template_engine.texts import json_texts
from scalehook_contracts.base import Done
from scalehook_contracts.errors.oos import EntityNotExistsParameter
from scalehook_contracts.template_engine.parameters import (
    CreateParameter,
    DeleteParameter,
    GetParameter,
    GetParameters,
    GetParametersByPath,
    GivenParameters,
    ListParameters,
    ListParameterVersions,
    ParameterList,
    ParametersOfPath,
    ParameterVersionList,
    UpdateParameter,
)
from scalehook_contracts.template_engine.stored_parameters import (
    CreatedParameter,
    GivenParameter,
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
    stored = parameter_store.found(command.name, work, secret=False)
    version = stored.version(command.parameter_version)
    if version is None:
        raise EntityNotExistsParameter()
    return GivenParameter(parameter=valued(stored, version, shown=True))


def get_parameters(command: GetParameters, work: Work[State, Settings]) -> GivenParameters:
    """Several of them; names that are none are told of."""
    names = dict.fromkeys(json_texts("Names", command.names))
    known = work.state.stored(secret=False)
    found = [known[name] for name in names if name in known]
    return GivenParameters(
        parameters=[valued(each, each.newest, shown=True) for each in found],
        invalid_parameters=[name for name in names if name not in known],
    )


def get_parameters_by_path(
    command: GetParametersByPath, work: Work[State, Settings]
) -> ParametersOfPath:
    """Those below a path."""
    found = of_path(command.path, work, recursive=command.recursive, secret=False)
    chosen, token = next_page(found, command.next_token, command.max_results)
    return ParametersOfPath(
        parameters=[valued(each, each.newest, shown=True) for each in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(found),
    )


def list_parameters(command: ListParameters, work: Work[State, Settings]) -> ParameterList:
    """Without their values."""
    found = listed_parameters(command, work, secret=False)
    chosen, token = next_page(found, command.next_token, command.max_results)
    return ParameterList(
        parameters=[listed(each) for each in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(found),
    )


def list_parameter_versions(
    command: ListParameterVersions, work: Work[State, Settings]
) -> ParameterVersionList:
    """The newest first."""
    stored = parameter_store.found(command.name, work, secret=False)
    if command.share_type == "Public":
        raise EntityNotExistsParameter()
    chosen, token = next_page(stored.versions[::-1], command.next_token, command.max_results)
    return ParameterVersionList(
        **heading(stored),
        parameter_versions=[version_view(each, shown=True) for each in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(stored.versions),
    )
