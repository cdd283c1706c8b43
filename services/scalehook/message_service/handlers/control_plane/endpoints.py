"""The public endpoint: switching it, and listing who may come in."""

from collections.abc import Sequence

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.state.public_endpoint import network_of
from scalehook.message_service.timestamps import seconds
from scalehook_contracts.errors.mns import ArgumentNotValid
from scalehook_contracts.message_service.control_plane.base import ControlPlaneReply
from scalehook_contracts.message_service.control_plane.endpoints import (
    AuthorizeEndpointAcl,
    CidrView,
    DisableEndpoint,
    EnableEndpoint,
    EndpointAnswer,
    EndpointView,
    GetEndpointAttribute,
    RevokeEndpointAcl,
)
from scalehook_contracts.message_service.control_plane.parameters import MOST_CIDRS
from scalehook_contracts.message_service.control_plane_events import (
    EndpointAclAuthorized,
    EndpointAclRevoked,
    EndpointSwitched,
)


def enable_endpoint(command: EnableEndpoint, work: Work[State, Settings]) -> ControlPlaneReply:
    """It is there."""
    return _switch(True, work)


def disable_endpoint(command: DisableEndpoint, work: Work[State, Settings]) -> ControlPlaneReply:
    """It is not there, whoever is listed."""
    return _switch(False, work)


def authorize_endpoint_acl(
    command: AuthorizeEndpointAcl, work: Work[State, Settings]
) -> ControlPlaneReply:
    """What is listed already stays as it is."""
    _check(command.cidr_list)
    listed = work.state.control_plane.endpoint.admissions
    networks = {network_of(cidr) for cidr in (*(one.cidr for one in listed), *command.cidr_list)}
    if len(networks) > MOST_CIDRS:
        raise ArgumentNotValid(f"The list can have at most {MOST_CIDRS} networks.")
    work.record(EndpointAclAuthorized(cidrs=command.cidr_list, at=seconds(work.now)))
    return ControlPlaneReply()


def revoke_endpoint_acl(command: RevokeEndpointAcl, work: Work[State, Settings]) -> ControlPlaneReply:
    """What is not listed is no error."""
    _check(command.cidr_list)
    work.record(EndpointAclRevoked(cidrs=command.cidr_list))
    return ControlPlaneReply()


def get_endpoint_attribute(command: GetEndpointAttribute, work: Work[State, Settings]) -> EndpointAnswer:
    """Networks in the order in which they came."""
    endpoint = work.state.control_plane.endpoint
    cidrs = [CidrView(cidr=one.cidr, create_time=one.create_time) for one in endpoint.admissions]
    return EndpointAnswer(data=EndpointView(endpoint_enabled=endpoint.enabled, cidr_list=cidrs))


def _switch(enabled: bool, work: Work[State, Settings]) -> ControlPlaneReply:
    if work.state.control_plane.endpoint.enabled is not enabled:
        work.record(EndpointSwitched(enabled=enabled))
    return ControlPlaneReply()


def _check(cidrs: Sequence[str]) -> None:
    for cidr in cidrs:
        try:
            network_of(cidr)
        except ValueError as problem:
            raise ArgumentNotValid(name="CidrList") from problem
