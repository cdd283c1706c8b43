"""U4: the process that was ready lives."""

from scalehook.certify.facts import Facts
from scalehook.certify.rules.broken import Broken


def alive(facts: Facts) -> Broken | None:
    """U4: it is alive at the end, or its own supervisor has brought it back; and it has not computed in
    circles without reading.
    """
    process = facts.process
    if process.busy:
        return Broken("U4", f"busy without reading: {process.busy}")
    if process.mute:
        return Broken("U4", f"{process.mute}, and has not said why")
    if not process.alive:
        return Broken("U4", process.exits[-1] if process.exits else "the consumer has gone")
    return None
