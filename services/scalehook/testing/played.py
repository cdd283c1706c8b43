"""What a cloud needs of the stack that it stands for."""

from datetime import datetime
from typing import Protocol

from scalehook.embedded.picture import Restorable
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.machine.outside import Requester


class PlayedStack(Restorable, Protocol):
    """A stack in one process, whatever its bus is."""

    @property
    def gateway(self) -> GatewaySettings:
        """Keys, region and account."""

    @property
    def bus(self) -> Requester:
        """Where commands are asked."""

    @property
    def control(self) -> ControlPlane:
        """What moves the time, and resets."""

    async def quiet(self) -> None:
        """Returns when the stack has nothing to do at this instant."""

    async def next_deadline(self) -> datetime | None:
        """When something comes due first."""
