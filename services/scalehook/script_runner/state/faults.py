"""A fault that is there on purpose."""

from dataclasses import dataclass

from scalehook_contracts.script_runner.faults import ScriptFault


@dataclass
class Fault:
    """So many runs have come that it fits, and so many of them were struck."""

    spec: ScriptFault
    seen: int = 0
    fired: int = 0
