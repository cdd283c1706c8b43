"""U5: after all that happened, the next action ends well."""

from scalehook.certify.facts import Facts
from scalehook.certify.rules.broken import Broken
from scalehook.certify.rules.ended import NORMAL, first_broken


def probe_ended_well(facts: Facts) -> Broken | None:
    """U5: one fresh scale-out, with no fault left, is completed before its deadline."""
    probes = facts.probes()
    if not probes:
        return Broken("U5", "the action behind the story has not begun")
    return first_broken("U5", probes, NORMAL)
