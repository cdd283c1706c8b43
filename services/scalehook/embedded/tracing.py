"""The traces of an embedded stack, if somebody wants them."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from scalehook.gateway.listening import Audience
from scalehook.kit.settings import Settings
from scalehook.tracing import begin

if TYPE_CHECKING:
    from scalehook.kit.host.conclusion import Witness
    from scalehook.kit.machine.entry import Entry
    from scalehook.tracing.tracer import Tracer


@dataclass(frozen=True, eq=False, repr=False)
class Tracing:
    """All of it costs nothing where there is no tracer."""

    tracer: "Tracer | None"

    @classmethod
    def of(cls, settings: Settings, now: Callable[[], datetime]) -> "Tracing":
        """As the settings say; `now` is virtual."""
        return cls(begin(settings, now))

    def beside(self, witness: "Witness | None") -> "Witness | None":
        """Both are told what is kept."""
        if self.tracer is None or witness is None:
            return witness if self.tracer is None else self.tracer.saw
        first, second = witness, self.tracer.saw

        def tell(service: str, entry: "Entry") -> None:
            first(service, entry)
            second(service, entry)

        return tell

    def hear(self, audience: Audience) -> None:
        """Requests are spans, too."""
        if self.tracer is not None:
            audience.traced = self.tracer.request

    def tasks(self) -> "Iterator[asyncio.Task[None]]":
        """What runs for it."""
        if self.tracer is not None:
            yield asyncio.create_task(self.tracer.run(), name="tracer")

    async def close(self) -> None:
        """Send what is left."""
        if self.tracer is not None:
            await self.tracer.close()
