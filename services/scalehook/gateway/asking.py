"""Questions that the gateway itself asks of services, on behalf of the account."""

from scalehook.kit import ROOT, Requester
from scalehook.kit.api.calling import PATIENCE_SECONDS
from scalehook_contracts.base import Command, ReplyT
from scalehook_contracts.errors.common import ServiceUnavailable


async def ask(bus: Requester, command: Command[ReplyT], *, waits: float = 0) -> ReplyT:
    """The owner's answer, which may take so many seconds longer than others; ServiceUnavailable when
    there is none.
    """
    try:
        return await bus.call(command, caller=ROOT, timeout=PATIENCE_SECONDS + waits)
    except TimeoutError as silence:
        raise ServiceUnavailable() from silence
