"""Server groups of ALB, NLB and GWLB: attached to scaling groups, and detached."""

from typing import Literal

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.scaling_controller.attachments import AttachmentActivity
from scalehook_contracts.scaling_controller.base import ClientToken, GroupOperation
from scalehook_contracts.scaling_controller.group_settings import (
    AlbServerGroup,
    BackendWeight,
    Port,
    ServerGroup,
)


class AttachedAlbServerGroup(AlbServerGroup):
    """A server group of an ALB at a port, with the weight of the instances there."""

    weight: BackendWeight


class DetachedAlbServerGroup(Part):
    """A server group of an ALB at a port."""

    alb_server_group_id: str
    port: Port


class DetachedServerGroup(Part):
    """A server group at a port; those of GWLB have none."""

    server_group_id: str
    type: Literal["ALB", "NLB", "GWLB"]
    port: Port | None = None


class AttachAlbServerGroups(GroupOperation[AttachmentActivity]):
    """Has instances serve in server groups: those to come and, by force, those in service."""

    alb_server_groups: list[AttachedAlbServerGroup] = Listed("AlbServerGroup", max_length=100)
    force_attach: bool = False
    client_token: ClientToken = ""
    region_id: str


class DetachAlbServerGroups(GroupOperation[AttachmentActivity]):
    """Has instances to come not serve in server groups and, by force, those in service no more."""

    alb_server_groups: list[DetachedAlbServerGroup] = Listed("AlbServerGroup", max_length=100)
    force_detach: bool = False
    client_token: ClientToken = ""
    region_id: str


class AttachServerGroups(GroupOperation[AttachmentActivity]):
    """The same for server groups of every kind."""

    server_groups: list[ServerGroup] = Listed("ServerGroup", max_length=100)
    force_attach: bool = False
    client_token: ClientToken = ""
    region_id: str


class DetachServerGroups(GroupOperation[AttachmentActivity]):
    """The same for server groups of every kind."""

    server_groups: list[DetachedServerGroup] = Listed("ServerGroup", max_length=100)
    force_detach: bool = False
    client_token: ClientToken = ""
    region_id: str
