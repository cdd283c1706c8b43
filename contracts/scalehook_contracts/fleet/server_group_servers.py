"""The servers of ALB's server groups: added, changed, removed and listed."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.alb import ForbiddenToRemoveServers
from scalehook_contracts.fleet.server_groups import (
    AlbOperation,
    AlbToken,
    ServerGroupJob,
    ServerGroupReference,
)
from scalehook_contracts.numbers import Int64


class NamedServer(Part):
    """A server of a group, as calls name it."""

    server_id: str
    server_type: Literal["Ecs", "Eni", "Eci", "Ip", "Fc"]
    port: int | None = Field(None, ge=1, le=65535)
    server_ip: str = ""


class RemovedServer(NamedServer):
    """A server that is to be removed."""


class DescribedServer(NamedServer):
    """With its share of the requests, and what is said of it."""

    weight: int = Field(100, ge=0, le=100)
    description: str = Field("", max_length=256)


class AddedServer(DescribedServer):
    """A server that is to be added."""

    remote_ip_enabled: bool = False


class ChangedServer(DescribedServer):
    """A server that is to be another way; a description that is not given stays."""


class AddServersToServerGroup(ServerGroupReference, AlbOperation[ServerGroupJob]):
    """Adds servers to a group."""

    servers: list[AddedServer] = Listed("Server", max_length=200)
    dry_run: bool = False
    client_token: AlbToken = ""


class RemoveServersFromServerGroup(ServerGroupReference, AlbOperation[ServerGroupJob]):
    """Removes servers from a group."""

    forbidden: ClassVar[type[ApiError]] = ForbiddenToRemoveServers

    servers: list[RemovedServer] = Listed("Server", max_length=200)
    dry_run: bool = False
    client_token: AlbToken = ""


class UpdateServerGroupServersAttribute(ServerGroupReference, AlbOperation[ServerGroupJob]):
    """Gives servers of a group other weights and descriptions."""

    servers: list[ChangedServer] = Listed("Server", max_length=200)
    dry_run: bool = False
    client_token: AlbToken = ""


class ServerGroupServer(Part):
    """A server of a group."""

    server_id: str
    server_group_id: str
    server_type: str
    server_ip: str
    port: Int64
    weight: Int64
    status: Literal["Available"] = "Available"
    description: str
    remote_ip_enabled: bool = False


class ServerGroupServerPage(Reply):
    """One page of servers; NextToken is empty on the last."""

    servers: list[ServerGroupServer] = Listed("Server")
    max_results: Int64
    next_token: str = ""
    total_count: Int64


class ListServerGroupServers(AlbOperation[ServerGroupServerPage]):
    """Lists the servers of a group, or of all."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"Tag"})

    server_group_id: str = ""
    server_ids: list[str] = Listed("ServerId", max_length=20)
    max_results: int = Field(20, ge=1, le=1000)
    next_token: str = ""

    def resources(self) -> list[str]:
        """The group, or all of them."""
        return [f"servergroup/{self.server_group_id or '*'}"]
