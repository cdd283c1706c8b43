"""What the author of a service needs; `README.md` beside this file says what else is here."""

from scalehook.kit.machine.applying import of_fields
from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.machine.outside import Outside, Requester
from scalehook.kit.machine.service import Effect, Service
from scalehook.kit.machine.work import Deferred, Work
from scalehook.kit.settings import Settings
from scalehook.kit.telemetry import Timing

__all__ = [
    "ROOT", "Deferred", "Effect", "Outside", "Requester", "Service", "Settings", "Timing", "Work",
    "of_fields",
]  # fmt: skip
