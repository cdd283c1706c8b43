"""How a script ends that a fault has taken the place of."""

import asyncio

from scalehook.script_runner.executors.job import OUTPUT_BYTES, Ended
from scalehook_contracts.script_runner.faults import ScriptFault

LINE = b"flood\n"


async def afflicted(fault: ScriptFault) -> Ended:
    """Nothing of this machine is executed. What hangs is called off, as every script is, by its time-out
    or the end of its instance.
    """
    if fault.kind == "hang_script":
        await asyncio.Event().wait()
    if fault.error_code:
        return Ended(None, error_code=fault.error_code)
    if fault.kind == "flood_script":
        return _flooded(fault)
    return Ended.of(fault.exit_code, fault.output.encode())


def _flooded(fault: ScriptFault) -> Ended:
    """However much it says, only its last part is ever there."""
    kept = min(fault.size, OUTPUT_BYTES)
    output = (LINE * (kept // len(LINE) + 1))[-kept:] if kept else b""
    return Ended(fault.exit_code, output, fault.size - kept)
