"""Secret parameters of the Parameter Store."""

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
from scalehook_contracts.errors.oos import EntityNotExistsSecretParameter
from scalehook_contracts.template_engine.secret_parameters import (
    CreateSecretParameter,
    DeleteSecretParameter,
    GetSecretParameter,
    GetSecretParameters,
    GetSecretParametersByPath,
    GivenSecretParameters,
    ListSecretParameters,
    ListSecretParameterVersions,
    SecretParameterList,
    SecretParametersOfPath,
    SecretParameterVersionList,
    UpdateSecretParameter,
)
from scalehook_contracts.template_engine.stored_parameters import (
    CreatedParameter,
    GivenParameter,
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
    stored = parameter_store.found(command.name, work, secret=True)
    version = stored.version(command.parameter_version)
    if version is None:
        raise EntityNotExistsSecretParameter()
    return GivenParameter(parameter=valued(stored, version, shown=command.with_decryption))


def get_secret_parameters(
    command: GetSecretParameters, work: Work[State, Settings]
) -> GivenSecretParameters:
    """Several of them; names that are none are told of."""
    names = dict.fromkeys(json_texts("Names", command.names))
    known = work.state.stored(secret=True)
    found = [known[name] for name in names if name in known]
    return GivenSecretParameters(
        parameters=[valued(each, each.newest, shown=command.with_decryption) for each in found],
        invalid_parameters=[name for name in names if name not in known],
    )


def get_secret_parameters_by_path(
    command: GetSecretParametersByPath, work: Work[State, Settings]
) -> SecretParametersOfPath:
    """Those below a path."""
    found = of_path(command.path, work, recursive=command.recursive, secret=True)
    chosen, token = next_page(found, command.next_token, command.max_results)
    return SecretParametersOfPath(
        parameters=[valued(each, each.newest, shown=command.with_decryption) for each in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(found),
    )


def list_secret_parameters(
    command: ListSecretParameters, work: Work[State, Settings]
) -> SecretParameterList:
    """Without their values."""
    found = listed_parameters(command, work, secret=True)
    chosen, token = next_page(found, command.next_token, command.max_results)
    return SecretParameterList(
        parameters=[listed(each) for each in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(found),
    )


def list_secret_parameter_versions(
    command: ListSecretParameterVersions, work: Work[State, Settings]
) -> SecretParameterVersionList:
    """The newest first."""
    stored = parameter_store.found(command.name, work, secret=True)
    if command.share_type == "Public":
        raise EntityNotExistsSecretParameter()
    chosen, token = next_page(stored.versions[::-1], command.next_token, command.max_results)
    return SecretParameterVersionList(
        **heading(stored),
        parameter_versions=[version_view(each, shown=command.with_decryption) for each in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(stored.versions),
    )
