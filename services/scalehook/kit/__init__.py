"""What the author of a service needs; `README.md` beside this file says what else is here."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scalehook.kit.machine.applying import of_fields
    from scalehook.kit.machine.envelope import ROOT
    from scalehook.kit.machine.outside import Outside, Requester
    from scalehook.kit.machine.service import Effect, Service
    from scalehook.kit.machine.work import Deferred, Work
    from scalehook.kit.settings import Settings
    from scalehook.kit.telemetry import Timing

# a start asks for settings alone
PLACES = {
    "ROOT": "machine.envelope", "Deferred": "machine.work", "Effect": "machine.service",
    "Outside": "machine.outside", "Requester": "machine.outside", "Service": "machine.service",
    "Settings": "settings", "Timing": "telemetry", "Work": "machine.work",
    "of_fields": "machine.applying",
}  # fmt: skip

__all__ = [
    "ROOT", "Deferred", "Effect", "Outside", "Requester", "Service", "Settings", "Timing", "Work",
    "of_fields",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Imported when it is asked for, and kept."""
    if name not in PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{PLACES[name]}"), name)
    return found
