"""What the Parameter Store answers, of ordinary parameters and of secret ones; `shown` with values."""

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine.parameter_store import found, not_there
from scalehook.template_engine.parameter_views import heading, listed, valued, version_view
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.stored_listing import listed_parameters, of_path
from scalehook.template_engine.texts import json_texts
from scalehook_contracts.template_engine.parameters import (
    GetParameter,
    GetParameters,
    GetParametersByPath,
    ListParameters,
    ListParameterVersions,
)
from scalehook_contracts.template_engine.secret_parameters import (
    GetSecretParameter,
    GetSecretParameters,
    GetSecretParametersByPath,
    ListSecretParameters,
    ListSecretParameterVersions,
)
from scalehook_contracts.template_engine.stored_parameters import (
    GivenParameter,
    GivenParameters,
    ParameterList,
    ParametersOfPath,
    ParameterVersionList,
)

Store = Work[State, Settings]


def one(
    command: GetParameter | GetSecretParameter, work: Store, *, secret: bool, shown: bool
) -> GivenParameter:
    """In the version that is named, or the newest; of the resource group that is named."""
    stored = found(command.name, work, secret=secret)
    group = command.resource_group_id if isinstance(command, GetParameter) else ""
    if group not in ("", stored.resource_group_id):
        raise not_there(secret=secret)
    version = stored.version(command.parameter_version)
    if version is None:
        raise not_there(secret=secret)
    return GivenParameter(parameter=valued(stored, version, shown=shown))


def several(
    command: GetParameters | GetSecretParameters, work: Store, *, secret: bool, shown: bool
) -> GivenParameters:
    """Those that are there; names that are none are told of."""
    names = dict.fromkeys(json_texts("Names", command.names))
    known = work.state.stored(secret=secret)
    there = [known[name] for name in names if name in known]
    return GivenParameters(
        parameters=[valued(each, each.newest, shown=shown) for each in there],
        invalid_parameters=[name for name in names if name not in known],
    )


def below_path(
    command: GetParametersByPath | GetSecretParametersByPath,
    work: Store,
    *,
    secret: bool,
    shown: bool,
) -> ParametersOfPath:
    """Those below a path."""
    there = of_path(command.path, work, recursive=command.recursive, secret=secret)
    chosen, token = next_page(there, command.next_token, command.max_results)
    return ParametersOfPath(
        parameters=[valued(each, each.newest, shown=shown) for each in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(there),
    )


def listing(
    command: ListParameters | ListSecretParameters, work: Store, *, secret: bool
) -> ParameterList:
    """Without their values."""
    there = listed_parameters(command, work, secret=secret)
    chosen, token = next_page(there, command.next_token, command.max_results)
    return ParameterList(
        parameters=[listed(each) for each in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(there),
    )


def versions(
    command: ListParameterVersions | ListSecretParameterVersions,
    work: Store,
    *,
    secret: bool,
    shown: bool,
) -> ParameterVersionList:
    """The newest first. Nobody shares any."""
    stored = found(command.name, work, secret=secret)
    if command.share_type == "Public":
        raise not_there(secret=secret)
    chosen, token = next_page(stored.versions[::-1], command.next_token, command.max_results)
    return ParameterVersionList(
        **heading(stored),
        parameter_versions=[version_view(each, shown=shown) for each in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(stored.versions),
    )
