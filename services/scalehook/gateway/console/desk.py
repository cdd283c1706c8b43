"""What everything of the console needs."""

from dataclasses import dataclass, field

from scalehook.gateway.asking import ask
from scalehook.gateway.console.door import Ask
from scalehook.gateway.console.flow.traffic import Traffic
from scalehook.gateway.console.pasts import Pasts
from scalehook.gateway.console.warnings.noticed import Noticed
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.faults.own import OwnFaults
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook_contracts.base import Command, ReplyT


@dataclass(frozen=True)
class Desk:
    """One stack, as the console reaches it. `call` takes a signed request to the cloud's APIs."""

    bus: Requester
    plane: ControlPlane
    settings: GatewaySettings
    faults: OwnFaults
    call: Ask
    traffic: Traffic = field(default_factory=Traffic)
    pasts: Pasts = field(default_factory=Pasts)
    noticed: Noticed = field(default_factory=Noticed)

    async def ask(self, command: Command[ReplyT]) -> ReplyT:
        """A service's answer, on behalf of the account."""
        return await ask(self.bus, command)
