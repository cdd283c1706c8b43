"""Which relay a service has."""

from collections.abc import Callable

from scalehook.kit.bus.bus import Bus, PromptBus
from scalehook.kit.host.prompt_relay import PromptRelay
from scalehook.kit.host.relay import Relay
from scalehook.kit.host.waiting_relay import WaitingRelay
from scalehook.kit.journal.journal import Journal, PromptJournal


def relay_of(
    service: str, bus: Bus, journal: Journal, stir: Callable[[], None], traces: bool = False
) -> Relay:
    """A prompt one where neither the bus nor the journal has to be waited for."""
    if isinstance(bus, PromptBus) and isinstance(journal, PromptJournal):
        return PromptRelay(service, bus, journal, traces)
    return WaitingRelay(service, bus, journal, stir, traces)
