"""The public endpoint: whether it is there, and who may come in by it."""

from typing import Generic, Literal

from scalehook_contracts.base import Listed, Part, ReplyT_co
from scalehook_contracts.message_service.control_plane.base import (
    ControlPlaneOperation,
    ControlPlaneReply,
)
from scalehook_contracts.message_service.control_plane.parameters import Cidrs
from scalehook_contracts.numbers import Int64

EndpointType = Literal["public"]
AclStrategy = Literal["allow"]


class EndpointOperation(ControlPlaneOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on an endpoint."""

    endpoint_type: EndpointType


class EnableEndpoint(EndpointOperation[ControlPlaneReply]):
    """Let in again who may come in."""


class DisableEndpoint(EndpointOperation[ControlPlaneReply]):
    """Let nobody in. The control plane is no part of the endpoint."""


class AuthorizeEndpointAcl(EndpointOperation[ControlPlaneReply]):
    """Let these networks in: as soon as one is listed, nobody else."""

    acl_strategy: AclStrategy
    cidr_list: Cidrs = Listed("Cidr", default_factory=None)


class RevokeEndpointAcl(EndpointOperation[ControlPlaneReply]):
    """Take these networks off the list; when none is left, everybody is let in."""

    acl_strategy: AclStrategy
    cidr_list: Cidrs = Listed("Cidr", default_factory=None)


class CidrView(Part):
    """A network that is let in, since `create_time` (Unix seconds)."""

    acl_strategy: AclStrategy = "allow"
    cidr: str
    create_time: Int64


class EndpointView(Part):
    """Whether the endpoint is there, and the networks that are let in; all, if none is listed."""

    endpoint_enabled: bool
    cidr_list: list[CidrView] = Listed("CidrList")


class EndpointAnswer(ControlPlaneReply):
    """The endpoint."""

    data: EndpointView


class GetEndpointAttribute(EndpointOperation[EndpointAnswer]):
    """How the endpoint is set."""
