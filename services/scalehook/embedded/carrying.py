"""The state of a stack that runs: out of it as a file, and into it from one."""

from typing import Protocol

from scalehook.embedded.picture import Restorable
from scalehook.embedded.state_file import read, written
from scalehook.embedded.state_file_broken import StateFileBroken
from scalehook.gateway.settings import GatewaySettings
from scalehook_contracts.errors.common import InvalidParameter


class Carried(Restorable, Protocol):
    """All its services are in this process."""

    @property
    def gateway(self) -> GatewaySettings:
        """Its region and account."""


async def exported(stack: Carried) -> bytes:
    """Everything as it is, without the account's key."""
    return written(await stack.snapshot(), stack.gateway)


async def take_in(raw: bytes, stack: Carried) -> None:
    """Everything as the file says; InvalidParameter, and nothing changes, when it is broken."""
    try:
        imported = read(raw)
        imported.check_place(stack.gateway)
    except StateFileBroken as problem:
        raise InvalidParameter(str(problem)) from problem
    if imported.keys is not None:
        raise InvalidParameter("keys: a stack that runs has its own; take them out of the file")
    await stack.restore(imported.picture)
