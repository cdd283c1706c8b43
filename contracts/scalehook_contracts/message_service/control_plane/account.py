"""The account's own attributes: what would be logged, and where."""

from pydantic import Field

from scalehook_contracts.base import Part
from scalehook_contracts.message_service.control_plane.base import (
    ControlPlaneOperation,
    ControlPlaneReply,
)


class LogAttributes(Part):
    """Kept and shown; nothing is written there."""

    log_enabled: bool = False
    project_name: str = ""
    log_store_name: str = ""
    message_trace_enabled: bool = False


class AccountAnswer(ControlPlaneReply):
    """The attributes."""

    data: LogAttributes


class GetAccountAttributes(ControlPlaneOperation[AccountAnswer]):
    """The account's attributes."""


class SetAccountAttributes(ControlPlaneOperation[ControlPlaneReply]):
    """Change the given attributes of the account."""

    log_enabled: bool | None = None
    project_name: str | None = None
    log_store_name: str | None = None
    message_trace_enabled: bool | None = None
    client_token: str = Field("", max_length=64)
