"""Who gives targets to rules: what an event sets in motion there is done in this name."""

from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.kit import ROOT, Work


def giver(work: Work[State, Settings]) -> str:
    """The caller; empty for the account itself."""
    return "" if work.caller == ROOT else work.caller
