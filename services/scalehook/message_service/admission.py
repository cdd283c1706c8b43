"""Who may come in by the public endpoint."""

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook_contracts.base import Message
from scalehook_contracts.errors.mns import AccessDenied
from scalehook_contracts.message_service.base import MnsOperation


def admit(message: Message, work: Work[State, Settings]) -> None:
    """Refuse an operation of the REST API to a client that is not let in. What services ask, and the
    control plane, comes by another way.
    """
    endpoint = work.state.control_plane.endpoint
    if endpoint.is_open or not isinstance(message, MnsOperation):
        return
    if message.client_address and not endpoint.admits(message.client_address):
        raise AccessDenied()
