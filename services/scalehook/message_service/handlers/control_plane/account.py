"""The account's own attributes."""

from scalehook.kit import Work
from scalehook.message_service.client_tokens import remember, was_done
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook_contracts.message_service.control_plane.account import (
    AccountAnswer,
    GetAccountAttributes,
    LogAttributes,
    SetAccountAttributes,
)
from scalehook_contracts.message_service.control_plane.base import ControlPlaneReply
from scalehook_contracts.message_service.control_plane_events import LogAttributesSet


def get_account_attributes(command: GetAccountAttributes, work: Work[State, Settings]) -> AccountAnswer:
    """What would be logged, and where."""
    return AccountAnswer(data=work.state.control_plane.log)


def set_account_attributes(
    command: SetAccountAttributes, work: Work[State, Settings]
) -> ControlPlaneReply:
    """What is not given stays."""
    if was_done(command, command.client_token, work):
        return ControlPlaneReply()
    given = {name: getattr(command, name) for name in LogAttributes.model_fields}
    changes = {name: value for name, value in given.items() if value is not None}
    attributes = work.state.control_plane.log.model_copy(update=changes)
    work.record(LogAttributesSet(attributes=attributes))
    remember(command, command.client_token, work)
    return ControlPlaneReply()
